import type { Impact } from '../../../../shared/contract/changes.ts'
import type { CommandDefinition, PlanDraft } from '../command.ts'
import type { KafkaWorld } from '../kafka/kafka-world.ts'
import { needs, plural, topicIn } from '../kafka/live-cluster.ts'
import { logRanges, type LogRange } from '../kafka/log-ranges.ts'
import { toolLine } from '../kafka/quote.ts'
import { readersOf, type Readers } from '../kafka/readers-of.ts'
import { sentOf } from '../kafka/sent.ts'
import { badInput, type FieldProblem } from '../refuse-input.ts'

const NAME = 'topics.deleteRecords'

interface Input {
  readonly topic: string
  /** Everything below `before` goes. */
  readonly partitions: readonly { readonly partition: number; readonly before: string }[]
}

const rangesOf = async (
  { topic, partitions }: Input,
  { client }: KafkaWorld,
  signal: AbortSignal,
): Promise<ReadonlyMap<number, LogRange>> =>
  (await logRanges(client, new Map([[topic, partitions.map((p) => p.partition)]]), signal)).get(topic) ?? new Map()

function problemsOf({ partitions }: Input, ranges: ReadonlyMap<number, LogRange>): FieldProblem[] {
  const seen = new Set<number>()
  return partitions.flatMap(({ partition, before }, i): FieldProblem[] => {
    const path = `partitions.${i}.before`
    if (seen.has(partition)) return [{ path: `partitions.${i}.partition`, message: `Partition ${partition} is there twice.` }]
    seen.add(partition)
    const range = ranges.get(partition)
    if (range === undefined)
      return [{ path: `partitions.${i}.partition`, message: `The log of partition ${partition} cannot be read now.` }]
    if (Number(before) > range.end) return [{ path, message: `The log of partition ${partition} ends at ${range.end}.` }]
    if (Number(before) <= range.start)
      return [{ path, message: `The log of partition ${partition} begins at ${range.start}: nothing would go.` }]
    return []
  })
}

/** Groups that have not read what would go. */
function losers({ topic, partitions }: Input, ranges: ReadonlyMap<number, LogRange>, { groups }: Readers) {
  return groups.flatMap(({ group, commits }) => {
    const own = commits.get(topic)
    const unread = partitions.reduce((sum, { partition, before }) => {
      const committed = own?.get(partition)
      const range = ranges.get(partition)
      return committed === undefined || range === undefined ? sum : sum + Math.max(0, Number(before) - Math.max(committed, range.start))
    }, 0)
    return unread > 0 ? [{ group, unread }] : []
  })
}

/** Deletes the oldest records of a topic. What is gone is gone. */
export const deleteRecords: CommandDefinition<Input, KafkaWorld> = {
  name: NAME,
  level: 'C3',
  async plan(input, world, signal): Promise<PlanDraft<Input>> {
    needs(world, 'deleteRecords', 'Deleting records')
    const { client } = world
    const { topic, partitions } = input
    const metadata = await client.metadata(signal)
    topicIn(metadata, topic, NAME, 'topic')
    const [config] = await client.describeConfigs([{ kind: 'topic', name: topic, keys: ['cleanup.policy'] }], signal)
    if (config?.entries.find((e) => e.name === 'cleanup.policy')?.value === 'compact')
      throw badInput(NAME, [
        { path: 'topic', message: 'It is compacted only (cleanup.policy=compact): Kafka deletes no records of such topics.' },
      ])
    const ranges = await rangesOf(input, world, signal)
    const problems = problemsOf(input, ranges)
    if (problems.length > 0) throw badInput(NAME, problems)
    const readers = await readersOf(client, new Set([topic]), signal)
    const lost = losers(input, ranges, readers)
    const count = partitions.reduce((sum, p) => sum + Number(p.before) - (ranges.get(p.partition)?.start ?? 0), 0)
    const impact: Impact[] = lost.map(({ group, unread }) => ({
      severity: 'bad',
      text: `Group ${group} has not read ${unread} of these records, and never will.`,
      path: `/groups/${encodeURIComponent(group)}`,
    }))
    if (readers.unread > 0)
      impact.push({
        severity: 'warn',
        text: `The offsets of ${plural(readers.unread, 'group or broker', 'groups or brokers')} could not be read: who else loses records is not known.`,
        path: null,
      })
    return {
      object: topic,
      title: `Delete records of ${topic}`,
      sentence: `Up to ${count} records of ${plural(partitions.length, 'partition')} go, for everybody and for good.`,
      changes: partitions.map(({ partition, before }) => ({
        what: `partition ${partition}: log start`,
        before: String(ranges.get(partition)?.start ?? ''),
        after: before,
      })),
      impact,
      verdict: lost.length > 0 ? 'breaks' : 'safe',
      worseWhenMore: { 'groups that lose unread records': lost.length },
      asOf: metadata.at,
      wayBack: null,
      equivalent: `${toolLine('kafka-delete-records', world.bootstrap, '--offset-json-file', 'records.json')}\n${json(input)}`,
      via: 'kafka',
      requests: partitions.map(({ partition, before }) => `DeleteRecords ${topic}-${partition} below ${before}`),
    }
  },
  async send({ topic, partitions }, world, signal) {
    const items = partitions.map(({ partition, before }) => ({ topic, partition, offset: Number(before) }))
    return sentOf(await world.client.changes(world.permit).deleteRecords(items, signal), (p) => `partition ${p.partition}`)
  },
  async verify(input, world, signal) {
    const ranges = await rangesOf(input, world, signal)
    const open = input.partitions.filter(({ partition, before }) => !((ranges.get(partition)?.start ?? -1) >= Number(before)))
    if (open.length > 0) return { is: 'not yet', note: `The log start of ${plural(open.length, 'partition')} is lower still.` }
    world.touched({})
    return { is: 'yes' }
  },
}

const json = ({ topic, partitions }: Input): string =>
  JSON.stringify({ partitions: partitions.map(({ partition, before }) => ({ topic, partition, offset: Number(before) })), version: 1 })
