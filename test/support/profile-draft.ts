import type { ProfileDraft } from '../../shared/contract/profiles.ts'

/** A profile with a login, changed where a test wants it otherwise. */
export const draft = (change: Partial<ProfileDraft> = {}): ProfileDraft => ({
  name: 'orders',
  environment: 'test',
  access: 'observe',
  bootstrap: ['kafka-1.example.org:9092'],
  security: { tls: null, sasl: { mechanism: 'SCRAM-SHA-256', user: 'samsa' } },
  addressMap: [],
  clientId: '',
  brokerVersion: null,
  zooKeeperGroups: [],
  schemaRegistry: null,
  proxy: { use: 'settings' },
  notes: '',
  mesos: null,
  ...change,
})
