import type { SamsaHandlers } from '../../../shared/contract/index.ts'
import { NO_POLICY } from '../../../electron/core/profiles/policy.ts'
import { createCell } from '../fake-cell.ts'
import { manyGroups, withIncident, withYoungHistory } from '../fake-incident.ts'
import { fakeBrokersOnMesos } from '../fake-on-mesos.ts'
import { fakeSystems } from '../fake-mesos.ts'
import type { FakeHostOptions } from '../fake-host.ts'
import { fakeCards } from '../fake-profiles.ts'
import { fakeTopics } from '../fake-rows.ts'
import { allViews } from './states.ts'

/** What the preview can show, by the name in its address. */
export const worlds: Readonly<Record<string, () => FakeHostOptions>> = {
  busy: () => ({}),
  folders: () => ({
    profiles: fakeCards(Date.now()).map((card) => ({ ...card, folder: card.name.endsWith('-eu') ? 'Europe' : '' })),
  }),
  locked: () => ({ secrets: { kind: 'passphrase', locked: true } }),
  newcomer: () => ({ settings: { hintsSeen: [] } }),
  empty: () => ({ profiles: [] }),
  beforeKafka24: () => ({
    change: (handlers) => ({
      ...handlers,
      reassignments: {
        ...handlers.reassignments,
        path: () => ({ reassign: 'no', elect: 'no', needs: 'Kafka 2.4', scheduler: { brokers: [1, 2, 3], realign: true } }),
      },
    }),
  }),
  released: () => ({
    updates: { available: true, why: '', from: 'https://api.github.com/repos/samsa/samsa' },
    release: {
      version: '0.2.0',
      newer: true,
      published: '2026-11-20T09:00:00Z',
      notes: 'https://github.com/samsa/samsa/releases/tag/v0.2.0',
    },
  }),
  policy: () => ({
    policy: {
      ...NO_POLICY,
      ...{ file: '/etc/samsa/policy.json', by: 'the Kafka team, kafka@example.org', readMessages: false, writeMessages: false },
      ...{ keepSecrets: false, exportRecordings: 'anonymised' as const, settings: { time: 'utc' as const } },
      readOnly: { environments: ['production'], hosts: ['*.prod.example.org'] },
    },
  }),
  brokenPolicy: () => ({
    policy: {
      ...NO_POLICY,
      ...{ file: '/etc/samsa/policy.json', by: 'the Kafka team', readMessages: false, writeMessages: false, keepSecrets: false },
      ...{
        exportRecordings: 'none' as const,
        problems: [{ field: 'readMessages', message: 'Write true or false.' }],
      },
      readOnly: { environments: ['production', 'staging', 'test', 'other'], hosts: [] },
    },
  }),
  damaged: () => ({
    recovery: {
      state: 'unreadable',
      file: '/home/you/.samsa/profiles.json',
      kept: '/home/you/.samsa/profiles.json.damaged-1',
      why: 'profiles.json is not JSON: it ends in the middle of an object.',
      used: null,
      copies: [
        { file: '/home/you/.samsa/profiles.1.json', savedAt: Date.now() - 3_600_000, profiles: 6, readable: true },
        { file: '/home/you/.samsa/profiles.2.json', savedAt: Date.now() - 86_400_000, profiles: 5, readable: true },
        { file: '/home/you/.samsa/profiles.3.json', savedAt: null, profiles: null, readable: false },
      ],
    },
  }),
  incident: () => ({ change: withIncident(Date.now()) }),
  wide: () => ({ change: withIncident(Date.now(), 5000) }),
  young: () => ({ change: withYoungHistory(Date.now(), 6) }),
  unrecorded: () => ({ change: withYoungHistory(Date.now(), null) }),
  crowd: () => ({ change: crowd(2000) }),
  large: () => ({ change: large }),
  mesos: () => ({ onMesos: true }),
  dcos: () => ({ onMesos: true, change: schedulerOfDcos }),
  six: () => ({ onMesos: true, change: sixBrokers }),
  loading: () => ({ onMesos: true, change: allViews({ state: 'loading', asOf: null, progress: { done: 412, total: 1150 } }, false) }),
  nothing: () => ({ onMesos: true, change: allViews({ state: 'live' }, false) }),
  stale: () => ({ onMesos: true, change: allViews({ state: 'stale', asOf: Date.now() - 48_000 }, true) }),
  offline: () => ({ onMesos: true, change: allViews({ state: 'offline', asOf: Date.now() - 7_260_000 }, true) }),
  failed: () => ({
    onMesos: true,
    change: allViews(
      {
        state: 'failed',
        asOf: null,
        errors: [{ code: 'kafka.unreachable', about: { broker: '3', address: 'kafka-3.internal:9092', why: 'connect ECONNREFUSED' } }],
      },
      false,
    ),
  }),
  forbidden: () => ({ onMesos: true, change: allViews({ state: 'forbidden', asOf: null, errors: [missingRight] }, false) }),
  noKeychain: () => ({ keychain: false }),
  recorded: () => ({ recorded: { first: Date.now() - 26 * 3_600_000, last: Date.now() - 12_000 } }),
}

