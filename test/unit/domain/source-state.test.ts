import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextSourceState, type SourceEvent, type SourceState } from '../../../shared/domain/source-state.ts'

const problem = { code: 'kafka.refused', about: {} }
const kinds = ['started', 'succeeded', 'fellSilent', 'paused', 'stopped', 'failed', 'failedForGood'] as const

const eventOf = (kind: (typeof kinds)[number], at: number, attempt: number): SourceEvent =>
  kind === 'failed' || kind === 'failedForGood'
    ? { event: 'failed', at, attempt, nextAt: at + 1, problem, canRetry: kind === 'failed' }
    : { event: kind, at }

/** What the state must be, said another way: by the last events that count. */
function expected(events: readonly (typeof kinds)[number][]): SourceState['is'] {
  let is: SourceState['is'] = 'off'
  for (const event of events) {
    if (event === 'stopped') is = 'off'
    else if (event === 'started') is = 'connecting'
    else if (is === 'off') continue
    else if (event === 'paused') is = 'paused'
    else if (is === 'paused') continue
    else if (event === 'succeeded') is = 'live'
    else if (event === 'failed') is = 'reconnecting'
    else if (event === 'failedForGood') is = 'failed'
    else if (is === 'live') is = 'stale'
  }
  return is
}

describe('G-01 the state of a source', () => {
  it('follows the model over 2,000 walks, and `since` never lies after the event nor moves without a change', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...kinds), { maxLength: 30 }), (walk) => {
        let state: SourceState = { is: 'off' }
        for (const [at, kind] of walk.entries()) {
          const next = nextSourceState(state, eventOf(kind, at, at))
          if (next.is !== 'off' && state.is !== 'off' && next.is === state.is) expect(next.since).toBe(state.since)
          else if (next.is !== 'off') expect(next.since).toBe(at)
          state = next
        }
        expect(state.is).toBe(expected(walk))
      }),
      { numRuns: 2_000 },
    )
  })

  it('a failure tells the attempt and when the next one is', () => {
    const state = nextSourceState({ is: 'live', since: 1 }, { event: 'failed', at: 5, attempt: 3, nextAt: 9, problem, canRetry: true })
    expect(state).toEqual({ is: 'reconnecting', since: 5, attempt: 3, nextAt: 9, problem })
  })
})
