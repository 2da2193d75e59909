import { untilAsync } from './client-suite.ts'
import type { SharedCluster } from './harness/shared.ts'

/** What Kafka's own tools print, as data, and a scene in which it is worth comparing. */

export const GROUPS_TOOL = 'org.apache.kafka.tools.consumer.group.ConsumerGroupCommand'
export const TOPICS_TOOL = 'org.apache.kafka.tools.TopicCommand'
export const BROKERS_TOOL = 'org.apache.kafka.tools.BrokerApiVersionsCommand'

/** Rows of `kafka-consumer-groups --describe`, without what depends on the width of a terminal. */
export interface OracleRow {
  readonly group: string
  readonly topic: string
  readonly partition: number
  readonly committed: number | null
  readonly end: number | null
  readonly lag: number | null
  readonly member: string | null
  readonly host: string | null
  readonly clientId: string | null
}

const numberOf = (cell: string | undefined): number | null => (cell === undefined || cell === '-' ? null : Number(cell))
const textOf = (cell: string | undefined): string | null => (cell === undefined || cell === '-' ? null : cell)

export function tableOf(output: string): Record<string, string>[] {
  const rows: Record<string, string>[] = []
  let header: string[] = []
  for (const line of output.split('\n')) {
    const cells = line.trim().split(/\s{2,}|\s(?=\S)/)
    if (line.startsWith('GROUP')) header = cells
    else if (line.trim() !== '' && cells.length >= 5 && !line.startsWith('Consumer group')) {
      rows.push(Object.fromEntries(header.map((name, i) => [name, cells[i] ?? '-'])))
    }
  }
  return rows
}

export const oracleRows = (output: string): OracleRow[] =>
  tableOf(output).map((row) => ({
    group: row['GROUP'] ?? '',
    topic: row['TOPIC'] ?? '',
    partition: Number(row['PARTITION']),
    committed: numberOf(row['CURRENT-OFFSET']),
    end: numberOf(row['LOG-END-OFFSET']),
    lag: numberOf(row['LAG']),
    member: textOf(row['CONSUMER-ID']),
    host: textOf(row['HOST']),
    clientId: textOf(row['CLIENT-ID']),
  }))

export const byPlace = (a: OracleRow, b: OracleRow): number => a.topic.localeCompare(b.topic) || a.partition - b.partition

/** Types by group, as `--list --type` prints them. */
export async function typesOf(cluster: SharedCluster): Promise<Map<string, string>> {
  const lines = (await cluster.cli(GROUPS_TOOL, '--list', '--type')).split('\n').slice(1)
  return new Map(lines.map((line) => line.trim().split(/\s+/)).map(([group = '', type = '']) => [group, type]))
}

/** Groups of a scene: of every kind, empty, with a partition that was never committed, with an offset below the log start. */
export const kinds = ['classic', 'next', 'empty', 'partial', 'below-start'] as const

export async function stopScene(cluster: SharedCluster, prefix: string): Promise<void> {
  for (const name of ['classic-1', 'classic-2', 'next-1', 'partial-1']) await cluster.ask({ do: 'stopConsumer', name: `${prefix}-${name}` })
}

/** Topics `<prefix>.t000` and so on with three partitions each, the first six of them with three replicas, and one group of each kind. */
export async function makeScene(cluster: SharedCluster, prefix: string, count: number): Promise<void> {
  const name = (i: number): string => `${prefix}.t${String(i).padStart(3, '0')}`
  const topics = Array.from({ length: count }, (_, i) => ({ name: name(i), partitions: 3, replication: i < 6 ? 3 : 1 }))
  await cluster.ask({ do: 'createTopics', topics })
  const partitions = [0, 1, 2]
  for (const i of [0, 1, 2, 3]) await cluster.ask({ do: 'produce', topic: name(i), partitions, count: 60 })
  await cluster.ask({ do: 'produce', topic: name(4), partitions: [0, 1], count: 20 })
  await cluster.ask({
    do: 'startConsumer',
    name: `${prefix}-classic-1`,
    group: `${prefix}-classic`,
    topics: [name(0)],
    config: { 'client.id': 'classic-1' },
  })
  await cluster.ask({
    do: 'startConsumer',
    name: `${prefix}-classic-2`,
    group: `${prefix}-classic`,
    topics: [name(0)],
    config: { 'client.id': 'classic-2' },
  })
  const next = { 'client.id': 'next-1', 'group.protocol': 'consumer' }
  await cluster.ask({ do: 'startConsumer', name: `${prefix}-next-1`, group: `${prefix}-next`, topics: [name(4)], config: next })
  const commit = (group: string, topic: string, offsets: readonly number[]): Promise<unknown> =>
    cluster.ask({ do: 'commit', group, offsets: offsets.map((offset, partition) => ({ topic, partition, offset })) })
  await commit(`${prefix}-empty`, name(1), [60, 20, 0])
  await commit(`${prefix}-partial`, name(2), [12, 60])
  // Partition 2 is owned by a member that never commits.
  const partial = { name: `${prefix}-partial-1`, group: `${prefix}-partial`, topics: [name(2)], commit: false }
  await cluster.ask({ do: 'startConsumer', ...partial, config: { 'client.id': 'partial-1' } })
  await commit(`${prefix}-below-start`, name(3), [5, 60, 44])
  await cluster.ask({ do: 'deleteRecords', topic: name(3), partition: 0, before: 50 })
  await untilAsync(
    async () => {
      // What Workbench.java answers.
      const all = (await cluster.ask({ do: 'consumers' })) as Record<string, { received: number; assigned: number; idlePolls: number }>
      const [one, two, other, partial] = [
        all[`${prefix}-classic-1`],
        all[`${prefix}-classic-2`],
        all[`${prefix}-next-1`],
        all[`${prefix}-partial-1`],
      ]
      return (
        (one?.received ?? 0) + (two?.received ?? 0) >= 180 &&
        (one?.assigned ?? 0) > 0 &&
        (two?.assigned ?? 0) > 0 &&
        [one, two, other, partial].every((c) => (c?.idlePolls ?? 0) > 2) &&
        other?.received === 40 &&
        other.assigned === 3 &&
        partial?.assigned === 3
      )
    },
    60_000,
    'the consumers have read all and the groups are quiet',
  )
}
