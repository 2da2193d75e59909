import type { BackfillProgress, RecorderRow } from '../../../shared/contract/history.ts'
import type { ViewSource } from '../../../shared/rpc/define.ts'
import type { Histories } from '../history/histories.ts'
import type { Clock } from '../lib/clock.ts'

export interface ReachNeeds {
  readonly histories: Pick<Histories, 'ask'>
  readonly clock: Clock
  isOn(cluster: string): boolean
  /** Why nothing can be stored now; null: all is well. */
  pausedWhy(cluster: string): string | null
  onSettings(changed: () => void, signal: AbortSignal): void
  readonly backfills: { state(cluster: string): BackfillProgress; onChange(changed: () => void, signal: AbortSignal): void }
}

/** Looked at again this often while somebody watches. */
const AGAIN_MS = 5_000

/** How far the record of a cluster reaches, as it grows. */
export function recorderView(
  { histories, clock, isOn, pausedWhy, onSettings, backfills }: ReachNeeds,
  cluster: string,
): ViewSource<RecorderRow> {
  let row: RecorderRow | null = null
  return {
    watch(changed, signal) {
      let cancel = (): void => {}
      let looking = false
      const look = async (): Promise<void> => {
        if (looking) return
        looking = true
        cancel()
        try {
          const { first, last, bytes, grains } = await histories.ask('reach', cluster, {}, signal)
          const next = {
            cluster,
            on: isOn(cluster),
            first,
            last,
            bytes,
            grains: [...grains],
            paused: pausedWhy(cluster),
            backfill: backfills.state(cluster),
          }
          if (JSON.stringify(next) !== JSON.stringify(row)) {
            row = next
            changed()
          }
        } catch {
          // Said where it is recorded; here it is tried again.
        }
        looking = false
        if (!signal.aborted) cancel = clock.after(AGAIN_MS, () => void look())
      }
      signal.addEventListener('abort', () => cancel(), { once: true })
      onSettings(() => {
        if (row) row = { ...row, on: isOn(cluster) }
        changed()
        void look()
      }, signal)
      backfills.onChange(() => {
        if (row === null || row.backfill === backfills.state(cluster)) return
        row = { ...row, backfill: backfills.state(cluster) }
        changed()
      }, signal)
      void look()
    },
    read: () => ({
      rows: new Map(row === null ? [] : [[cluster, row]]),
      about: { state: row === null ? 'loading' : 'live', asOf: clock.wall(), errors: [], progress: null },
    }),
  }
}
