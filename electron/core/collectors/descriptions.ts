import type { GroupDescriptionFact, GroupFact } from '../../../shared/domain/cluster-state.ts'
import type { Problem } from '../../../shared/domain/part-status.ts'
import { brokerCount, canRetry, moment, slotOf, toProblem, type Collecting } from './needs.ts'
import type { Source } from './polling.ts'

const VISIBLE_MS = 10_000
const HIDDEN_MS = 300_000
/** In ticks: groups that nobody has open are described again once a minute. */
const SLOTS = 6
/** Answers hold members and their assignments: large ones are asked for in pieces. */
const GROUPS_A_REQUEST = 250

/** Members and assignments. Empty groups have none; they are described when somebody opens them. */
export function descriptionsSource({ clock, client, sink, watching, open }: Collecting): Source {
  let tick = 0
  /** The listing that a group was described after: a group whose state moved is described again. */
  const described = new Map<string, GroupFact>()
  const interval = (): number | null => {
    if (!open() || sink.current().parts.groups.readAt === null) return null
    return watching.any() ? VISIBLE_MS : HIDDEN_MS
  }

  const due = (): readonly GroupFact[] => {
    const held = watching.groups()
    const all = !watching.any()
    for (const group of described.keys()) if (!sink.current().groups.has(group)) described.delete(group)
    return [...sink.current().groups.values()].filter((fact) => {
      if (held.has(fact.group)) return true
      const before = described.get(fact.group)
      if (before === fact) return !isEmpty(fact) && (all || slotOf(fact.group, SLOTS) === tick % SLOTS)
      return !isEmpty(fact) || (before !== undefined && !isEmpty(before))
    })
  }

  return {
    name: 'descriptions',
    interval,
    cost: () => brokerCount(sink.current()),
    async read(signal) {
      tick += 1
      const groups = due()
      const size = GROUPS_A_REQUEST * brokerCount(sink.current())
      for (let at = 0; at === 0 || at < groups.length; at += size) {
        const piece = groups.slice(at, at + size)
        const answers = piece.length === 0 ? new Map<string, never>() : await client.describeGroups(piece, signal)
        const facts = new Map<string, GroupDescriptionFact | Problem>()
        for (const [group, answer] of answers) facts.set(group, answer instanceof Error ? toProblem(answer) : answer)
        await sink.apply({ kind: 'descriptions', ...moment(clock), groups: facts })
        // Those that failed stay due, unless asking again is no help.
        for (const fact of piece) {
          const answer = answers.get(fact.group)
          if (!(answer instanceof Error) || !canRetry(answer)) described.set(fact.group, fact)
        }
      }
      await sink.apply({ kind: 'part', part: 'descriptions', change: { interval: interval() } })
    },
  }
}

const isEmpty = ({ state }: GroupFact): boolean => state === 'Empty' || state === 'Dead'
