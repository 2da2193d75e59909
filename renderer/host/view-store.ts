import type { ViewAbout, ViewDelta, ViewListener } from '../../shared/rpc/define.ts'
import type { AppError } from '../../shared/errors/error.ts'
import { toAppError } from './app-error.ts'

export interface ViewState<Row> {
  /** In the order in which the core first named them; the same array while nothing changed. */
  readonly rows: readonly Row[]
  readonly byKey: ReadonlyMap<string, Row>
  readonly about: ViewAbout
  /** Why the subscription itself ended; failures of single sources are in `about.errors`. */
  readonly error: AppError | null
}

export const emptyAbout: ViewAbout = { state: 'loading', asOf: null, errors: [], progress: null }
export const emptyView: ViewState<never> = { rows: [], byKey: new Map<string, never>(), about: emptyAbout, error: null }

/** Starts a view at the core; the returned function stops it. */
export type OpenView<Row> = (listener: ViewListener<Row>) => () => void

export interface ViewStore<Row> {
  get(): ViewState<Row>
  subscribe(onChange: () => void): () => void
  /** Starts again at a new core, or after an error; rows stay, marked stale, until the new ones are here. */
  reopen(open: OpenView<Row>): void
  close(): void
}

/** Runs `act` before the next paint. Hidden pages paint nothing, so a timer stands in there. `fresh`: nothing is shown yet, so it is waited for. */
export type Frame = (act: () => void, fresh?: boolean) => void

export const animationFrame: Frame = (act) => {
  if (typeof requestAnimationFrame === 'function' && !document.hidden) requestAnimationFrame(act)
  else setTimeout(act, 50)
}

/**
 * The rows of one subscription, outside React. Deltas are taken in at once and told once a frame; the state is made anew only when it is
 * asked for, so a burst of pieces costs one copy of the map.
 */
export function createViewStore<Row>(open: OpenView<Row>, keyOf: (row: Row) => string, frame: Frame = animationFrame): ViewStore<Row> {
  const listeners = new Set<() => void>()
  const rows = new Map<string, Row>()
  let about = emptyAbout
  let error: AppError | null = null
  let state: ViewState<Row> = emptyView
  let rowsChanged = false
  let changed = false
  let asked = false
  let piecesFollow = false
  let stopView: () => void = () => {}
  let opened = 0

  const publish = (): void => {
    asked = false
    if (!changed) return
    const copy = rowsChanged ? new Map(rows) : state.byKey
    // Part of a list is not the list.
    const shown: ViewAbout = piecesFollow && about.state === 'live' ? { ...about, state: 'loading' } : about
    state = { rows: rowsChanged ? [...rows.values()] : state.rows, byKey: copy, about: shown, error }
    rowsChanged = false
    changed = false
    for (const listener of listeners) listener()
  }
  const change = (): void => {
    changed = true
    if (asked) return
    asked = true
    // A reset with pieces to come is shown when complete, so that a reset does not flash a shorter list.
    frame(() => (piecesFollow && state.rows.length > 0 ? (asked = false) : publish()), state.rows.length === 0)
  }

  const take = (delta: ViewDelta<Row>): void => {
    if (delta.reset && rows.size > 0) {
      rows.clear()
      rowsChanged = true
    }
    for (const row of delta.rows) rows.set(keyOf(row), row)
    for (const key of delta.gone) rows.delete(key)
    if (delta.rows.length > 0 || delta.gone.length > 0) rowsChanged = true
    about = delta.about
    error = null
    piecesFollow = delta.more
    change()
  }

  const start = (next: OpenView<Row>): void => {
    const mine = ++opened
    const current = (): boolean => mine === opened
    stopView = next({
      onDelta: (delta) => {
        if (current()) take(delta)
      },
      onError: (reason) => {
        if (!current()) return
        error = toAppError(reason, 'view')
        about = { ...about, state: rows.size > 0 ? 'stale' : 'failed' }
        piecesFollow = false
        change()
      },
    })
  }
  start(open)

  return {
    get: () => state,
    subscribe(onChange) {
      listeners.add(onChange)
      return () => listeners.delete(onChange)
    },
    reopen(next) {
      stopView()
      start(next)
    },
    close() {
      opened++
      stopView()
    },
  }
}
