import type { Problem } from './part-status.ts'

/** How the reading of a cluster goes (G-01). */
export type SourceState =
  | { readonly is: 'off' }
  | { readonly is: 'connecting'; readonly since: number }
  | { readonly is: 'live'; readonly since: number }
  /** Was live; nothing came for two polls or 15 s, and nothing failed either. */
  | { readonly is: 'stale'; readonly since: number }
  /** The n-th try failed; the next is at `nextAt`. Times are wall clock ms. */
  | { readonly is: 'reconnecting'; readonly since: number; readonly attempt: number; readonly nextAt: number; readonly problem: Problem }
  /** Trying again is no help before something was changed; it is tried all the same, rarely. */
  | { readonly is: 'failed'; readonly since: number; readonly attempt: number; readonly nextAt: number; readonly problem: Problem }
  | { readonly is: 'paused'; readonly since: number }

export type SourceEvent =
  | { readonly event: 'started' | 'succeeded' | 'fellSilent' | 'paused' | 'stopped'; readonly at: number }
  | {
      readonly event: 'failed'
      readonly at: number
      readonly attempt: number
      readonly nextAt: number
      readonly problem: Problem
      readonly canRetry: boolean
    }

/** What a source is after an event. `since` moves only when it becomes something else. */
export function nextSourceState(state: SourceState, event: SourceEvent): SourceState {
  const since = (is: SourceState['is']): number => (state.is === is && state.is !== 'off' ? state.since : event.at)
  if (event.event === 'stopped') return { is: 'off' }
  if (event.event === 'started') return { is: 'connecting', since: since('connecting') }
  if (state.is === 'off') return state
  if (event.event === 'paused') return { is: 'paused', since: since('paused') }
  if (state.is === 'paused') return state
  switch (event.event) {
    case 'succeeded':
      return state.is === 'live' ? state : { is: 'live', since: event.at }
    case 'fellSilent':
      return state.is === 'live' ? { is: 'stale', since: event.at } : state
    case 'failed': {
      const { attempt, nextAt, problem } = event
      const is = event.canRetry ? 'reconnecting' : 'failed'
      return { is, since: since(is), attempt, nextAt, problem }
    }
  }
}
