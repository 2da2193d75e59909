import type { GroupDescriptionFact, GroupFact } from '../../../shared/domain/cluster-state.ts'
import type { Problem } from '../../../shared/domain/part-status.ts'
import { inSlices } from '../lib/slices.ts'
import { REQUESTS_A_SECOND } from './budget.ts'
import { brokerCount, canRetry, moment, toProblem, type Collecting } from './needs.ts'
import type { Source } from './polling.ts'

const VISIBLE_MS = 10_000
const HIDDEN_MS = 300_000
/** In ticks: groups that nobody has open are described again once a minute, if there are not too many for that. */
const SLOTS = 6
/** A quarter of what may be asked meanwhile, a hundred groups a request: no reading keeps the others waiting for long. */
const GROUPS_A_SECOND = (REQUESTS_A_SECOND / 4) * 100
/** Answers hold members and their assignments: large ones are asked for in pieces. */
const GROUPS_A_REQUEST = 250
/** Looked at without a pause. */
const GROUPS_A_STEP = 2_000

/** Members and assignments. Empty groups have none; they are described when somebody opens them. */
export function descriptionsSource({ clock, client, sink, watching, open }: Collecting): Source {
  /** The listing that a group was described after: a group whose state moved is described again. */
  const described = new Map<string, GroupFact>()
  const interval = (): number | null => {
    if (!open() || sink.current().parts.groups.readAt === null) return null
    return watching.any() ? VISIBLE_MS : HIDDEN_MS
  }

  /** Those that are open, those that changed, then those that were described longest ago. */
  function* due(): Generator<undefined, readonly GroupFact[]> {
    const held = watching.groups()
    const { groups } = sink.current()
    for (const group of described.keys()) if (!groups.has(group)) described.delete(group)
    const first: GroupFact[] = []
    const changed: GroupFact[] = []
    let looked = 0
    for (const fact of groups.values()) {
      looked += 1
      if (looked % GROUPS_A_STEP === 0) yield
      // No broker knows its members.
      if (fact.offsetsIn === 'zookeeper') continue
      const before = described.get(fact.group)
      if (held.has(fact.group)) first.push(fact)
      else if (before !== fact && (!isEmpty(fact) || (before !== undefined && !isEmpty(before)))) changed.push(fact)
    }
    const most = Math.max(0, ((watching.any() ? VISIBLE_MS : HIDDEN_MS) / 1_000) * GROUPS_A_SECOND - first.length)
    const again: GroupFact[] = []
    const share = watching.any() ? Math.ceil(described.size / SLOTS) : described.size
    // In the order in which they were described.
    for (const [group, before] of described) {
      if (again.length >= share) break
      if (groups.get(group) === before && !isEmpty(before) && !held.has(group)) again.push(before)
    }
    return [...first, ...[...changed, ...again].slice(0, most)]
  }

  return {
    name: 'descriptions',
    interval,
    cost: () => brokerCount(sink.current()),
    async read(signal) {
      const groups = await inSlices(due())
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
          if (answer instanceof Error && canRetry(answer)) continue
          described.delete(fact.group)
          described.set(fact.group, fact)
        }
      }
      await sink.apply({ kind: 'part', part: 'descriptions', change: { interval: interval() } })
    },
  }
}

const isEmpty = ({ state }: GroupFact): boolean => state === 'Empty' || state === 'Dead'
