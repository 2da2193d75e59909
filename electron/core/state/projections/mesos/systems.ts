import type { SystemRow } from '../../../../../shared/contract/mesos-rows.ts'
import type { SystemFacts } from '../../../../../shared/domain/system-facts.ts'
import type { ViewSource } from '../../../../../shared/rpc/define.ts'
import type { LiveCluster } from '../../live-cluster.ts'
import { createRowMemo } from '../view.ts'
import { notReading } from './mesos-view.ts'

/** One row a system that the profile names or that was found. */
export function systemsList(cluster: LiveCluster): ViewSource<SystemRow> {
  const memo = createRowMemo<SystemRow>()
  return {
    watch: (changed, signal) => cluster.onReading(changed, signal),
    read() {
      const facts = cluster.systems()
      const rows = memo.rows([facts], () => facts.map((each) => [each.system, rowOf(each)] as const))
      const errors = facts.length === 0 ? [{ code: 'mesos.notSet', about: { profile: cluster.id } }] : []
      const state = facts.length === 0 ? ('unsupported' as const) : ('live' as const)
      return { rows, about: notReading(cluster) ?? { state, asOf: null, errors, progress: null } }
    },
  }
}

function rowOf({ source, unverified, members, candidates, moved, release, ...facts }: SystemFacts): SystemRow {
  const waiting = source.is === 'reconnecting' || source.is === 'failed'
  return {
    ...facts,
    state: unverified && source.is === 'live' ? 'unverified' : source.is,
    since: source.is === 'off' ? null : source.since,
    error: waiting ? source.problem : null,
    attempt: waiting ? source.attempt : null,
    nextAt: waiting ? source.nextAt : null,
    release: release && { ...release },
    members: members.map((member) => ({ ...member })),
    moved: moved && { ...moved },
    candidates: candidates.map((candidate) => ({ ...candidate })),
  }
}
