import { describe, expect, it } from 'vitest'
import { lagDefaults as settings } from '../../../../shared/domain/lag-defaults.ts'
import { newBracket, type Bracket } from '../../../../shared/domain/time-lag/bracket.ts'
import { timeLag, type TimeLagInputs } from '../../../../shared/domain/time-lag/reading.ts'

const base: TimeLagInputs = { lag: 90, lost: false, position: 130, now: 60, bracket: null, ends: [], record: null, settings }
const ends = [
  { t: 0, offset: 100 },
  { t: 30, offset: 160 },
  { t: 60, offset: 220 },
]
const bracketOf = (low: number, high: number): Bracket => ({
  ...newBracket(130, 1000, 220),
  low: { t: low, offset: 100 },
  high: { t: high, offset: 160 },
})

describe('time lag: the worked examples', () => {
  it('L1: caught up is 0, without a probe', () =>
    expect(timeLag({ ...base, lag: 0 })).toMatchObject({ kind: 'value', seconds: 0, error: 0 }))
  it('L4: between end readings', () =>
    expect(timeLag({ ...base, ends })).toMatchObject({ kind: 'value', seconds: 45, error: 15, method: 'interp' }))
  it('L5: before the oldest end reading', () => expect(timeLag({ ...base, ends, position: 90 })).toEqual({ kind: 'moreThan', seconds: 60 }))
  it('L7: a record from the future', () => expect(timeLag({ ...base, record: 65 })).toMatchObject({ seconds: 0, marks: ['clock ahead'] }))
  it('L8: the smaller error wins', () =>
    expect(timeLag({ ...base, ends, bracket: bracketOf(13, 23) })).toMatchObject({ seconds: 42, error: 5, method: 'index' }))
  it('L9: the record beats the index', () =>
    expect(timeLag({ ...base, record: 16, bracket: bracketOf(13, 23) })).toMatchObject({ seconds: 44, error: 0, method: 'record' }))
  it('L10: it grows with the clock, without a request', () =>
    expect(timeLag({ ...base, now: 70, bracket: bracketOf(13, 23) })).toMatchObject({ seconds: 52, error: 5 }))
  it('L11: at least, when records below it are gone', () =>
    expect(timeLag({ ...base, now: 3600, lost: true, record: 0 })).toMatchObject({ seconds: 3600, atLeast: true }))
  it('nothing known is unknown, not 0', () => expect(timeLag(base)).toEqual({ kind: 'unknown' }))
})
