import type { BrokerRow } from '../../../shared/contract/brokers.ts'
import { en } from '../../text/en.ts'
import type { FilterFields } from '../../ui/filter/filter.ts'
import { agentOf, rackOf } from '../../ui/mesos/facts.ts'

const MIB = 1024 ** 2

const megabytes = (value: number | null | undefined): number | null => (typeof value === 'number' ? value / MIB : null)

/** What the filter of the list can ask of a broker. */
export const brokerFields: FilterFields<BrokerRow> = {
  id: (row) => row.id,
  host: (row) => row.host,
  port: (row) => row.port,
  rack: rackOf,
  state: ({ scheduler, state }) => (scheduler ? [en.phase.title[scheduler.phase.kind], state] : state),
  controller: (row) => row.controller,
  release: (row) => row.release,
  leaders: (row) => row.leaders,
  replicas: (row) => row.replicas,
  urp: (row) => row.outOfSync,
  offline: (row) => row.offline,
  groups: (row) => row.groups,
  size: (row) => row.disk?.usedBytes ?? null,
  latency: (row) => row.latencyMs,
  agent: agentOf,
  agree: ({ agreement }) => agreement?.is ?? null,
  restart: ({ scheduler }) => scheduler?.needsRestart ?? null,
  data: ({ scheduler }) => scheduler?.data.kind ?? null,
  constraints: ({ scheduler }) => scheduler?.constraints ?? null,
  endpoint: ({ scheduler }) => scheduler?.endpoint?.address ?? null,
  task: ({ mesos }) => mesos?.id ?? null,
  has: ({ scheduler }) => scheduler?.task?.attributes.map(({ name, value }) => `${name}=${value}`) ?? [],
  cpus: ({ scheduler }) => scheduler?.cpus ?? null,
  mem: ({ scheduler }) => scheduler?.mem ?? null,
  heap: ({ scheduler }) => scheduler?.heap ?? null,
  failures: ({ scheduler }) => scheduler?.failover.failures ?? null,
  in: ({ scheduler }) => megabytes(scheduler?.metrics?.bytesIn),
  out: ({ scheduler }) => megabytes(scheduler?.metrics?.bytesOut),
  idle: ({ scheduler }) => {
    const idle = scheduler?.metrics?.requestIdle
    return typeof idle === 'number' ? idle * 100 : null
  },
}
