import { useCallback, useEffect, useRef, useState } from 'react'
import { useClient } from '../../host/api.tsx'
import { useView } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { activeTab, HOME, joinPath } from '../../state/tabs.ts'
import { useAppStore } from '../store-context.ts'
import { nearestEvent } from './nearest-event.ts'
import { atOf, tickAt, within, withAt, type At, type Reach } from './at.ts'

export const SPEEDS = [1, 10, 60, 600] as const

/** How often the moment moves while it plays. */
const FRAME_MS = 1_000

export interface Time {
  readonly at: At
  /** Null: nothing is recorded. */
  readonly reach: Reach | null
  /** Times as fast as time; 0: it stands. */
  readonly speed: number
  goTo(at: At): void
  /** One kept moment back or on. */
  step(by: -1 | 1): void
  /** To the nearest thing that happened before or after. */
  stepEvent(by: -1 | 1): void
  play(speed: number): void
}

/** The moment of the place on the screen, and the ways to another one. */
export function useTime(cluster: string | null, at: At): Time {
  const store = useAppStore()
  const client = useClient()
  const row = useView('history', 'recorder', cluster === null ? null : { cluster }).rows[0]
  const first = row?.first ?? null
  const last = row?.last ?? null
  const [speed, setSpeed] = useState(0)
  const latest = useRef({ at, first, last })
  latest.current = { at, first, last }

  const goTo = useCallback(
    (next: At) => {
      const { cluster: here, byCluster, go } = store.getState()
      if (here === null) return
      const path = activeTab(byCluster[here])?.path ?? HOME
      if (atOf(path) !== next) go(joinPath(here, withAt(path, next)))
      if (next === 'live') setSpeed(0)
    },
    [store],
  )
  const step = useCallback(
    (by: -1 | 1) => {
      const { at: now, first: from, last: to } = latest.current
      if (from === null || to === null) return
      const here = now === 'live' ? to : now
      const tick = tickAt(here, Date.now())
      const next = (Math.round(here / tick) + by) * tick
      // Past the newest moment there is the present.
      if (by > 0 && next > to) goTo('live')
      else goTo(within(next, { first: from, last: to }))
    },
    [goTo],
  )
  const stepEvent = useCallback(
    (by: -1 | 1) => {
      const { at: now, first: from, last: to } = latest.current
      if (cluster === null || from === null || to === null) return
      const ask = (begin: number, end: number) => client.history.band({ cluster, from: begin, to: end, columns: 10 })
      nearestEvent(ask, now === 'live' ? to + 1 : now, by, { first: from, last: to }).then(
        (found) => {
          if (found === null) store.getState().notify({ tone: 'info', title: en.time.noEvent[by] })
          // Whoever went elsewhere meanwhile stays there.
          else if (latest.current.at === now) goTo(found)
        },
        // The band of the time bar says what is wrong with it.
        () => undefined,
      )
    },
    [client, cluster, goTo, store],
  )
  useEffect(() => {
    if (speed === 0) return
    const timer = setInterval(() => {
      const { at: now, last: to } = latest.current
      if (now === 'live' || to === null || now >= to) setSpeed(0)
      else goTo(Math.min(to, now + speed * FRAME_MS))
    }, FRAME_MS)
    return () => clearInterval(timer)
  }, [speed, goTo])

  return { at, reach: first === null || last === null ? null : { first, last }, speed, goTo, step, stepEvent, play: setSpeed }
}
