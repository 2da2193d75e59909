import type { ErrorFacts } from '../../text/errors.ts'

/** How true a list is right now: the shape in which views tell it. */
export interface About {
  readonly state: 'loading' | 'live' | 'stale' | 'offline' | 'failed' | 'unsupported' | 'forbidden'
  readonly asOf: number | null
  readonly errors: readonly ErrorFacts[]
  readonly progress: { readonly done: number; readonly total: number } | null
}

/** Of what was asked once. An answer stays true for when it was given, whatever became of a later question. */
export function aboutAnswer(answer: { readonly asOf: number } | undefined, error: ErrorFacts | null): About {
  if (answer) return { state: 'live', asOf: answer.asOf, errors: error ? [error] : [], progress: null }
  if (!error) return { state: 'loading', asOf: null, errors: [], progress: null }
  const state = error.code === 'kafka.unsupported' ? 'unsupported' : error.code === 'kafka.forbidden' ? 'forbidden' : 'failed'
  return { state, asOf: null, errors: [error], progress: null }
}

/** What a data area shows. Rows that are there stay on the screen whatever happened since. */
export type AreaState = 'loading' | 'failed' | 'unsupported' | 'forbidden' | 'empty' | 'noMatch' | 'rows'

export function areaState(about: About, rows: number, shown: number): AreaState {
  if (rows > 0) return shown === 0 ? 'noMatch' : 'rows'
  switch (about.state) {
    case 'loading':
    case 'failed':
    case 'unsupported':
    case 'forbidden':
      return about.state
    case 'live':
      // Nothing there and something not read: that is not an empty list.
      return about.errors.length > 0 ? 'failed' : 'empty'
    case 'stale':
    case 'offline':
      return about.asOf === null ? 'failed' : 'empty'
  }
}
