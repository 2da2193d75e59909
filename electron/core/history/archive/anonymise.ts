import { nameInZooKeeper, zooKeeperKey } from '../../../../shared/domain/zookeeper-groups.ts'
import type { Step } from '../moments/steps.ts'
import { MESOS_TABLES, REPLICAS, SCHEDULER_BROKERS, SUMMARY } from '../moments/tables.ts'
import type { Layout } from '../layouts.ts'
import type { RecordedRange } from './range.ts'

/**
 * Names for a stranger: every text becomes an alias, the same one wherever it stands, but for words that Kafka and Samsa use themselves.
 * What is not known to be harmless is not kept.
 */

/** Left out whole: their values name hosts, paths and people, and nothing but them. */
const LEFT_OUT: ReadonlySet<string> = new Set(['configs', SUMMARY.table, SCHEDULER_BROKERS, ...Object.values(MESOS_TABLES)])

const WORDS = `Stable Empty Dead PreparingRebalance CompletingRebalance Assigning Reconciling NotReady consumer connect range roundrobin sticky
  cooperative-sticky uniform classic share streams unknown up unreachable connecting read unread failed unsupported forbidden value bound
  record index interp in never time offset ok lag __consumer_offsets __transaction_state metadata groups descriptions offsets starts logDirs
  timeLag retention clusterId controllerId gone none`
const KNOWN: ReadonlySet<string> = new Set(WORDS.split(/\s+/))
/** Numbers, releases, verdicts, codes of the catalogue. */
const HARMLESS = /^(\d+(\.\d+){0,2}|[A-Z][A-Z_]+|(kafka|mesos|scheduler|core|profile|http|history)\.[a-zA-Z]+)$/
/** Verdicts are capitals, and so may names be: only where a verdict stands. */
const VERDICT_FIELDS: ReadonlySet<string> = new Set(['verdict', 'also'])

const KINDS: Readonly<Record<string, string>> = {
  topic: 'topic',
  topics: 'topic',
  ends: 'topic',
  starts: 'topic',
  group: 'group',
  groups: 'group',
  descriptions: 'group',
  figures: 'group',
  sampleProblems: 'group',
  commits: 'group',
  host: 'host',
  hostname: 'host',
  clientId: 'client',
  member: 'member',
  instance: 'instance',
  rack: 'rack',
  clusterId: 'cluster',
}

export interface Aliases {
  of(text: string, field: string): string
}

export function createAliases(): Aliases {
  const known = new Map<string, string>()
  const counts = new Map<string, number>()
  const aliases: Aliases = {
    of(text, field) {
      if (text === '' || KNOWN.has(text) || (field === 'offsetsIn' && text === 'zookeeper')) return text
      // Where a group's offsets are is told by its key: it stays with the alias.
      const inZooKeeper = nameInZooKeeper(text)
      if (inZooKeeper !== null) return zooKeeperKey(aliases.of(inZooKeeper, field))
      if (HARMLESS.test(text) && (!/^[A-Z]/.test(text) || VERDICT_FIELDS.has(field))) return text
      const there = known.get(text)
      if (there !== undefined) return there
      const kind = (Object.hasOwn(KINDS, field) ? KINDS[field] : undefined) ?? 'text'
      const n = (counts.get(kind) ?? 0) + 1
      counts.set(kind, n)
      const alias = `${kind}-${String(n).padStart(3, '0')}`
      known.set(text, alias)
      return alias
    },
  }
  return aliases
}

export function anonymised(range: RecordedRange): RecordedRange {
  const aliases = createAliases()
  const layout = (topics: Layout): Layout => topics.map(({ topic, partitions }) => ({ topic: aliases.of(topic, 'topic'), partitions }))
  return {
    ...range,
    steps: range.steps.map((step) => stepOf(step, aliases)),
    offsets: range.offsets.map(({ subject, rows }) => ({
      subject: { kind: subject.kind, name: aliases.of(subject.name, subject.kind) },
      rows: rows.map((row) => ({ ...row, layout: layout(row.layout) })),
    })),
    events: range.events.map((event) => ({
      ...event,
      subject: aliases.of(event.subject, event.kind.startsWith('topic') ? 'topic' : 'group'),
    })),
  }
}

function stepOf({ time, tables }: Step, aliases: Aliases): Step {
  const made = new Map<string, ReadonlyMap<string, string | null>>()
  for (const [table, cells] of tables) {
    if (LEFT_OUT.has(table)) continue
    const own = new Map<string, string | null>()
    for (const [key, json] of cells) {
      if (FIXED_KEYS.has(table) && OF_MESOS.has(String(JSON.parse(key)))) continue
      own.set(keyOf(table, key, aliases), json === null ? null : JSON.stringify(aliased(JSON.parse(json), table, aliases)))
    }
    made.set(table, own)
  }
  return { time, tables: made }
}

/** Values of fixed keys that would be nothing but names: what Mesos and the scheduler told, and that it was told. */
const OF_MESOS: ReadonlySet<string> = new Set(['mesos', 'scheduler', 'agents', 'framework', 'tasks', 'schedulerBrokers'])

/** Tables whose keys are words of ours. */
const FIXED_KEYS: ReadonlySet<string> = new Set(['parts', 'single'])

function keyOf(table: string, json: string, aliases: Aliases): string {
  const key: unknown = JSON.parse(json)
  if (typeof key !== 'string' || FIXED_KEYS.has(table)) return json
  if (table !== REPLICAS) return JSON.stringify(aliases.of(key, table))
  const space = key.indexOf(' ')
  return JSON.stringify(`${key.slice(0, space)} ${aliases.of(key.slice(space + 1), 'topic')}`)
}

/** Texts in it, also keys of maps; names of fields are ours. */
function aliased(value: unknown, field: string, aliases: Aliases): unknown {
  if (typeof value === 'string') return aliases.of(value, field)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((each) => aliased(each, field, aliases))
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => {
      if (key !== '$m' || !Array.isArray(each)) return [key, aliased(each, key.startsWith('$') ? field : key, aliases)]
      const pairs = each as readonly (readonly [unknown, unknown])[] // as `json.ts` writes maps
      return [key, pairs.map(([name, own]) => [aliased(name, field, aliases), aliased(own, field, aliases)])]
    }),
  )
}
