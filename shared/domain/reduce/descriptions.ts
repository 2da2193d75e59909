import type { ClusterState, DescriptionFact, GroupDescriptionFact, MemberFact } from '../cluster-state.ts'
import type { Observation } from '../observation.ts'
import { distinctProblems, type Problem } from '../part-status.ts'
import { readPart, type Steps } from './parts.ts'

type DescriptionsObserved = Extract<Observation, { kind: 'descriptions' }>

const GROUPS_A_STEP = 50

export function* reduceDescriptions(state: ClusterState, seen: DescriptionsObserved): Steps<ClusterState> {
  const descriptions = new Map(state.descriptions)
  const problems: Problem[] = []
  let n = 0
  for (const [group, answer] of seen.groups) {
    n += 1
    if (n % GROUPS_A_STEP === 0) yield
    if (!state.groups.has(group)) continue
    const before = descriptions.get(group)
    if ('code' in answer) {
      // A right that is missing is told by the group's own row, for as long as it is missing: over the list it would come and go with each part of it.
      if (answer.code !== 'kafka.forbidden') problems.push(answer)
      descriptions.set(group, { at: before?.at ?? seen.at, description: before?.description ?? null, problem: answer })
    } else {
      descriptions.set(group, descriptionFact(before, answer, seen.at))
    }
  }
  return readPart({ ...state, descriptions }, 'descriptions', seen, distinctProblems(problems))
}

/** The members keep identity while they are the same, so that nothing is derived again from a quiet group. */
function descriptionFact(before: DescriptionFact | undefined, now: GroupDescriptionFact, at: number): DescriptionFact {
  const known = before?.description
  const { state, type, protocolType, assignor, coordinator, members } = now
  if (known && sameDescription(known, now)) return before.problem === null ? before : { at, description: known, problem: null }
  return { at, description: { state, type, protocolType, assignor, coordinator, members }, problem: null }
}

const sameDescription = (a: GroupDescriptionFact, b: GroupDescriptionFact): boolean =>
  a.state === b.state &&
  a.type === b.type &&
  a.assignor === b.assignor &&
  a.coordinator === b.coordinator &&
  a.members.length === b.members.length &&
  a.members.every((member, i) => sameMember(member, b.members[i]))

const sameMember = (a: MemberFact, b: MemberFact | undefined): boolean =>
  b !== undefined &&
  a.member === b.member &&
  a.instance === b.instance &&
  a.clientId === b.clientId &&
  a.host === b.host &&
  a.rack === b.rack &&
  sameAssigned(a.assigned, b.assigned)

function sameAssigned(a: MemberFact['assigned'], b: MemberFact['assigned']): boolean {
  if (a === null || b === null) return a === b
  return (
    a.length === b.length &&
    a.every(({ topic, partitions }, i) => {
      const other = b[i]
      return (
        other?.topic === topic && other.partitions.length === partitions.length && partitions.every((p, j) => other.partitions[j] === p)
      )
    })
  )
}
