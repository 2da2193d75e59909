import { useCallback, useEffect, useRef, useState } from 'react'
import { usePlace, type Place } from './actions.ts'

/** The whole page follows the address: it is changed when typing rests, not at each key. */
const REST_MS = 250

export interface TypedFilter {
  /** What counts for the list: what is typed now, else what the place says. */
  readonly filter: string
  /** Chosen by a press: the place says so at once. */
  setFilter(next: string): void
  /** Typed: the list follows at once, the place when typing rests, when the place is left, or when `settle` is called. */
  type(next: string): void
  settle(): void
}

interface Typed {
  readonly text: string
  /** The place that it was typed at, and what that said. */
  readonly place: Place
  readonly placed: string
}

const nothing: Readonly<Record<string, string>> = {}

/**
 * The filter of a list. It is part of the place (`?filter=`), so that it can be linked to and is there again after Back.
 *
 * @param also what else the place says as soon as it has a filter
 */
export function useFilter(also = nothing): TypedFilter {
  const place = usePlace()
  const placed = place.query.get('filter') ?? ''
  const [last, setLast] = useState<Typed | null>(null)
  // The place changed since (Back, a link, or what was typed is there now): it says what counts.
  const typed = last?.place.path === place.path && last.place.tab === place.tab && last.placed === placed ? last.text : null
  const latest = useRef({ place, placed, also })
  latest.current = { place, placed, also }
  /** What is typed and not in its place yet. */
  const waiting = useRef<Typed | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const put = useCallback((at: Place, text: string) => {
    clearTimeout(timer.current)
    waiting.current = null
    at.setQuery({ ...latest.current.also, filter: text === '' ? null : text })
  }, [])
  const setFilter = useCallback(
    (next: string) => {
      setLast(null)
      put(latest.current.place, next)
    },
    [put],
  )
  const settle = useCallback(() => {
    if (waiting.current !== null) put(waiting.current.place, waiting.current.text)
  }, [put])
  const type = useCallback(
    (text: string) => {
      clearTimeout(timer.current)
      const { place: at, placed: said } = latest.current
      waiting.current = { text, place: at, placed: said }
      setLast(waiting.current)
      timer.current = setTimeout(settle, REST_MS)
    },
    [settle],
  )
  // Its own tab gets it, when another one is in front.
  const leave = useCallback(() => {
    clearTimeout(timer.current)
    const left = waiting.current
    waiting.current = null
    left?.place.amend({ ...latest.current.also, filter: left.text === '' ? null : left.text })
  }, [])
  useEffect(() => leave, [place.path, place.tab, leave])
  // The page itself goes.
  useEffect(() => {
    window.addEventListener('pagehide', settle)
    return () => window.removeEventListener('pagehide', settle)
  }, [settle])
  return { filter: typed ?? placed, setFilter, type, settle }
}
