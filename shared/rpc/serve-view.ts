import type * as z from 'zod'
import { AppError } from '../errors/error.ts'
import { checkOutput, type UndeclaredOutput } from './check.ts'
import { ViewAbout, type ViewDelta, type ViewRows, type ViewSource } from './define.ts'

/** At most four updates a second, so a busy cluster costs a page no more than a calm one. Only the first rows come at once. */
export const VIEW_INTERVAL_MS = 250
/** Rows checked and sent without a pause: a few milliseconds of the core's time. */
const ROWS_A_PIECE = 80
/** Pieces that may be under way unread; with the message limit this bounds what waits for a slow page. */
const PIECES_UNREAD = 4

export interface ViewLine {
  readonly member: string
  readonly row: z.ZodType
  readonly undeclared: UndeclaredOutput
  readonly signal: AbortSignal
  send(delta: ViewDelta<unknown>): void
  fail(error: unknown): void
  /** Runs `act` after `ms`; the returned function cancels it. */
  after(ms: number, act: () => void): () => void
}

/**
 * Keeps one page's copy of a view true. What was last sent is remembered as the rows it came from; a page that is slow to read gets the
 * newest rows when it asks again, never a queue of old ones. Returns what to call when the page has taken in a message.
 */
export function serveView(source: ViewSource<unknown>, line: ViewLine): () => void {
  /** What was sent to its end. */
  let shown: ViewRows<unknown> = NO_ROWS
  let first = true
  let dirty = true
  let resting = false
  let sending = false
  let unread = 0
  let onRead: (() => void) | null = null
  let cancelRest = (): void => {}

  /** A page that shows nothing yet does not wait for the first rows to show. */
  const hasFirstRows = (): boolean => {
    if (shown.size > 0) return false
    try {
      return source.read().rows.size > 0
    } catch {
      // Sending it tells why.
      return true
    }
  }

  const pump = (): void => {
    if (!dirty || sending || unread > 0 || line.signal.aborted) return
    if (resting && !hasFirstRows()) return
    dirty = false
    resting = true
    cancelRest()
    cancelRest = line.after(VIEW_INTERVAL_MS, () => {
      resting = false
      pump()
    })
    sending = true
    sendMoment().then(
      () => {
        sending = false
        pump()
      },
      (error: unknown) => {
        if (!line.signal.aborted) line.fail(error)
      },
    )
  }

  const sendMoment = async (): Promise<void> => {
    const { rows, about } = source.read()
    // Declared in define.ts; parsing keeps exactly its shape.
    const checkedAbout = checkOutput(line.member, ViewAbout, about, line.undeclared) as ViewAbout
    const { changed, gone } = rows === shown ? NOTHING : await differenceOf(shown, rows)
    if (line.signal.aborted) return
    const reset = first
    first = false
    let at = 0
    do {
      const piece = changed.slice(at, at + ROWS_A_PIECE)
      at += piece.length
      const last = at >= changed.length
      const checked: unknown[] = []
      for (const key of piece) checked.push(checkOutput(line.member, line.row, rows.get(key), line.undeclared))
      sendPiece({ reset: reset && at === piece.length, rows: checked, gone: last ? gone : [], about: checkedAbout, more: !last })
      if (!last) await pause()
    } while (at < changed.length && !line.signal.aborted)
    if (!line.signal.aborted) shown = rows
  }

  /** Rows differ in size: a piece that turns out too large is halved. */
  const sendPiece = (delta: ViewDelta<unknown>): void => {
    try {
      line.send(delta)
      unread++
    } catch (error) {
      const tooLarge = error instanceof AppError && error.code === 'rpc.tooLarge'
      if (!tooLarge || delta.rows.length + delta.gone.length < 2) throw error
      const middle = [Math.ceil(delta.rows.length / 2), Math.ceil(delta.gone.length / 2)] as const
      sendPiece({ ...delta, rows: delta.rows.slice(0, middle[0]), gone: delta.gone.slice(0, middle[1]), more: true })
      sendPiece({ ...delta, reset: false, rows: delta.rows.slice(middle[0]), gone: delta.gone.slice(middle[1]) })
    }
  }

  /** Lets the core do other things, and a slow page catch up. */
  const pause = async (): Promise<void> => {
    await breath()
    if (unread >= PIECES_UNREAD && !line.signal.aborted) await new Promise<void>((resolve) => (onRead = resolve))
  }

  line.signal.addEventListener('abort', () => {
    cancelRest()
    onRead?.()
  })
  source.watch(() => {
    dirty = true
    pump()
  }, line.signal)
  pump()

  return () => {
    unread = Math.max(0, unread - 1)
    if (unread < PIECES_UNREAD) {
      onRead?.()
      onRead = null
    }
    pump()
  }
}

/** Lets the core do other things. */
const breath = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))

/** Keys. */
interface Difference {
  readonly changed: readonly string[]
  readonly gone: readonly string[]
}

const NO_ROWS: ViewRows<unknown> = new Map()

const markIn = (rows: ViewRows<unknown>, key: string): unknown => (rows.mark ? rows.mark(key) : rows.get(key))

/** The clock alone, or a part that no row is made of, is told far more often than rows change. */
const NOTHING: Difference = { changed: [], gone: [] }

async function differenceOf(shown: ViewRows<unknown>, rows: ViewRows<unknown>): Promise<Difference> {
  const told = rows.changedSince?.(shown)
  if (told) return { changed: told, gone: [] }
  const looking = difference(shown, rows)
  let look = looking.next()
  for (; !look.done; look = looking.next()) await breath()
  return look.value
}

/** Looked at without a pause: less than a millisecond. */
const ROWS_A_LOOK = 2_000

/** Maps of rows are never changed, so tens of thousands of rows can be looked at with pauses. By key: a pair for each would be made anew. */
function* difference(shown: ViewRows<unknown>, rows: ViewRows<unknown>): Generator<undefined, Difference> {
  const changed: string[] = []
  let known = 0
  let looked = 0
  for (const key of rows.keys()) {
    const before = markIn(shown, key)
    if (before !== undefined) known++
    if (before !== markIn(rows, key)) changed.push(key)
    looked++
    if (looked % ROWS_A_LOOK === 0) yield
  }
  const gone = known < shown.size ? [...shown.keys()].filter((key) => !rows.has(key)) : []
  return { changed, gone }
}
