import type { ClusterState, DescriptionFact, GroupFact } from '../../../../shared/domain/cluster-state.ts'

/** How long groups have been in a rebalance state, and how often they entered one. */
export interface GroupStates {
  /** Groups were listed or described. */
  read(state: ClusterState, t: number): Generator<undefined, void>
  of(group: string, t: number): { readonly rebalancingFor: number; readonly rebalances: number }
  forget(group: string): void
}

/** Assigning and Reconciling are the words of the new protocol (KIP-848). */
const REBALANCING: ReadonlySet<string> = new Set(['PreparingRebalance', 'CompletingRebalance', 'Assigning', 'Reconciling'])
const TEN_MINUTES = 600
const GROUPS_A_STEP = 500

interface Seen {
  fact: GroupFact
  description: DescriptionFact | undefined
  since: number | null
  entered: number[]
}

/** The word of the listing, or of the description where brokers do not list states. */
export const stateOf = (fact: GroupFact, description: DescriptionFact | undefined): string =>
  fact.state || (description?.description?.state ?? '')

const CALM = { rebalancingFor: 0, rebalances: 0 }

export function createGroupStates(): GroupStates {
  const seen = new Map<string, Seen>()
  /** Those that ever entered a rebalance: most never do. */
  const moved = new Map<string, Seen>()
  let read: Pick<ClusterState, 'groups' | 'descriptions'> | null = null
  const note = (one: Seen, rebalancing: boolean, t: number): void => {
    if (rebalancing === (one.since !== null)) return
    one.since = rebalancing ? t : null
    if (rebalancing) one.entered = [...one.entered.filter((at) => t - at < TEN_MINUTES), t]
  }
  return {
    *read(state, t) {
      if (read?.groups === state.groups && read.descriptions === state.descriptions) return
      read = { groups: state.groups, descriptions: state.descriptions }
      let n = 0
      for (const fact of state.groups.values()) {
        const description = state.descriptions.get(fact.group)
        const known = seen.get(fact.group)
        n += 1
        if (n % GROUPS_A_STEP === 0) yield
        if (known?.fact === fact && known.description === description) continue
        // The newer of the two words counts: a description of a held group comes more often than a listing.
        const word = known && known.fact === fact ? (description?.description?.state ?? fact.state) : stateOf(fact, description)
        const one = known ?? { fact, description, since: null, entered: [] }
        note(one, REBALANCING.has(word), t)
        if (one.entered.length > 0) moved.set(fact.group, one)
        one.fact = fact
        one.description = description
        seen.set(fact.group, one)
      }
      if (seen.size <= state.groups.size) return
      for (const group of seen.keys()) {
        if (state.groups.has(group)) continue
        seen.delete(group)
        moved.delete(group)
      }
    },
    of(group, t) {
      const one = moved.size === 0 ? undefined : moved.get(group)
      if (!one || (one.since === null && one.entered.length === 0)) return CALM
      return {
        rebalancingFor: one.since === null ? 0 : Math.max(0, t - one.since),
        rebalances: one.entered.length === 0 ? 0 : one.entered.filter((at) => t - at < TEN_MINUTES).length,
      }
    },
    forget(group) {
      seen.delete(group)
      moved.delete(group)
    },
  }
}
