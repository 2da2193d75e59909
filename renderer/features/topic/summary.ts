import type { ConfigEntry } from '../../../shared/contract/brokers.ts'
import type { PartitionRow } from '../../../shared/contract/topics.ts'

export interface TopicSummary {
  readonly partitions: number
  readonly replication: number
  readonly underReplicated: number
  readonly offline: number
  readonly notPreferred: number
  /** Over all replicas; null: none told. `partial`: some did not. */
  readonly sizeBytes: number | null
  readonly sizePartial: boolean
  readonly messages: number | null
  readonly messagesPartial: boolean
}

export function topicSummary(rows: readonly PartitionRow[]): TopicSummary {
  const replicas = rows.flatMap((row) => row.replicas)
  const sizes = replicas.flatMap((replica) => (replica.sizeBytes === null ? [] : [replica.sizeBytes]))
  const messages = rows.flatMap((row) => (row.messages === null ? [] : [row.messages]))
  return {
    partitions: rows.length,
    replication: Math.max(0, ...rows.map((row) => row.replicas.length)),
    underReplicated: rows.filter((row) => row.inSync < row.replicas.length).length,
    offline: rows.filter((row) => row.leader < 0).length,
    notPreferred: rows.filter((row) => row.leader >= 0 && row.leader !== row.preferredLeader).length,
    sizeBytes: sizes.length > 0 ? sum(sizes) : null,
    sizePartial: sizes.length < replicas.length,
    messages: messages.length > 0 ? sum(messages) : null,
    messagesPartial: messages.length < rows.length,
  }
}

const sum = (figures: readonly number[]): number => figures.reduce((a, b) => a + b, 0)

export const configValue = (entries: readonly ConfigEntry[], name: string): string | null =>
  entries.find((entry) => entry.name === name)?.value ?? null

export const overridesOf = (entries: readonly ConfigEntry[]): number => entries.filter((entry) => entry.source === 'topic').length
