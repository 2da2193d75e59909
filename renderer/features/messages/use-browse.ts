import { useEffect, useRef, useState } from 'react'
import type { BrowseEvent, BrowseInput, MessageRow } from '../../../shared/contract/messages.ts'
import { useStream, type StreamStatus } from '../../host/hooks.ts'
import type { ErrorFacts } from '../../text/errors.ts'

export interface Found {
  readonly rows: readonly MessageRow[]
  /** Held no longer, so that a tail of days does not fill the page. */
  readonly dropped: number
  readonly scanned: number
  readonly matched: number
  readonly bytes: number
  readonly left: number
  readonly masked: boolean
  readonly ended: Extract<BrowseEvent, { is: 'ended' }>['why'] | null
  readonly failed: ReadonlyMap<number, ErrorFacts>
}

export const nothingFound: Found = {
  rows: [],
  dropped: 0,
  scanned: 0,
  matched: 0,
  bytes: 0,
  left: 0,
  masked: false,
  ended: null,
  failed: new Map(),
}

export const MOST_ROWS = 5_000
const TELL_MS = 100

/** What was found, with one more event. */
export function withEvent(found: Found, event: BrowseEvent): Found {
  switch (event.is) {
    case 'began':
      return { ...found, left: event.ahead, masked: event.masked }
    case 'rows': {
      const rows = [...found.rows, ...event.rows]
      const over = Math.max(0, rows.length - MOST_ROWS)
      return { ...found, rows: over > 0 ? rows.slice(over) : rows, dropped: found.dropped + over }
    }
    case 'progress': {
      const { scanned, matched, bytes, left } = event
      return { ...found, scanned, matched, bytes, left }
    }
    case 'partitionFailed':
      return { ...found, failed: new Map(found.failed).set(event.partition, event.error) }
    case 'ended':
      return { ...found, ended: event.why }
  }
}

/** Runs one question. Events are gathered outside React and told together, ten times a second at most. */
export function useBrowse(input: BrowseInput | null): { readonly found: Found; readonly status: StreamStatus } {
  const [found, setFound] = useState(nothingFound)
  const gathered = useRef(nothingFound)
  const status = useStream('messages', 'browse', input, (event) => {
    gathered.current = withEvent(gathered.current, event)
  })
  useEffect(() => {
    // The same object again is no change.
    const tell = (): void => setFound(gathered.current)
    tell()
    if (status.state !== 'running') return
    const timer = setInterval(tell, TELL_MS)
    return () => clearInterval(timer)
  }, [status.state])
  return { found, status }
}
