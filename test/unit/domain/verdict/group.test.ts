import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lagDefaults as settings } from '../../../../shared/domain/lag-defaults.ts'
import { judgeGroup, type GroupInputs, type GroupMemberPartition } from '../../../../shared/domain/verdict/group.ts'
import type { Verdict } from '../../../../shared/domain/verdict/inputs.ts'
import { signOf, type Judged } from '../../../../shared/domain/verdict/rank.ts'
import { settle } from '../../../../shared/domain/verdict/settling.ts'

const judged = (verdict: Verdict, more: Partial<Judged> = {}): Judged => ({
  verdict,
  urgent: false,
  notice: verdict === 'NO_COMMIT',
  ...more,
})

const partition = (number: number, verdict: Verdict | null, more: Partial<GroupMemberPartition> = {}): GroupMemberPartition => ({
  topic: 'orders',
  partition: number,
  judged: verdict === null ? null : judged(verdict),
  timeLag: null,
  lag: 1,
  owed: 1,
  ...more,
})

const some = (verdicts: readonly (readonly [number, Verdict | null])[]): GroupMemberPartition[] => {
  let number = 0
  return verdicts.flatMap(([count, verdict]) => Array.from({ length: count }, () => partition(number++, verdict)))
}

const group = (partitions: readonly GroupMemberPartition[], more: Partial<GroupInputs> = {}) =>
  judgeGroup({ partitions, state: 'Stable', members: 1, idleFor: null, settings, ...more })

const seconds = (value: number, error = 0) => ({ seconds: value, error })

describe('verdict on a group: the worked examples', () => {
  it('G1', () => {
    const result = group(some([[10, 'OK'], [1, 'CATCHING_UP'], [1, 'FALLING_BEHIND']])) // prettier-ignore
    expect(result).toMatchObject({ verdict: 'FALLING_BEHIND', complete: 1 })
    expect(result?.counts.get('FALLING_BEHIND')).toBe(1)
  })
  it('G2', () => expect(group(some([[9, 'OK'], [1, 'NO_COMMIT']]))).toMatchObject({ verdict: 'OK', complete: 1, notices: 1 })) // prettier-ignore
  it('G3', () => expect(group(some([[17, 'OK'], [3, null]]))).toMatchObject({ verdict: 'LEARNING', complete: 0.85 })) // prettier-ignore
  it('G4', () =>
    expect(group(some([[16, 'OK'], [1, 'STALLED'], [3, null]]))).toMatchObject({ verdict: 'STALLED', atLeast: true, complete: 0.85 })) // prettier-ignore
  it('G5', () => expect(group(some([[19, 'OK'], [1, 'LEARNING']]))).toMatchObject({ verdict: 'OK', complete: 0.95 })) // prettier-ignore
  it('G6', () => {
    const two = [partition(1, 'STALLED', { timeLag: seconds(40), lag: 1000 }), partition(2, 'STALLED', { timeLag: seconds(90), lag: 10 })]
    expect(group(two)).toMatchObject({ verdict: 'STALLED', representative: { partition: 2 } })
  })
  it('G7', () =>
    expect(group([partition(1, 'STALLED', { lag: 1000 }), partition(2, 'STALLED', { lag: 10 })])?.representative?.partition).toBe(1))
  it('G8', () =>
    expect(group([partition(0, 'STOPPED'), { ...partition(1, 'LOSS_RISK'), judged: judged('LOSS_RISK', { urgent: true }) }])).toMatchObject(
      {
        verdict: 'LOSS_RISK',
        urgent: true,
      },
    ))
  it('G9', () => expect(group(some([[10, 'OK'], [1, 'TOPIC_GONE']]))).toMatchObject({ verdict: 'TOPIC_GONE', notice: false })) // prettier-ignore
  it('G10', () => expect(group(some([[3, 'NO_COMMIT']]))).toMatchObject({ verdict: 'NO_COMMIT', notice: true }))
  it('G11', () => expect(group([], { members: 0 })).toBeNull())
  it('G12', () =>
    expect(group([partition(0, 'STOPPED', { owed: 500, timeLag: seconds(108_000, 60) })], { state: 'Empty' })).toMatchObject({
      verdict: 'STOPPED',
      dormant: true,
    }))
})

const verdicts = fc.constantFrom<Verdict>(
  'OK',
  'BEHIND',
  'STALLED',
  'STOPPED',
  'NO_COMMIT',
  'LEARNING',
  'FALLING_BEHIND',
  'NO_LEADER',
  'LOSS_RISK',
)

describe('verdict on a group: properties', () => {
  it('7: the lowest rank decides, in any order', () => {
    fc.assert(
      fc.property(fc.array(verdicts, { minLength: 1, maxLength: 30 }), fc.integer(), (all, seed) => {
        const partitions = all.map((verdict, i) => partition(i, verdict, { lag: (i * 7919) % 13 }))
        const shuffled = partitions.toSorted((a, b) => ((a.partition * 31 + seed) % 17) - ((b.partition * 31 + seed) % 17))
        const result = group(partitions)
        expect(group(shuffled)).toEqual(result)
        const ranks = all.map((verdict) => signOf(judged(verdict)).rank).filter((rank) => rank !== null)
        if (result !== null && result.verdict !== 'LEARNING' && !result.notice) expect(signOf(result).rank).toBe(Math.min(...ranks))
      }),
    )
  })
})

describe('settling', () => {
  const raws = (...all: readonly (readonly [number, Verdict])[]) => all.map(([t, verdict]) => ({ t, judged: judged(verdict) }))
  it('H1: better shows after it has held', () => {
    const series = raws([0, 'STALLED'], ...Array.from({ length: 7 }, (_, i) => [5 * (i + 1), 'OK'] as const))
    expect(settle(series.slice(0, 7), 30)?.verdict).toBe('STALLED')
    expect(settle(series, 30)?.verdict).toBe('OK')
  })
  it('H2: worse shows at once', () =>
    expect(settle(raws([0, 'OK'], [5, 'OK'], [10, 'FALLING_BEHIND']), 30)?.verdict).toBe('FALLING_BEHIND'))
  it('H3: learning does not hold', () => expect(settle(raws([0, 'LEARNING'], [5, 'OK']), 30)?.verdict).toBe('OK'))
  it('6: what is shown is never better than the raw verdict', () => {
    fc.assert(
      fc.property(fc.array(verdicts, { minLength: 1, maxLength: 20 }), (all) => {
        const series = raws(...all.map((verdict, i) => [5 * i, verdict] as const))
        const shown = settle(series, 30)
        const raw = series.at(-1)?.judged
        const rank = raw && signOf(raw).rank
        if (shown && rank !== null && rank !== undefined) expect(signOf(shown).rank).toBeLessThanOrEqual(rank)
      }),
    )
  })
})
