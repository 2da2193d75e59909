import { useEffect, useRef } from 'react'
import type { ReadingRow } from '../../../shared/contract/cluster.ts'
import type { Time } from './use-time.ts'

export interface Offline {
  /** The cluster can be reached again while the moment that stood in for it is on the screen. */
  readonly backLive: boolean
}

const isAway = (state: ReadingRow['state']): boolean => state === 'off' || state === 'failed' || state === 'reconnecting'
const isThere = (state: ReadingRow['state']): boolean => state === 'live' || state === 'stale' || state === 'paused'

/**
 * A cluster that nothing was read of yet shows its last recorded moment at once. The first connection then leads to live by itself; one that
 * comes after a failure asks: whoever looks at something is not torn away from it.
 */
export function useOffline(cluster: string | null, reading: ReadingRow | null, { at, reach, goTo }: Time): Offline {
  /** The moment that was shown because nothing else was there; `quiet`: nothing has failed since. */
  const shown = useRef<{ readonly cluster: string; readonly at: number; quiet: boolean } | null>(null)
  const state = reading?.state ?? null
  const unread = reading !== null && reading.lastReadAt === null
  const last = reach?.last ?? null

  useEffect(() => {
    if (cluster === null || state === null) return
    if (at === 'live') {
      shown.current = null
      if (!unread || last === null || isThere(state)) return
      shown.current = { cluster, at: last, quiet: state === 'connecting' }
      goTo(last)
      return
    }
    const mine = shown.current
    if (mine?.cluster !== cluster || mine.at !== at) return
    if (isAway(state)) mine.quiet = false
    else if (mine.quiet && isThere(state) && !unread) {
      shown.current = null
      goTo('live')
    }
  }, [cluster, state, unread, last, at, goTo])

  // Whoever went back in time by himself knows that the cluster is there.
  return { backLive: at !== 'live' && state !== null && isThere(state) && shown.current?.cluster === cluster }
}
