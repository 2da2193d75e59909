import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firedIn } from '../../../electron/core/alerts/replay.ts'
import { createEnds } from '../../../electron/core/history/ends.ts'
import type { GroupMoment } from '../../../electron/core/history/playback.ts'
import { storyOf } from '../../../electron/core/history/story.ts'
import type { AlertRule } from '../../../shared/domain/alerts/rule.ts'

const T0 = 1_795_521_600_000

/** One partition, a moment each ten seconds; seconds in, offsets out. */
function moments(seconds: number, committed: (t: number) => number, end: (t: number) => number): GroupMoment[] {
  return Array.from({ length: Math.floor(seconds / 10) + 1 }, (_, i): GroupMoment => {
    const t = i * 10
    const time = T0 + t * 1_000
    const [c, e] = [committed(t), end(t)]
    return {
      time,
      committedAt: time,
      tier: 10,
      layout: [{ topic: 'orders', partitions: Int32Array.of(0) }],
      committed: Float64Array.of(c),
      ends: Float64Array.of(e),
      lag: Float64Array.of(Math.max(0, e - c)),
      endAt: Float64Array.of(time),
    }
  })
}

const words = (list: readonly GroupMoment[]) => [...storyOf(list)].map(({ verdict }) => verdict?.verdict)

describe('what a group showed, told from history', () => {
  it('keeps up, stalls after its patience, and recovers after the hold', () => {
    const stops = (t: number): number => (t <= 600 ? 10 * t : t <= 1_200 ? 6_000 : 10 * t)
    const told = words(moments(1_400, stops, (t) => 10 * t))
    expect(told[60]).toBe('OK')
    expect(told[119]).toBe('STALLED')
    expect(told.indexOf('STALLED') * 10).toBeGreaterThanOrEqual(890)
    // Better shows when it has held for half a minute.
    expect(told[121]).toBe('STALLED')
    expect(told[125]).toBe('OK')
  })

  it('time lag by the recorded ends contains the truth', () => {
    // A record a second at first, then ten a second.
    const at = (offset: number): number => (offset <= 100 ? offset : 100 + (offset - 100) / 10)
    const end = (t: number): number => (t <= 100 ? t : 100 + 10 * (t - 100))
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000 }), (position) => {
        const ends = createEnds()
        for (let t = 0; t <= 190; t += 10) ends.add(t, end(t))
        const told = ends.timeLag(position, 190)
        if (position >= end(190)) expect(told).toBeNull()
        else expect(Math.abs((told?.seconds ?? Number.NaN) - (190 - at(position)))).toBeLessThanOrEqual((told?.error ?? 0) + 1e-9)
      }),
    )
  })

  it('older than anything recorded is a lower bound; a fallen end begins anew', () => {
    const ends = createEnds()
    for (const [t, end] of [[0, 100], [30, 160], [60, 220]] as const) ends.add(t, end) // prettier-ignore
    expect(ends.timeLag(130, 60)).toEqual({ seconds: 45, error: 15, atLeast: false })
    expect(ends.timeLag(90, 60)).toEqual({ seconds: 60, error: 0, atLeast: true })
    ends.add(90, 10)
    expect(ends.timeLag(5, 90)).toEqual({ seconds: 0, error: 0, atLeast: true })
    expect(ends.timeLag(-1, 90)).toBeNull()
  })
})

describe('a rule on the recorded past', () => {
  const rule = (condition: AlertRule['condition'], forSeconds: number): AlertRule => ({
    id: 'r',
    enabled: true,
    condition,
    forSeconds,
    recoverMargin: 0.2,
    remindAfterSeconds: null,
    evenInQuietHours: false,
  })
  const groups = { of: 'group', group: 'billing' } as const
  const history = moments(
    3_600,
    (t) => (t > 600 && t < 1_500 ? 6_000 : t >= 3_000 ? 30_000 : 10 * t),
    (t) => 10 * t,
  )

  it('fires when the live rule would have, and tells for how long', () => {
    const fired = firedIn(rule({ is: 'lag', groups, above: 1_000 }, 60), 'billing', [...storyOf(history)], new Set())
    expect(fired).toMatchObject([
      { subject: 'billing', firedAt: T0 + 770_000, endedAt: T0 + 1_530_000, value: 1_700 },
      { subject: 'billing', firedAt: T0 + 3_170_000, endedAt: null },
    ])
    const byTime = firedIn(rule({ is: 'timeLag', groups, aboveSeconds: 300 }, 0), 'billing', [...storyOf(history)], new Set())
    expect(byTime.map(({ firedAt }) => (firedAt - T0) / 1_000)).toEqual([910, 3_310].map((t) => expect.closeTo(t, -1.5)))
    const verdict = firedIn(rule({ is: 'verdict', groups, verdicts: ['STALLED'] }, 0), 'billing', [...storyOf(history)], new Set())
    expect(verdict.map((one) => one.verdict)).toEqual(['STALLED', 'STALLED'])
  })
})
