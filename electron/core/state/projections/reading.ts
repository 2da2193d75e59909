import type { ReadingRow } from '../../../../shared/contract/cluster.ts'
import type { ViewSource } from '../../../../shared/rpc/define.ts'
import type { LiveCluster } from '../live-cluster.ts'
import { createRowMemo } from './view.ts'

/** What the bottom bar of a cluster tells. It is there before anything was read: it says why. */
export function readingOfCluster(cluster: LiveCluster): ViewSource<ReadingRow> {
  const memo = createRowMemo<ReadingRow>()
  return {
    watch: (changed, signal) => cluster.onReading(changed, signal),
    read() {
      const facts = cluster.reading()
      const row = (): ReadingRow => ({
        cluster: cluster.id,
        state: facts.source.is,
        lastReadAt: facts.lastReadAt,
        paused: facts.source.is === 'paused',
        requestsPerSecond: facts.requestsPerSecond,
        budget: facts.budget,
        stretch: facts.stretch,
        jobs: [...facts.jobs],
        error: facts.source.is === 'reconnecting' || facts.source.is === 'failed' ? facts.source.problem : null,
      })
      const rows = memo.rows([facts], () => [[cluster.id, row()]])
      return { rows, about: { state: 'live', asOf: facts.lastReadAt, errors: [], progress: null } }
    },
  }
}
