import type { MemberRow } from '../../../../shared/contract/groups.ts'
import type { ClusterState, GroupSample, MemberFact } from '../../../../shared/domain/cluster-state.ts'
import { createLagSummer, type LagSum } from '../../../../shared/domain/lag.ts'
import type { ViewSource } from '../../../../shared/rpc/define.ts'
import { readingOf } from '../derive/group-lag.ts'
import type { LiveCluster } from '../live-cluster.ts'
import { clusterView, createRowMemo } from './view.ts'

export function groupMembers(cluster: LiveCluster, group: string): ViewSource<MemberRow> {
  const memo = createRowMemo<MemberRow>()
  return clusterView(cluster, {
    watched: { kind: 'group', group },
    needs: ['metadata', 'groups', 'descriptions'],
    adds: ['offsets', 'starts'],
    rows(derived) {
      const { state } = derived
      const sample = state.samples.get(group)
      const members = state.descriptions.get(group)?.description?.members ?? []
      const total = derived.groups.get(group)?.sum.lag ?? null
      return memo.rows([sample, members, state.gone, state.topics, state.starts, total], () =>
        members.map((member) => [member.member, rowOf(member, memberLag(state, sample, member), total)]),
      )
    },
  })
}

/** Over the partitions that are assigned to it. */
function memberLag(state: ClusterState, sample: GroupSample | undefined, member: MemberFact): LagSum {
  const summer = createLagSummer()
  for (const { topic, partitions } of member.assigned ?? []) {
    const read = sample?.topics.get(topic)
    const places = new Map(Array.from(read?.partitions ?? [], (p, place) => [p, place]))
    const starts = state.starts.get(topic)?.offsets
    for (const p of partitions) {
      const place = places.get(p)
      const committed = place === undefined ? (sample?.committedAt == null ? Number.NaN : -1) : (read?.committed[place] ?? Number.NaN)
      const end = place === undefined ? Number.NaN : (read?.ends[place] ?? Number.NaN)
      const errors = { commit: read?.commitErrors.get(place ?? -1), end: read?.endErrors.get(place ?? -1) }
      const reading = readingOf(state, state.topics.get(topic), p, committed, end, errors)
      if (reading === 'complete') summer.add(p, committed, starts?.[p] ?? Number.NaN, end)
      else summer.leaveOut(reading === 'forbidden' ? 'notRead' : reading)
    }
  }
  return summer.sum()
}

function rowOf(fact: MemberFact, sum: LagSum, total: number | null): MemberRow {
  const { member, instance, clientId, host, rack } = fact
  const assigned = (fact.assigned ?? []).map(({ topic, partitions }) => ({ topic, partitions: [...partitions] }))
  return {
    member,
    instance,
    clientId,
    host,
    rack,
    assigned,
    partitions: assigned.reduce((n, { partitions }) => n + partitions.length, 0),
    // A member with nothing assigned has no lag, which is measured; one whose assignment cannot be read has an unknown one.
    lag: sum.lag ?? (fact.assigned !== null && assigned.length === 0 ? 0 : null),
    partial: sum.partial || fact.assigned === null,
    share: sum.lag === null || !total ? null : Math.min(1, sum.lag / total),
  }
}
