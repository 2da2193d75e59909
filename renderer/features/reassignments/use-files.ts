import { reassignmentJson } from '../../../shared/domain/reassignment/json.ts'
import type { Move } from '../../../shared/domain/reassignment/types.ts'
import { saveBlob } from '../../ui/chart/export.ts'

/** Moves as two files that kafka-reassign-partitions takes: the way there, and the way back. */
export function saveMoves(moves: readonly Move[]): void {
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '-')
  for (const [which, suffix] of [
    ['to', ''],
    ['from', '-back'],
  ] as const)
    saveBlob(`reassignment-${stamp}${suffix}.json`, new Blob([reassignmentJson(moves, which)], { type: 'application/json' }))
}
