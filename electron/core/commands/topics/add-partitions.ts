import type { BrokerId } from '../../../../shared/domain/ids.ts'
import type { CommandDefinition, PlanDraft } from '../command.ts'
import { assigned, assignmentProblems, placementImpact, type Wanted } from '../kafka/assign.ts'
import type { KafkaWorld } from '../kafka/kafka-world.ts'
import { needs, placeable, plural, topicIn } from '../kafka/live-cluster.ts'
import { toolLine } from '../kafka/quote.ts'
import { sentOf } from '../kafka/sent.ts'
import { badInput } from '../refuse-input.ts'

const NAME = 'topics.addPartitions'

interface Input {
  readonly topic: string
  /** In all. */
  readonly count: number
  /** Replicas of the new ones; null: spread over brokers and racks. */
  readonly assignment: readonly (readonly BrokerId[])[] | null
}

async function resolve({ topic, count, assignment }: Input, world: KafkaWorld, signal: AbortSignal) {
  needs(world, 'createPartitions', 'Adding partitions')
  const reading = await world.client.metadata(signal)
  const about = topicIn(reading, topic, NAME, 'topic')
  const from = about.partitions.length
  if (count <= from) throw badInput(NAME, [{ path: 'count', message: `It has ${plural(from, 'partition')}; they can only become more.` }])
  const brokers = placeable(reading)
  const replication = Math.max(...about.partitions.map((p) => p.replicas.length))
  const wanted: Wanted = { topic, from, partitions: count - from, replication, assignment }
  const problems = assignmentProblems(wanted, brokers)
  if (problems.length > 0)
    throw badInput(
      NAME,
      problems.map((p) => (p.path === 'replication' ? { ...p, path: 'count' } : p)),
    )
  return { reading, about, from, brokers, replicas: assigned(wanted, brokers) }
}

interface Exact {
  readonly topic: string
  readonly count: number
  /** Of the new ones, as shown. */
  readonly assignment: BrokerId[][]
}

/** More partitions for a topic, where the plan shows. There is no way back: Kafka cannot take partitions away. */
export const addPartitions: CommandDefinition<Input, KafkaWorld, Exact> = {
  name: NAME,
  level: 'C2',
  verifyFor: 30_000,
  async plan(input, world, signal): Promise<PlanDraft<Exact>> {
    const { reading, from, brokers, replicas } = await resolve(input, world, signal)
    const { topic, count } = input
    const moved = 'Records with a key go to other partitions than before, so their order across the change is lost.'
    const impact = placementImpact(replicas, brokers)
    return {
      object: topic,
      title: `Add ${plural(count - from, 'partition')} to ${topic}`,
      sentence: `From ${from} to ${count}. They cannot become fewer again.`,
      changes: [
        { what: 'partitions', before: String(from), after: String(count) },
        ...replicas.map((ids, i) => ({ what: `partition ${from + i}`, before: null, after: `brokers ${ids.join(', ')}` })),
      ],
      impact: [
        { severity: 'bad', text: moved, path: null },
        {
          severity: 'warn',
          text: 'Groups that read it rebalance when they notice, and start the new partitions as auto.offset.reset says.',
          path: null,
        },
        ...impact,
      ],
      verdict: 'degrades',
      asOf: reading.at,
      wayBack: null,
      equivalent: toolLine(
        'kafka-topics',
        world.bootstrap,
        '--alter',
        '--topic',
        topic,
        '--partitions',
        String(count),
        '--replica-assignment',
        assignmentText(reading.topics.find((t) => t.name === topic)?.partitions.map((p) => p.replicas) ?? [], replicas),
      ),
      via: 'kafka',
      exact: { topic, count, assignment: replicas },
      requests: [`CreatePartitions ${topic} to ${count}, replicas as shown`],
    }
  },
  async send(exact, world, signal) {
    return sentOf(await world.client.changes(world.permit).createPartitions([exact], signal), (t) => `topic ${t.topic}`)
  },
  async verify({ topic, count }, { client, touched }, signal) {
    const found = (await client.metadata(signal)).topics.find((t) => t.name === topic)
    const led = found?.partitions.filter((p) => p.leader >= 0).length ?? 0
    if (found === undefined || found.partitions.length < count)
      return { is: 'not yet', note: `It has ${plural(found?.partitions.length ?? 0, 'partition')}.` }
    touched({})
    return led >= count ? { is: 'yes' } : { is: 'not yet', note: `${led} of ${count} partitions have a leader.` }
  },
}

/** The tool wants the old ones too. */
const assignmentText = (old: readonly (readonly BrokerId[])[], more: readonly (readonly BrokerId[])[]): string =>
  [...old, ...more].map((ids) => ids.join(':')).join(',')
