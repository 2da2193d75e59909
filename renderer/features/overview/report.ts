import type { BrokerRow } from '../../../shared/contract/brokers.ts'
import type { ClusterRow } from '../../../shared/contract/cluster.ts'
import type { GroupRow } from '../../../shared/contract/groups.ts'
import { en } from '../../text/en.ts'
import { taskStates } from '../../text/task-reasons.ts'
import { count, UNKNOWN } from '../../ui/format/numbers.ts'
import { timeLagText } from '../../ui/kafka/time-lag.ts'
import { agentOf } from '../../ui/mesos/facts.ts'
import { factsOf } from './fact-list.ts'
import { overviewSentence } from './sentence.ts'
import { worstGroups } from './worst.ts'

const t = en.overview.report
const g = en.groups.column

/** What the overview shows at one moment. */
export interface Shown {
  readonly name: string
  /** Wall clock ms that it is true of; null: not told. */
  readonly asOf: number | null
  readonly recorded: boolean
  /** Not everything that belongs into it could be read, or it is old. */
  readonly incomplete: boolean
  readonly cluster: ClusterRow | undefined
  readonly brokers: readonly BrokerRow[]
  readonly groups: readonly GroupRow[]
  readonly groupsRead: boolean
  readonly watched: ReadonlySet<string>
}

export interface ReportTable {
  readonly title: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** A status report before it is written in a form. */
export interface Report {
  readonly title: string
  readonly lines: readonly string[]
  readonly tables: readonly ReportTable[]
}

/** The same figures as on the screen, from the same rows: nothing is read for it. */
export function reportOf(shown: Shown): Report {
  const sentence = overviewSentence(shown)
    .pieces.map(({ text }) => text)
    .join('')
  return {
    title: t.title(shown.name),
    lines: [
      t.asOf(shown.asOf === null ? UNKNOWN : new Date(shown.asOf).toISOString(), shown.recorded),
      sentence,
      ...(shown.incomplete ? [t.incomplete] : []),
    ],
    tables: [factsTable(shown), brokersTable(shown.brokers), worstTable(shown.groups)].filter(({ rows }) => rows.length > 0),
  }
}

const factsTable = ({ cluster }: Shown): ReportTable => ({
  title: en.overview.cluster,
  head: [t.fact, t.value],
  rows: [
    [t.clusterId, cluster?.clusterId ?? UNKNOWN],
    [t.releases, cluster && cluster.releases.length > 0 ? cluster.releases.join(', ') : UNKNOWN],
    ...factsOf(cluster).map(({ label, value, unit }) => [label, value === null ? UNKNOWN : [value, unit].filter(Boolean).join(' ')]),
  ],
})

function brokersTable(brokers: readonly BrokerRow[]): ReportTable {
  const onMesos = brokers.some(({ scheduler, mesos }) => scheduler !== null || mesos !== null)
  return {
    title: en.overview.laneBrokers,
    head: [t.broker, t.state, t.leads, t.underReplicated, t.outOfSync, ...(onMesos ? [t.agent, t.task] : [])],
    rows: brokers
      .toSorted((a, b) => a.id - b.id)
      .map((row) => [
        String(row.id),
        en.brokers.state[row.state],
        count(row.leaders),
        count(row.ledUnderReplicated),
        count(row.outOfSync),
        ...(onMesos ? [agentOf(row) ?? UNKNOWN, row.mesos === null ? UNKNOWN : (taskStates[row.mesos.state] ?? row.mesos.state)] : []),
      ]),
  }
}

const worstTable = (groups: readonly GroupRow[]): ReportTable => ({
  title: en.overview.worst,
  head: [g.group, g.verdict, g.state, g.topics, g.lag, g.timeLag, g.lost],
  rows: worstGroups(groups).map((row) => [
    row.group,
    row.verdict === null ? UNKNOWN : en.lag.verdict[row.verdict.verdict],
    row.state,
    row.topics.map(({ topic }) => topic).join(', '),
    `${row.partial && row.lag !== null ? '≥ ' : ''}${count(row.lag)}`,
    timeLagText(row.timeLag),
    count(row.lost),
  ]),
})
