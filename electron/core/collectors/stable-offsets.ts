import type { Observation } from '../../../shared/domain/observation.ts'
import { AppError } from '../../../shared/errors/error.ts'
import { inSlices } from '../lib/slices.ts'
import { askable } from './asked-partitions.ts'
import { moment, type Collecting } from './needs.ts'

/**
 * Last stable offsets of what open groups read: how much of the log stands behind an open transaction (KIP-98). Asked after the ends, so
 * that the difference is never larger than what is blocked. Null: nothing was asked, or it could not be read, which leaves it unknown.
 */
export async function readStables({ clock, client, sink, watching }: Collecting, signal: AbortSignal): Promise<Observation | null> {
  const open = watching.groups()
  if (open.size === 0 || client.capability('lastStableOffset').state === 'no') return null
  const state = sink.current()
  const wanted = new Map<string, Set<number>>()
  for (const group of open) {
    for (const [topic, { partitions }] of state.samples.get(group)?.topics ?? []) {
      const set = wanted.get(topic) ?? new Set<number>()
      wanted.set(topic, set)
      for (const p of partitions) set.add(p)
    }
  }
  const asked = await inSlices(askable(state, wanted))
  if (asked.size === 0) return null
  try {
    const reading = await client.listOffsets(asked, 'latest', 'committed', signal)
    return { kind: 'stables', ...moment(clock), stables: reading.topics }
  } catch (error) {
    // The ends are there; they are not lost for this.
    if (error instanceof AppError) return null
    throw error
  }
}
