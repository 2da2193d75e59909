import { parseRebalanceState } from '../../../../shared/domain/scheduler/rebalance-state.ts'
import { partitionKey } from '../../../../shared/domain/reassignment/types.ts'
import { AppError } from '../../../../shared/errors/error.ts'
import type { PartitionMetadata, TopicMetadata } from '../../clients/kafka/kafka-client.ts'
import { shellQuote } from '../../clients/kafka/shell-quote.ts'
import { sentOnce } from '../brokers/outcomes.ts'
import type { CommandDefinition, PlanDraft, SendOutcome } from '../command.ts'
import { placeable, plural, topicIn } from '../kafka/live-cluster.ts'
import { badInput, type FieldProblem } from '../refuse-input.ts'
import { sameList } from './look.ts'
import { schedulerWay, type RebalanceScheduler, type RebalanceWorld } from './rebalance-world.ts'

/** Replicas moved by the scheduler of Kafka on Mesos: the way for brokers that have no API for it (before Kafka 2.4). */

const NAME = 'reassignments.rebalance'
const LINES = 20

interface Input {
  readonly topics: readonly string[]
  /** Brokers that may hold them afterwards. */
  readonly brokers: readonly number[]
  /** Null: as many as now. */
  readonly replicas: number | null
  /** Only what may not stay moves. */
  readonly realign: boolean
}

interface Exact extends Input {
  /** How many replicas each partition will have, by topic. */
  readonly factors: Readonly<Record<string, number>>
}

const factorOf = ({ partitions }: TopicMetadata): number => partitions[0]?.replicas.length ?? 1

function problemsOf(
  input: Input,
  topics: readonly TopicMetadata[],
  live: ReadonlySet<number>,
  scheduler: RebalanceScheduler,
): FieldProblem[] {
  const running = new Set(scheduler.running)
  const most = new Set(input.brokers).size
  return [
    ...input.brokers.flatMap((id, i): FieldProblem[] => {
      if (input.brokers.indexOf(id) < i) return [{ path: `brokers.${i}`, message: `Broker ${id} is there twice.` }]
      if (!running.has(id)) return [{ path: `brokers.${i}`, message: `The scheduler runs no broker ${id} now.` }]
      return live.has(id) ? [] : [{ path: `brokers.${i}`, message: `Kafka knows no live broker ${id}.` }]
    }),
    ...topics.flatMap((topic, i): FieldProblem[] => {
      const factor = input.replicas ?? factorOf(topic)
      if (factor <= most) return []
      const path = input.replicas === null ? `topics.${i}` : 'replicas'
      return [{ path, message: `${topic.name} would have ${plural(factor, 'replica')} on ${plural(most, 'broker')}.` }]
    }),
    ...(input.realign && !scheduler.canRealign
      ? [{ path: 'realign', message: 'This release of the scheduler places all anew; it cannot leave what may stay.' }]
      : []),
  ]
}

const brokersOf = ({ partitions }: TopicMetadata): number[] => [...new Set(partitions.flatMap((p) => p.replicas))].toSorted((a, b) => a - b)

const behind = ({ replicas, isr }: PartitionMetadata): boolean => replicas.some((id) => !isr.includes(id))

const formOf = ({ topics, brokers, replicas, realign }: Input): readonly string[] => [
  `topic=${topics.join(',')}`,
  `broker=${brokers.join(',')}`,
  ...(replicas === null ? [] : [`replicas=${replicas}`]),
  ...(realign ? ['realign=true'] : []),
]

const lineOf = ({ topics, brokers, replicas, realign }: Input): string =>
  [
    './kafka-mesos.sh topic rebalance',
    shellQuote(topics.join(',')),
    `--broker ${brokers.join(',')}`,
    ...(replicas === null ? [] : [`--replicas ${replicas}`]),
    ...(realign ? ['--realign'] : []),
  ].join(' ')

/** What the scheduler said it would do: the replicas of each partition, to read back by. */
type Targets = ReadonlyMap<string, readonly number[]>

