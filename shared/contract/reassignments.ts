import * as z from 'zod'
import { query, view, type Subject } from '../rpc/define.ts'
import { change } from './changes.ts'
import { ProfileId, TopicName } from './common.ts'

/** More at once is a plan in several steps. */
export const MOST_MOVES = 5_000

const Broker = z.int().min(0)
const Brokers = z.array(Broker).max(1_000)
const Replicas = z.array(Broker).min(1, 'A partition needs a replica').max(100)
const Partition = z.strictObject({ topic: TopicName, partition: z.int().min(0) })
const Given = Partition.extend({ replicas: Replicas })
const Given1 = z.array(Given).min(1, 'Nothing to move').max(MOST_MOVES, `At most ${MOST_MOVES} partitions at once`)
const Partitions = z.array(Partition).min(1).max(MOST_MOVES)
const Rate = z.int().min(1_000, 'At least 1 kB a second').max(1e12)

export const ReassignmentGoal = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('fill'), brokers: Brokers.min(1, 'Choose the brokers to fill') }),
  z.strictObject({ is: z.literal('empty'), brokers: Brokers.min(1, 'Choose the brokers to empty') }),
  z.strictObject({ is: z.literal('racks') }),
  z.strictObject({ is: z.literal('replication'), replicas: z.int().min(1, 'At least one replica').max(100) }),
  z.strictObject({ is: z.literal('leaders') }),
  z.strictObject({ is: z.literal('disk') }),
  /** From a file, or by hand. */
  z.strictObject({ is: z.literal('given'), moves: Given1 }),
])
export type ReassignmentGoal = z.infer<typeof ReassignmentGoal>

export const ProposedMove = z.strictObject({
  topic: z.string(),
  partition: z.int(),
  from: z.array(z.int()),
  to: z.array(z.int()),
  /** To be copied by all new replicas; null: not known. */
  bytes: z.number().nullable(),
  /** What to look at before it is done. */
  warnings: z.array(z.string()),
})
export type ProposedMove = z.infer<typeof ProposedMove>

const Load = z.strictObject({ replicas: z.int(), leaders: z.int(), bytes: z.number() })

export const ProposedBroker = z.strictObject({
  broker: z.int(),
  rack: z.string().nullable(),
  /** Host of the Mesos agent; null: not on Mesos, or not known. */
  agent: z.string().nullable(),
  live: z.boolean(),
  before: Load,
  after: Load,
  /** Null: not told (Kafka 3.3). */
  freeBytes: z.number().nullable(),
})
export type ProposedBroker = z.infer<typeof ProposedBroker>

export const Proposal = z.strictObject({
  asOf: z.number(),
  /** The first `batch` of them. */
  moves: z.array(ProposedMove).max(MOST_MOVES),
  more: z.int(),
  brokers: z.array(ProposedBroker),
  /** Null: the size of a partition is not known. */
  bytes: z.number().nullable(),
  /** With the throttle asked about; null: none, or sizes are not known. */
  seconds: z.number().nullable(),
  /** What the goal asks for and cannot be. */
  problems: z.array(z.string()),
})
export type Proposal = z.infer<typeof Proposal>

const Bytes = z.strictObject({ copied: z.number(), total: z.number().nullable() })

/** One reassignment of Samsa, and one line for all that others began (`id` empty). */
export const RunRow = z.strictObject({
  id: z.string(),
  startedAt: z.number().nullable(),
  state: z.enum(['starting', 'running', 'removingThrottle', 'over']),
  /** Null while it goes on. */
  outcome: z.enum(['moved', 'cancelled', 'partly']).nullable(),
  partitions: z.strictObject({ done: z.int(), total: z.int() }),
  bytes: Bytes,
  /** Bytes a second; null: not looked long enough. */
  speed: z.number().nullable(),
  secondsLeft: z.number().nullable(),
  /** Bytes a second of each broker; null: full speed, or not ours to know. */
  throttle: z.number().nullable(),
  /** Why it does not get on, or why the throttle is still there; null: nothing is wrong. */
  problem: z.string().nullable(),
})
export type RunRow = z.infer<typeof RunRow>

