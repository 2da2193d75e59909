import type { BrokerId } from '../ids.ts'
import type { Move } from './types.ts'

/** A partition of a file of `kafka-reassign-partitions`: where it shall be. */
export interface GivenMove {
  readonly topic: string
  readonly partition: number
  readonly replicas: readonly BrokerId[]
}

export type ReadJson = { readonly ok: true; readonly moves: readonly GivenMove[] } | { readonly ok: false; readonly why: string }

const MOST = 20_000

/** What Kafka's tool takes with `--reassignment-json-file`. Replicas of now with `from`: the way back. */
export const reassignmentJson = (moves: readonly Move[], which: 'to' | 'from' = 'to'): string =>
  JSON.stringify({
    version: 1,
    partitions: moves.map((move) => ({ topic: move.topic, partition: move.partition, replicas: move[which] })),
  })

/** Reads what such a file holds, or says in which entry of its list something cannot be. */
export function readReassignment(parsed: unknown): ReadJson {
  const list = fieldOf(parsed, 'partitions')
  const version = fieldOf(parsed, 'version')
  if (version !== undefined && version !== 1) return { ok: false, why: 'Only version 1 of the format is known.' }
  if (!Array.isArray(list)) return { ok: false, why: 'It has no list “partitions”, as files of kafka-reassign-partitions have.' }
  if (list.length === 0) return { ok: false, why: 'Its list “partitions” is empty.' }
  if (list.length > MOST) return { ok: false, why: `It names ${list.length} partitions; at most ${MOST} at once.` }
  const moves: GivenMove[] = []
  const seen = new Set<string>()
  for (const [i, entry] of list.entries()) {
    const [topic, partition, replicas] = ['topic', 'partition', 'replicas'].map((name) => fieldOf(entry, name))
    const wrong = (why: string): ReadJson => ({ ok: false, why: `Entry ${i + 1}: ${why}` })
    if (typeof topic !== 'string' || topic === '') return wrong('“topic” is missing.')
    if (!isNumber(partition)) return wrong('“partition” is not a whole number.')
    if (!Array.isArray(replicas) || replicas.length === 0 || !replicas.every(isNumber))
      return wrong('“replicas” is not a list of broker ids.')
    if (new Set(replicas).size !== replicas.length) return wrong(`a broker is named twice in [${replicas.join(', ')}].`)
    const key = `${topic}-${partition}`
    if (seen.has(key)) return wrong(`${key} is there twice.`)
    seen.add(key)
    moves.push({ topic, partition, replicas })
  }
  return { ok: true, moves }
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value >= 0

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined // own key of an object
