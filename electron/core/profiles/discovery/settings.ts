import type { DiscoveryInput } from '../../../../shared/contract/discovery.ts'
import type { PlacesSettings } from '../../clients/places.ts'
import type { Profiles } from '../profiles.ts'
import type { DiscoveryNeeds } from './discover.ts'

/** The login for masters counts although no master is written yet: they are what is being looked for. */
const ANY_MASTER = 'http://master.invalid'

/** What the user wrote in the editor so far, as settings. */
export const discoverySettings = (profiles: Profiles): Pick<DiscoveryNeeds, 'kafkaSettings' | 'places'> => ({
  kafkaSettings: ({ security, addressMap, secrets, id, mesos, proxy }) =>
    profiles.connectionSettingsOf(
      {
        name: 'new',
        environment: 'test',
        access: 'observe',
        bootstrap: [],
        clientId: '',
        brokerVersion: null,
        zooKeeperGroups: [],
        schemaRegistry: null,
        proxy,
        notes: '',
        security,
        addressMap,
        mesos,
      },
      secrets,
      id,
    ),
  places: ({ mesos, proxy, secrets, id }: DiscoveryInput): PlacesSettings =>
    profiles.placesSettingsOf(
      { mesos: { ...mesos, masters: mesos.masters.length > 0 ? mesos.masters : [ANY_MASTER] }, proxy },
      secrets,
      id,
    ) ?? NOTHING,
})

const NOTHING: PlacesSettings = {
  mesos: null,
  marathon: null,
  scheduler: null,
  framework: null,
  tls: null,
  plainCredentials: false,
}
