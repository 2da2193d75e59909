import { printOffsets, type OffsetLine } from '../../../../shared/domain/offsets/csv.ts'
import type { KafkaWorld } from '../kafka/kafka-world.ts'
import { committedBy } from './committed.ts'

/** Offsets of groups as Kafka's kafka-consumer-groups writes and reads them: of one group without its name. */
export async function exportOffsets(
  groups: readonly string[],
  { client }: KafkaWorld,
  signal: AbortSignal,
): Promise<{ text: string; lines: number }> {
  const lines: OffsetLine[] = []
  for (const group of groups) {
    const positions = await committedBy(client, group, null, signal)
    for (const [topic, own] of [...positions].toSorted(([a], [b]) => (a < b ? -1 : 1)))
      for (const [partition, offset] of [...own].toSorted(([a], [b]) => a - b))
        lines.push({ group: groups.length === 1 ? null : group, topic, partition, offset })
  }
  return { text: printOffsets(lines), lines: lines.length }
}