/** One partition on its way. */
export const MovingRow = z.strictObject({
  key: z.string(),
  topic: z.string(),
  partition: z.int(),
  /** All replicas of now. */
  replicas: z.array(z.int()),
  adding: z.array(z.int()),
  removing: z.array(z.int()),
  bytes: Bytes,
  /** Empty: somebody else began it. */
  run: z.string(),
  problem: z.string().nullable(),
})
export type MovingRow = z.infer<typeof MovingRow>

/** Throttle settings that are in the cluster although nothing moves. */
export const Leftover = z.strictObject({ kind: z.enum(['broker', 'topic']), name: z.string(), key: z.string(), value: z.string() })
export type Leftover = z.infer<typeof Leftover>

export const NotPreferred = z.strictObject({
  topic: z.string(),
  partition: z.int(),
  /** −1: nobody leads. */
  leader: z.int(),
  preferred: z.int(),
  /** False: the preferred one cannot be elected now. */
  inSync: z.boolean(),
})
export type NotPreferred = z.infer<typeof NotPreferred>

const OfCluster = z.strictObject({ cluster: ProfileId })

export const reassignments = {
  /** What is possible here: the path, or why there is none. */
  path: query(
    OfCluster,
    z.strictObject({
      reassign: z.enum(['yes', 'no', 'unknown']),
      elect: z.enum(['yes', 'no', 'unknown']),
      /** The first Kafka release that has it. */
      needs: z.string(),
      /** Where Kafka cannot be asked, the scheduler moves replicas: the brokers that it runs, and whether it can leave what may stay. Null: none is known. */
      scheduler: z.strictObject({ brokers: z.array(z.int()), realign: z.boolean() }).nullable(),
    }),
  ),
  /** What would reach a goal. Nothing is sent but reads. `topics` null: all. `exclude`: brokers that get nothing. */
  propose: query(
    z.strictObject({
      cluster: ProfileId,
      goal: ReassignmentGoal,
      topics: z.array(TopicName).min(1, 'Choose a topic').max(5_000).nullable(),
      exclude: Brokers,
      throttle: Rate.nullable(),
      batch: z.int().min(1, 'At least one partition').max(MOST_MOVES, `At most ${MOST_MOVES} at once`),
    }),
    Proposal,
  ),
  runs: view(OfCluster, RunRow, 'id'),
  moving: view(OfCluster, MovingRow, 'key'),
  leftovers: query(OfCluster, z.strictObject({ asOf: z.number(), leftovers: z.array(Leftover).max(10_000) })),
  /** Partitions that another than their preferred replica leads, as metadata has it now. */
  notPreferred: query(OfCluster, z.strictObject({ asOf: z.number(), partitions: z.array(NotPreferred).max(MOST_MOVES), more: z.int() })),
  /** Plans of a run: the JSON is made of them by the page. */
  movesOf: query(z.strictObject({ cluster: ProfileId, run: z.string().max(64) }), z.array(Given.extend({ from: z.array(z.int()) }))),
  start: change('C2', z.strictObject({ moves: Given1, throttle: Rate.nullable() }), ['topics', 'reassignments']),
  /** By the scheduler's own plan, where Kafka cannot be asked. `brokers`: that may hold them then. `replicas` null: as many as now. */
  rebalance: change(
    'C2',
    z.strictObject({
      topics: z.array(TopicName).min(1, 'Choose a topic').max(100, 'At most 100 topics at once'),
      brokers: Brokers.min(1, 'Choose the brokers'),
      replicas: z.int().min(1, 'At least one replica').max(100).nullable(),
      realign: z.boolean(),
    }),
    ['topics', 'reassignments'],
  ),
  /** Null: all of ours that still move. */
  cancel: change('C2', z.strictObject({ partitions: Partitions.nullable() }), ['topics', 'reassignments']),
  throttle: change('C1', z.strictObject({ throttle: Rate }), ['reassignments']),
  clearThrottles: change('C1', z.strictObject({}), ['reassignments']),
  elect: change('C2', z.strictObject({ partitions: Partitions }), ['topics', 'reassignments']),
} as const satisfies Subject
