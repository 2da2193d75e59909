import type { ClusterEvents } from './cluster-events.ts'
import type { Ownership } from './ownership.ts'

/** As the contract has it; history knows no contract. */
export interface LagEvent {
  readonly at: number
  readonly kind: 'rebalance' | 'empty' | 'settled' | 'broker' | 'replication' | 'leaders'
  readonly subject: string
  readonly partitions: number | null
}

const MOST = 500

/** What happened in a span that may have to do with a group: its own states, and the brokers that lead or led what it reads. */
export function eventsOf(
  seen: ClusterEvents,
  group: string,
  ownership: Ownership,
  span: { readonly from: number; readonly to: number },
): { readonly events: LagEvent[]; readonly more: number; readonly since: number | null } {
  const { events, states } = seen.of(group)
  const moves = seen.leaderMoves(new Set(ownership.topics.map((t) => t.topic)))
  const brokers = new Set<string>(moves.map(({ from }) => String(from)))
  for (const { leaders } of ownership.topics) for (const leader of leaders) brokers.add(String(leader))
  const found: LagEvent[] = []
  for (const { at, kind, subject } of events)
    if ((kind === 'broker' || kind === 'replication') && brokers.has(subject)) found.push({ at, kind, subject, partitions: null })
  const moved = new Map<number, number>()
  for (const { at } of moves) moved.set(at, (moved.get(at) ?? 0) + 1)
  for (const [at, partitions] of moved) found.push({ at, kind: 'leaders', subject: '', partitions })
  // The first state is the one it was found in: nothing happened then.
  for (const { at, state } of states.slice(1)) found.push({ at, kind: kindOf(state), subject: '', partitions: null })
  const inSpan = found.filter(({ at }) => at >= span.from && at <= span.to).sort((a, b) => a.at - b.at)
  return { events: inSpan.slice(-MOST), more: Math.max(0, inSpan.length - MOST), since: seen.since() }
}

function kindOf(state: string): LagEvent['kind'] {
  if (/^(PreparingRebalance|CompletingRebalance|Assigning|Reconciling)$/.test(state)) return 'rebalance'
  return state === 'Empty' || state === 'Dead' ? 'empty' : 'settled'
}
