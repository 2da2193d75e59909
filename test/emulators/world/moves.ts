import type { WorldTopic } from './topic.ts'

/** A partition on its way to other brokers. */
export interface Move {
  readonly topic: string
  readonly partition: number
  /** Where it was when this began: what a cancelled move goes back to. */
  readonly from: readonly number[]
  readonly to: readonly number[]
  readonly adding: readonly number[]
  readonly removing: readonly number[]
  /** Bytes that each new replica has so far. */
  readonly copied: Map<number, number>
}

interface Needs {
  readonly now: () => number
  readonly topics: ReadonlyMap<string, WorldTopic>
  readonly brokers: ReadonlyMap<number, { readonly up: boolean; readonly configs: ReadonlyMap<string, string> }>
  readonly elect: (topic: WorldTopic) => void
}

const keyOf = (topic: string, partition: number): string => `${topic}-${partition}`

/**
 * Reassignments as time passes: each broker takes `bytesPerSecond` for all that it lacks, or what its throttle leaves where a topic's list
 * of throttled followers names the partition. Worked out when somebody looks, so an hour costs nothing.
 */
export function createMoves({ now, topics, brokers, elect }: Needs) {
  const moves = new Map<string, Move>()
  let speed = Infinity
  let begun = 0
  let settledAt = now()

  const sizeOf = (topic: WorldTopic, p: number): number => (topic.end(p, now()) - topic.start(p, now())) * topic.recordBytes
  const isThrottled = (topic: WorldTopic, p: number, broker: number): boolean => {
    const list = topic.configs.get('follower.replication.throttled.replicas') ?? ''
    return list === '*' || list.split(',').includes(`${p}:${broker}`)
  }
  const allowance = (topic: WorldTopic, p: number, broker: number): number => {
    const rate = brokers.get(broker)?.configs.get('follower.replication.throttled.rate')
    return isThrottled(topic, p, broker) && rate !== undefined ? Math.min(speed, Number(rate)) : speed
  }
  /** One broker fills its new replicas one after the other. */
  const fill = (broker: number, seconds: number): void => {
    let left = seconds
    for (const move of moves.values()) {
      const topic = topics.get(move.topic)
      if (!topic || !move.adding.includes(broker) || !(brokers.get(broker)?.up ?? false)) continue
      const has = move.copied.get(broker) ?? 0
      const missing = Math.max(0, sizeOf(topic, move.partition) - has)
      const rate = allowance(topic, move.partition, broker)
      if (rate <= 0) continue
      const taken = rate === Infinity ? missing : Math.min(missing, rate * left)
      move.copied.set(broker, has + taken)
      left -= rate === Infinity ? 0 : taken / rate
    }
  }
  const end = (move: Move, replicas: readonly number[]): void => {
    moves.delete(keyOf(move.topic, move.partition))
    const topic = topics.get(move.topic)
    if (!topic) return
    topic.moved.set(move.partition, replicas)
    elect(topic)
  }
  const isThere = (move: Move): boolean => {
    const topic = topics.get(move.topic)
    return !topic || move.adding.every((broker) => (move.copied.get(broker) ?? 0) >= sizeOf(topic, move.partition))
  }

  const settle = (): ReadonlyMap<string, Move> => {
    const seconds = Math.max(0, now() - settledAt) / 1_000
    settledAt = now()
    for (const broker of brokers.keys()) fill(broker, seconds)
    for (const move of [...moves.values()].filter(isThere)) end(move, move.to)
    return moves
  }

  return {
    /** All that is under way, as far as it is now. */
    now: settle,
    get speed(): number {
      return speed
    },
    setSpeed(bytesPerSecond: number): void {
      settle()
      speed = bytesPerSecond
    },
    /** How many were asked for since the world began. */
    get begun(): number {
      return begun
    },
    begin(topic: WorldTopic, partition: number, to: readonly number[]): void {
      settle()
      begun++
      const before = moves.get(keyOf(topic.name, partition))
      const from = before?.from ?? topic.replicasOf(partition)
      const adding = to.filter((id) => !from.includes(id))
      const removing = from.filter((id) => !to.includes(id))
      const copied = new Map(adding.map((id) => [id, before?.copied.get(id) ?? 0]))
      topic.moved.set(partition, [...to, ...removing])
      moves.set(keyOf(topic.name, partition), { topic: topic.name, partition, from, to, adding, removing, copied })
      elect(topic)
      settle()
    },
    /** False: nothing was under way. */
    cancel(topic: WorldTopic, partition: number): boolean {
      const move = settle().get(keyOf(topic.name, partition))
      if (move) end(move, move.from)
      return move !== undefined
    },
    /** Of a replica that is being filled; null: it is not. */
    copied: (topic: string, partition: number, broker: number): number | null =>
      moves.get(keyOf(topic, partition))?.copied.get(broker) ?? null,
  }
}

export type Moves = ReturnType<typeof createMoves>
