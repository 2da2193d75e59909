import type { ProfileCard } from '../../shared/contract/profiles.ts'
import type { RecordingRow } from '../../shared/contract/recordings.ts'

const unset = { kept: 'no', changedAt: null } as const

/** A recording as the frame shows clusters: one that nothing can be asked of, and nothing changed in. */
export const cardOfRecording = ({ id, title, notes, keptAt }: RecordingRow): ProfileCard => ({
  ...{ id, name: title, notes, createdAt: keptAt, changedAt: keptAt, lastConnectedAt: null, folder: '', place: 0 },
  ...{
    environment: 'other',
    access: 'observe',
    bootstrap: [],
    addressMap: [],
    clientId: '',
    brokerVersion: null,
    zooKeeperGroups: [],
    schemaRegistry: null,
    proxy: { use: 'settings' },
    mesos: null,
  },
  security: { tls: null, sasl: null },
  secrets: {
    ...{ saslPassword: unset, proxyPassword: unset, tlsKey: unset, tlsKeyPassphrase: unset },
    ...{ mesosPassword: unset, marathonPassword: unset, schedulerPassword: unset, registryPassword: unset },
  },
  connection: { state: 'off', error: null, attempt: null, nextAt: null, since: null },
  seen: null,
})
