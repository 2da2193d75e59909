import type { BrokerId } from '../ids.ts'
import { addingOf } from './effect.ts'
import type { Move } from './types.ts'

export const THROTTLE_RATES = ['leader.replication.throttled.rate', 'follower.replication.throttled.rate'] as const
export const THROTTLED_LEADERS = 'leader.replication.throttled.replicas'
export const THROTTLED_FOLLOWERS = 'follower.replication.throttled.replicas'

/** Throttled replicas of one topic, as `partition:broker`. */
export interface ThrottledTopic {
  readonly topic: string
  readonly leaders: readonly string[]
  readonly followers: readonly string[]
}

/**
 * What has to be named so that copying is held back and nothing else is: every replica of now as one that may send, the new ones as those
 * that fetch. Replicas in sync that are not part of a move keep their full speed.
 */
export function throttledBy(moves: readonly Move[]): ThrottledTopic[] {
  const topics = new Map<string, { leaders: string[]; followers: string[] }>()
  for (const move of moves) {
    const adding = addingOf(move)
    if (adding.length === 0) continue
    const topic = topics.get(move.topic) ?? { leaders: [], followers: [] }
    topics.set(move.topic, topic)
    topic.leaders.push(...move.from.map((id) => `${move.partition}:${id}`))
    topic.followers.push(...adding.map((id) => `${move.partition}:${id}`))
  }
  return [...topics].map(([topic, lists]) => ({ topic, ...lists }))
}

/** Brokers that send or receive. */
export function throttledBrokers(moves: readonly Move[]): BrokerId[] {
  const copying = moves.filter((move) => addingOf(move).length > 0)
  return [...new Set(copying.flatMap((move) => [...move.from, ...addingOf(move)]))].toSorted((a, b) => a - b)
}

export const listOf = (text: string | null): string[] =>
  (text ?? '').split(',').flatMap((entry) => (entry.trim() === '' ? [] : [entry.trim()]))

/** All replicas of the topic are throttled already: nothing can be added beside it. */
export const isEverything = (text: string | null): boolean => text?.trim() === '*'
