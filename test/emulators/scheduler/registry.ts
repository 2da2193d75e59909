import type { Clock } from '../../../electron/core/lib/clock.ts'

/** What the scheduler keeps in Kafka's ZooKeeper: topics, quotas, the node of a reassignment. */
export interface Registry {
  readonly topics: Map<string, RegisteredTopic>
  readonly quotas: Map<string, { producer_byte_rate?: number; consumer_byte_rate?: number }>
  /** Every call that needs it ends in a 500. */
  down: boolean
  /** How long a reassignment takes. */
  rebalanceMs: number
  readonly rebalancing: () => boolean
  /** The text of the last reassignment that this process started. */
  readonly rebalanceState: () => string
  startRebalance(moves: readonly Move[]): void
}

export interface RegisteredTopic {
  readonly partitions: Map<number, number[]>
  options: ReadonlyMap<string, string | null>
}

export interface Move {
  readonly topic: string
  readonly partition: number
  readonly from: readonly number[]
  readonly to: readonly number[]
}

export function createRegistry(clock: Clock): Registry {
  const topics: Registry['topics'] = new Map()
  let moves: readonly Move[] = []
  let running = false
  return {
    topics,
    quotas: new Map(),
    down: false,
    rebalanceMs: 2_000,
    rebalancing: () => running,
    rebalanceState: () => printMoves(moves, running),
    startRebalance(next) {
      moves = next
      running = true
      clock.after(this.rebalanceMs, () => {
        for (const { topic, partition, to } of next) topics.get(topic)?.partitions.set(partition, [...to])
        running = false
      })
    },
  }
}

function printMoves(moves: readonly Move[], running: boolean): string {
  const lines: string[] = []
  let topic = ''
  for (const move of moves) {
    if (move.topic !== topic) lines.push((topic = move.topic))
    lines.push(`  ${move.partition}: ${move.from.join(',')} -> ${move.to.join(',')} - ${running ? 'running' : 'done'}`)
  }
  return lines.join('\n')
}

/** Kafka's way: the first replicas go round, the next ones follow with a growing shift. */
export function assign(brokers: readonly number[], partitions: readonly number[], replicas: number, start: number): number[][] {
  const n = brokers.length
  return partitions.map((_, index) => {
    const first = (start + index) % n
    const shift = Math.floor(index / n)
    const places = [first, ...Array.from({ length: replicas - 1 }, (_none, r) => (first + 1 + ((shift + r) % Math.max(1, n - 1))) % n)]
    return places.map((place) => brokers[place] ?? 0)
  })
}
