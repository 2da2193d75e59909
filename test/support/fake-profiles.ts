import type { ProfileCard, ProfileDraft, ProbeStep } from '../../shared/contract/profiles.ts'

export const NOW = Date.parse('2026-11-23T13:02:11Z')

export const plainDraft: ProfileDraft = {
  name: 'orders-eu',
  environment: 'production',
  access: 'observe',
  bootstrap: ['kafka-1.eu.example.org:9092', 'kafka-2.eu.example.org:9092'],
  security: { tls: null, sasl: null },
  addressMap: [],
  clientId: 'samsa',
  brokerVersion: null,
  zooKeeperGroups: [],
  schemaRegistry: null,
  proxy: { use: 'settings' },
  notes: '',
  mesos: null,
}

const noSecret = { kept: 'no' as const, changedAt: null }
export const noSecrets = {
  saslPassword: noSecret,
  proxyPassword: noSecret,
  tlsKey: noSecret,
  tlsKeyPassphrase: noSecret,
  mesosPassword: noSecret,
  marathonPassword: noSecret,
  schedulerPassword: noSecret,
  registryPassword: noSecret,
}

export function fakeCard(id: string, change: Partial<ProfileCard> = {}, now = NOW): ProfileCard {
  return {
    ...plainDraft,
    id,
    folder: '',
    place: 0,
    name: id,
    createdAt: now - 40 * 86_400_000,
    changedAt: now - 3 * 86_400_000,
    lastConnectedAt: now - 2 * 3_600_000,
    secrets: noSecrets,
    connection: { state: 'off', error: null, attempt: null, nextAt: null, since: null },
    seen: null,
    ...change,
  }
}

const off = { state: 'off' as const, error: null, attempt: null, nextAt: null, since: null }
const live = (now: number): ProfileCard['connection'] => ({ ...off, state: 'live', since: now - 3_600_000 })
const seen = (now: number, change: Partial<NonNullable<ProfileCard['seen']>>): ProfileCard['seen'] => ({
  asOf: now - 2000,
  brokersUp: 3,
  brokers: 3,
  offlinePartitions: 0,
  groups: 38,
  worst: { group: 'billing', lag: 2_418_930 },
  gravest: null,
  requestsPerSecond: 7.6,
  budget: 20,
  ...change,
})

const ORDER = ['orders-eu', 'orders-staging', 'orders-us', 'payments-eu', 'lab-mesos', 'scratch']

/** Six clusters in six conditions. */
export const fakeCards = (now = NOW): readonly ProfileCard[] => conditions(now).map((card) => ({ ...card, place: ORDER.indexOf(card.id) }))

const conditions = (now: number): readonly ProfileCard[] => [
  fakeCard('orders-eu', { connection: live(now), seen: seen(now, { brokersUp: 5, brokers: 6, offlinePartitions: 0 }) }, now),
  fakeCard(
    'payments-eu',
    {
      connection: { ...off, state: 'connecting', since: now - 800 },
      security: { tls: { ca: '', caUse: 'add', certificate: '', serverName: '' }, sasl: { mechanism: 'SCRAM-SHA-512', user: 'samsa' } },
      secrets: { ...noSecrets, saslPassword: { kept: 'keychain', changedAt: now - 12 * 86_400_000 } },
      seen: seen(now, { asOf: now - 210_000, brokersUp: 4, brokers: 4, groups: 21, worst: { group: 'settle', lag: 1204 } }),
    },
    now,
  ),
  fakeCard(
    'orders-us',
    {
      seen: seen(now, {
        asOf: now - 8_040_000,
        brokersUp: 6,
        brokers: 6,
        worst: { group: 'search-indexer', lag: 18_422 },
        gravest: { group: 'search-indexer', verdict: 'STALLED', urgent: false, groups: 3 },
      }),
    },
    now,
  ),
  fakeCard(
    'orders-staging',
    {
      environment: 'staging',
      access: 'guarded',
      connection: { ...live(now), state: 'stale' },
      seen: seen(now, { asOf: now - 48_000, offlinePartitions: 3, worst: { group: 'load-test', lag: 204_118 } }),
    },
    now,
  ),
  fakeCard(
    'lab-mesos',
    {
      environment: 'test',
      access: 'open',
      bootstrap: ['mesos-lab:31000'],
      lastConnectedAt: now - 4 * 86_400_000,
      connection: {
        ...off,
        state: 'failed',
        error: { code: 'kafka.noBroker', about: { tried: [{ address: 'mesos-lab:31000', why: 'connection refused' }] } },
      },
    },
    now,
  ),
  fakeCard('scratch', { environment: 'other', bootstrap: ['localhost:9092'], lastConnectedAt: null }, now),
]

const step = (id: string, kind: ProbeStep['kind'], label: string, change: Partial<ProbeStep> = {}): ProbeStep => ({
  id,
  kind,
  label,
  state: 'ok',
  ms: 12,
  detail: '',
  error: null,
  suggestion: null,
  ...change,
})

/** A probe that finds a cluster of three of which one advertises a name that does not resolve. */
export const fakeProbe: readonly ProbeStep[] = [
  step('bootstrap:kafka-1', 'bootstrap', 'kafka-1.eu.example.org:9092', { ms: 14, detail: 'connected, PLAINTEXT' }),
  step('versions', 'versions', 'API versions', { ms: 3, detail: 'Kafka 3.9' }),
  step('cluster', 'cluster', 'Cluster', { ms: 6, detail: 'lkc-7Qf2, 3 brokers, controller 2' }),
  step('broker:1', 'broker', 'Broker 1 · kafka-1.eu.example.org:9092', { ms: 9 }),
  step('broker:2', 'broker', 'Broker 2 · agent-17:31000', {
    state: 'failed',
    ms: 4,
    error: { code: 'kafka.hostUnknown', about: { address: 'agent-17:31000', host: 'agent-17', advertised: true } },
    suggestion: { from: 'agent-17:31000', to: '10.1.2.3:31000' },
  }),
  step('broker:3', 'broker', 'Broker 3 · kafka-3.eu.example.org:9092', { ms: 11 }),
  step('rights', 'rights', 'Rights', { state: 'warning', ms: 5, detail: 'May not describe 1 of 38 groups' }),
  step('done', 'done', 'Done', { state: 'warning', ms: 64, detail: '2 of 3 brokers can be reached' }),
]
