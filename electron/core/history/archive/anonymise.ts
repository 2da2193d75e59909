import type { Step } from '../moments/steps.ts'
import { REPLICAS, SINGLE, SUMMARY } from '../moments/tables.ts'
import type { Layout } from '../layouts.ts'
import { createAliases, type Aliases } from './aliases.ts'
import { anonymisedLog } from './anonymise-log.ts'
import { isOfMesos, mesosKey, mesosValue } from './anonymise-mesos.ts'
import type { RecordedRange } from './range.ts'

/**
 * Names for a stranger: every text becomes an alias, the same one wherever it stands, but for words that Kafka and Samsa use themselves.
 * What is not known to be harmless is not kept.
 */

/** Left out whole: their values name hosts, paths and people, and nothing but them. */
const LEFT_OUT: ReadonlySet<string> = new Set(['configs', SUMMARY.table])

/** @param name of the cluster, which may stand in the log */
export function anonymised(range: RecordedRange, name = ''): RecordedRange {
  const aliases = createAliases()
  const layout = (topics: Layout): Layout => topics.map(({ topic, partitions }) => ({ topic: aliases.of(topic, 'topic'), partitions }))
  const steps = range.steps.map((step) => stepOf(step, aliases))
  const events = range.events.map((event) => ({
    ...event,
    subject: aliases.of(event.subject, event.kind.startsWith('topic') ? 'topic' : 'group'),
  }))
  return {
    ...range,
    steps,
    offsets: range.offsets.map(({ subject, rows }) => ({
      subject: { kind: subject.kind, name: aliases.of(subject.name, subject.kind) },
      rows: rows.map((row) => ({ ...row, layout: layout(row.layout) })),
    })),
    backfilled: range.backfilled.map(({ topic, rows }) => ({
      topic: aliases.of(topic, 'topic'),
      rows: rows.map((row) => ({ ...row, layout: layout(row.layout) })),
    })),
    events,
    // Last: names that stand elsewhere are known by then.
    log: anonymisedLog(range.log, name, aliases),
  }
}

function stepOf({ time, tables }: Step, aliases: Aliases): Step {
  const made = new Map<string, ReadonlyMap<string, string | null>>()
  for (const [table, cells] of tables) {
    if (LEFT_OUT.has(table)) continue
    const own = new Map<string, string | null>()
    for (const [key, json] of cells) {
      own.set(keyOf(table, key, aliases), json === null ? null : JSON.stringify(valueOf(table, key, JSON.parse(json), aliases)))
    }
    made.set(table, own)
  }
  return { time, tables: made }
}

/** Tables whose keys are words of ours. */
const FIXED_KEYS: ReadonlySet<string> = new Set(['parts', SINGLE])

function keyOf(table: string, json: string, aliases: Aliases): string {
  const key: unknown = JSON.parse(json)
  if (typeof key !== 'string' || FIXED_KEYS.has(table)) return json
  if (isOfMesos(table)) return JSON.stringify(mesosKey(table, key, aliases))
  if (table !== REPLICAS) return JSON.stringify(aliases.of(key, table))
  const space = key.indexOf(' ')
  return JSON.stringify(`${key.slice(0, space)} ${aliases.of(key.slice(space + 1), 'topic')}`)
}

function valueOf(table: string, key: string, value: unknown, aliases: Aliases): unknown {
  // Of the values of fixed keys Mesos and the scheduler have one each.
  const own = table === SINGLE ? String(JSON.parse(key)) : table
  return isOfMesos(own) ? mesosValue(value, own, own, aliases) : aliased(value, table, aliases)
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