const missingRight = {
  code: 'kafka.forbidden',
  about: {
    right: 'Describe',
    resource: 'the cluster',
    command:
      'kafka-acls.sh --bootstrap-server kafka-1.eu.example.org:9092 --add --allow-principal User:intern --operation Describe --cluster',
  },
}

/** Every group has new figures each five seconds, as on a large cluster. */
const crowd =
  (n: number) =>
  (handlers: SamsaHandlers): SamsaHandlers => {
    const cell = createCell('group', manyGroups(n, Date.now()), Date.now())
    let tick = 0
    setInterval(() => {
      tick++
      cell.set(
        cell.rows().map((row, at) => ({
          ...row,
          lag: (row.lag ?? 0) + ((at * 7 + tick * 13) % 40),
          trend: [...row.trend.slice(1), (row.lag ?? 0) % 200],
          asOf: Date.now(),
        })),
      )
      cell.about({ asOf: Date.now() })
    }, 5000)
    return { ...handlers, groups: { ...handlers.groups, list: () => cell.source } }
  }

/** 10,000 topics and 5,000 groups, some of which have new figures each half second. */
function large(handlers: SamsaHandlers): SamsaHandlers {
  const now = Date.now()
  const seeds = fakeTopics(now)
  const topics = createCell(
    'name',
    Array.from({ length: 10_000 }, (_, at) => {
      const seed = seeds[at % seeds.length] ?? seeds[0]
      if (!seed) throw new Error('There are no topics to begin with')
      return { ...seed, internal: false, name: `${seed.name}-${at}` }
    }),
    now,
  )
  const groups = createCell('group', manyGroups(5000, now), now)
  let tick = 0
  setInterval(() => {
    tick++
    groups.set(groups.rows().map((row, at) => (at % 20 === tick % 20 ? { ...row, lag: (row.lag ?? 0) + 7, asOf: Date.now() } : row)))
  }, 500)
  return {
    ...handlers,
    topics: { ...handlers.topics, list: () => topics.source },
    groups: { ...handlers.groups, list: () => groups.source },
  }
}

/** A cluster of six, as most are: one is failing, and one needs a restart. */
function sixBrokers(handlers: SamsaHandlers): SamsaHandlers {
  const cell = createCell(
    'key',
    fakeBrokersOnMesos(Date.now()).filter(({ id }) => id <= 5),
    Date.now(),
  )
  return { ...handlers, brokers: { ...handlers.brokers, list: () => cell.source } }
}

function schedulerOfDcos(handlers: SamsaHandlers): SamsaHandlers {
  const error = { code: 'scheduler.dcos' as const, about: { address: 'https://dcos.example.org/service/kafka' } }
  const systems = fakeSystems(Date.now()).map((row) => (row.system === 'scheduler' ? { ...row, state: 'failed' as const, error } : row))
  const cell = createCell('system', systems, Date.now())
  return { ...handlers, mesos: { ...handlers.mesos, systems: () => cell.source } }
}
