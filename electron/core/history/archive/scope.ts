import type { Step } from '../moments/steps.ts'
import { FIGURES, PROBLEMS, REPLICAS } from '../moments/tables.ts'
import type { RecordedRange } from './range.ts'

const OF_GROUPS: ReadonlySet<string> = new Set(['groups', 'descriptions', FIGURES, PROBLEMS])
const OF_TOPICS: ReadonlySet<string> = new Set(['topics', REPLICAS, 'configs'])

/** Only those groups and the topics they read. */
export function scoped(range: RecordedRange, groups: readonly string[]): RecordedRange {
  const kept = new Set(groups)
  const topics = new Set(
    range.offsets.flatMap(({ subject, rows }) =>
      subject.kind === 'commits' && kept.has(subject.name) ? rows.flatMap((row) => row.layout.map(({ topic }) => topic)) : [],
    ),
  )
  return {
    ...range,
    steps: range.steps.map((step) => stepOf(step, kept, topics)),
    offsets: range.offsets.filter(({ subject }) => (subject.kind === 'commits' ? kept.has(subject.name) : topics.has(subject.name))),
    backfilled: range.backfilled.filter(({ topic }) => topics.has(topic)),
    events: range.events.filter(({ kind, subject }) =>
      kind.startsWith('group') ? kept.has(subject) : kind.startsWith('topic') ? topics.has(subject) : true,
    ),
  }
}

function stepOf({ time, tables }: Step, groups: ReadonlySet<string>, topics: ReadonlySet<string>): Step {
  const made = [...tables].map(([table, cells]) => {
    if (OF_GROUPS.has(table)) return [table, filtered(cells, (key) => groups.has(key))] as const
    // `3 orders`, `topic orders`: the name is the last part.
    if (OF_TOPICS.has(table))
      return [table, filtered(cells, (key) => topics.has(table === 'topics' ? key : key.slice(key.indexOf(' ') + 1)))] as const
    return [table, cells] as const
  })
  return { time, tables: new Map(made) }
}

const filtered = (cells: ReadonlyMap<string, string | null>, keep: (key: string) => boolean): ReadonlyMap<string, string | null> =>
  new Map([...cells].filter(([key]) => keep(String(JSON.parse(key)))))
