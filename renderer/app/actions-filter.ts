import { useCallback, useEffect, useRef, useState } from 'react'
import { usePlace } from './actions.ts'

/** The whole page follows the address: it is changed when typing rests, not at each key. */
const REST_MS = 250

export interface TypedFilter {
  /** What counts for the list: what is typed now, else what the place says. */
  readonly filter: string
  /** Chosen by a press: the place says so at once. */
  setFilter(next: string): void
  /** Typed: the list follows at once, the place when typing rests or `settle` is called. */
  type(next: string): void
  settle(): void
}

interface Typed {
  readonly text: string
  /** The place that it was typed at, and what that said. */
  readonly path: string
  readonly placed: string
}

/** The filter of a list. It is part of the place (`?filter=`), so that it can be linked to and is there again after Back. */
export function useFilter(): TypedFilter {
  const place = usePlace()
  const placed = place.query.get('filter') ?? ''
  const [last, setLast] = useState<Typed | null>(null)
  // The place changed since (Back, a link, or what was typed is there now): it says what counts.
  const typed = last?.path === place.path && last.placed === placed ? last.text : null
  const latest = useRef({ place, placed, typed })
  latest.current = { place, placed, typed }
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const setFilter = useCallback((next: string) => {
    clearTimeout(timer.current)
    setLast(null)
    latest.current.place.setQuery({ filter: next === '' ? null : next })
  }, [])
  const settle = useCallback(() => {
    if (latest.current.typed !== null) setFilter(latest.current.typed)
  }, [setFilter])
  const type = useCallback(
    (next: string) => {
      clearTimeout(timer.current)
      setLast({ text: next, placed: latest.current.placed, path: latest.current.place.path })
      timer.current = setTimeout(settle, REST_MS)
    },
    [settle],
  )
  useEffect(() => () => clearTimeout(timer.current), [])
  return { filter: typed ?? placed, setFilter, type, settle }
}