/** Replicas of whole topics are placed anew over the brokers named, by a plan of the scheduler's own. */
export const rebalanceByScheduler: CommandDefinition<Input, RebalanceWorld, Exact, Targets> = {
  name: NAME,
  level: 'C2',
  verifyFor: 30_000,
  async plan(input, world, signal): Promise<PlanDraft<Exact>> {
    const scheduler = await schedulerWay(world, signal)
    const metadata = await world.client.metadata(signal)
    const topics = input.topics.map((name, i) => topicIn(metadata, name, NAME, `topics.${i}`))
    const problems = problemsOf(input, topics, new Set(placeable(metadata).map(({ id }) => id)), scheduler)
    if (problems.length > 0) throw badInput(NAME, problems)
    const late = topics.flatMap((t) => t.partitions).filter(behind).length
    const partitions = topics.reduce((sum, t) => sum + t.partitions.length, 0)
    const [only] = topics
    const object = topics.length === 1 && only ? only.name : plural(topics.length, 'topic')
    const onto = input.brokers.toSorted((a, b) => a - b).join(', ')
    return {
      object,
      title: `Rebalance ${object} over ${plural(input.brokers.length, 'broker')}`,
      sentence: `${plural(partitions, 'partition')}: the scheduler chooses where each replica goes, and Kafka copies at full speed.`,
      changes: topics.map((topic) => ({
        what: topic.name,
        before: `${plural(factorOf(topic), 'replica')} on ${brokersOf(topic).join(', ')}`,
        after: `${plural(input.replicas ?? factorOf(topic), 'replica')} on ${onto}`,
      })),
      impact: [
        {
          severity: 'warn',
          text: 'Through the scheduler, because these brokers have no API for it: without a throttle, and once begun it cannot be cancelled.',
          path: null,
        },
        ...(input.realign
          ? []
          : [
              {
                severity: 'info' as const,
                text: 'Every replica is placed anew: also what could stay may move. Leaders change.',
                path: null,
              },
            ]),
        ...(late === 0
          ? []
          : [
              {
                severity: 'bad' as const,
                text: `${plural(late, 'partition')} not in sync now: wait for ${late === 1 ? 'it' : 'them'} first.`,
                path: null,
              },
            ]),
      ],
      verdict: 'degrades',
      asOf: metadata.at,
      wayBack: 'None that is exact: rebalance again over the brokers that had them.',
      equivalent: lineOf(input),
      via: 'scheduler',
      requests: [`POST /api/topic/rebalance ${formOf(input).join(' ')}`],
      worseWhenMore: { 'partitions that are not in sync': late },
      exact: { ...input, factors: Object.fromEntries(topics.map((topic) => [topic.name, input.replicas ?? factorOf(topic)])) },
    }
  },
  async send({ topics, brokers, replicas, realign }, world, signal, _journal, permit): Promise<SendOutcome<Targets>> {
    const scheduler = await schedulerWay(world, signal)
    permit.check()
    const outcome = await scheduler.rebalance({ topics, brokers, replicas, realign }, signal)
    if (outcome.kind !== 'done') return sentOnce(outcome, '')
    const { status, state, error } = outcome.value
    if (status === 'failed') {
      const asked = { address: scheduler.address, request: 'POST /api/topic/rebalance', status: 200 }
      return { is: 'refused', error: new AppError('scheduler.refused', { ...asked, text: error ?? 'It failed, and nothing more is said' }) }
    }
    const moves = parseRebalanceState(state)
    const lines = moves.slice(0, LINES).map((m) => `${partitionKey(m)}: ${m.from.join(',')} → ${m.to.join(',')}`)
    return {
      is: 'accepted',
      answer: new Map(moves.map((move) => [partitionKey(move), move.to])),
      response: [status, ...lines, ...(moves.length > LINES ? [`and ${moves.length - LINES} more`] : [])].join('\n'),
    }
  },
  async verify({ topics, brokers, factors }, world, signal, targets) {
    const metadata = await world.client.metadata(signal)
    const may = new Set(brokers)
    let [there, going, total] = [0, 0, 0]
    for (const topic of metadata.topics.filter(({ name }) => topics.includes(name)))
      for (const { partition, replicas } of topic.partitions) {
        total++
        const target = targets?.get(partitionKey({ topic: topic.name, partition }))
        // Until the new ones are in sync, Kafka of that age names the replicas of before beside them.
        if (
          target === undefined ? replicas.length === factors[topic.name] && replicas.every((id) => may.has(id)) : sameList(replicas, target)
        )
          there++
        else if (target?.every((id) => replicas.includes(id)) === true) going++
      }
    world.touched({})
    const note = `${going} under way, ${there} there.`
    return total > 0 && there + going === total ? { is: 'yes', note } : { is: 'not yet', note }
  },
}
