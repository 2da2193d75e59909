import type { MetricRow } from '../../../../../shared/contract/mesos-rows.ts'
import type { ViewSource } from '../../../../../shared/rpc/define.ts'
import type { LiveCluster } from '../../live-cluster.ts'
import { mesosView } from './mesos-view.ts'

/** As many as a page can show; brokers with many partitions report several thousand. */
const MOST = 5_000

export const metricList = (cluster: LiveCluster, broker: number): ViewSource<MetricRow> =>
  mesosView(cluster, {
    system: 'scheduler',
    part: 'schedulerBrokers',
    key: (row) => row.name,
    *rows({ state }) {
      const metrics = state.scheduler?.brokers.get(broker)?.metrics
      if (!metrics) return
      let n = 0
      for (const [name, value] of metrics.values) {
        if (++n > MOST) return
        yield { name, value, at: metrics.at }
      }
    },
  })
