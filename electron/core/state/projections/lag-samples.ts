import type { LagSampleEvent } from '../../../../shared/contract/lag.ts'
import type { LiveCluster } from '../live-cluster.ts'

/** Readings of a group as they come. A reader that is slow gets the newest, not a queue. */
export async function* lagSamples(cluster: LiveCluster, group: string, signal: AbortSignal): AsyncGenerator<LagSampleEvent> {
  const end = new AbortController()
  const stop = (): void => end.abort()
  signal.addEventListener('abort', stop, { once: true })
  let wake = (): void => {}
  let last: object | undefined
  try {
    cluster.hold({ kind: 'group', group }, end.signal)
    cluster.store.watch(() => wake(), end.signal)
    while (!signal.aborted) {
      const figures = cluster.store.derived().lag.groups.get(group)
      if (figures && figures !== last) {
        last = figures
        const { t, lag, timeLag, verdict } = figures
        yield { t: t * 1_000, lag, in: figures.in, out: figures.out, timeLag, verdict: verdict?.verdict ?? null }
        continue
      }
      await new Promise<void>((resolve) => {
        wake = resolve
        signal.addEventListener('abort', () => resolve(), { once: true, signal: end.signal })
      })
    }
  } finally {
    signal.removeEventListener('abort', stop)
    end.abort()
  }
}
