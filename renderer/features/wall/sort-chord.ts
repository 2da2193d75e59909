import { useEffect, useRef } from 'react'
import { isPageKey } from '../../ui/keys.ts'
import type { WallSort } from './choice.ts'

const letters: Readonly<Record<string, WallSort>> = { l: 'lag', t: 'timeLag', e: 'eta', n: 'in', c: 'out', k: 'skew', s: 'severity' }
const CHORD_MS = 1500

/** `s`, then the letter of a figure. */
export function useSortChord(onSort: (sort: WallSort) => void): void {
  const latest = useRef(onSort)
  latest.current = onSort
  useEffect(() => {
    let since = Number.NEGATIVE_INFINITY
    const onKey = (event: KeyboardEvent): void => {
      const sort = event.timeStamp - since < CHORD_MS ? letters[event.key] : undefined
      since = Number.NEGATIVE_INFINITY
      if (!isPageKey(event)) return
      if (sort !== undefined) {
        event.preventDefault()
        latest.current(sort)
      } else if (event.key === 's') since = event.timeStamp
    }
    // Before the page's own single keys.
    document.addEventListener('keydown', onKey, true)
    return () => document.removeEventListener('keydown', onKey, true)
  }, [])
}
