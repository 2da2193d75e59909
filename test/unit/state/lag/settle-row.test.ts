import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createBlock } from '../../../../electron/core/state/lag/group-block.ts'
import { settleRow } from '../../../../electron/core/state/lag/settle-row.ts'
import { viewAt } from '../../../../electron/core/state/lag/shown.ts'
import { besideOf, CODES, NOTICE, URGENT, VERDICTS } from '../../../../shared/domain/verdict/ranks.ts'
import { settle, type Raw } from '../../../../shared/domain/verdict/settling.ts'

const raw = fc.record({
  verdict: fc.constantFrom(...VERDICTS),
  urgent: fc.boolean(),
  notice: fc.boolean(),
  /** How often it is said, and how far apart. */
  times: fc.integer({ min: 1, max: 4 }),
  every: fc.constantFrom(5, 10, 30, 40),
})

describe('settling of a row', () => {
  it('shows what the rule shows of all its raw verdicts, and since when', () => {
    fc.assert(
      fc.property(fc.array(raw, { minLength: 1, maxLength: 15 }), (steps) => {
        const topic = {
          partitions: Int32Array.of(0, 1),
          ...{ committed: new Float64Array(2), ends: new Float64Array(2), endAt: new Float64Array(2) },
          ...{ metadata: new Map<number, string>(), commitErrors: new Map<number, number>(), endErrors: new Map<number, number>() },
        }
        const block = createBlock({ committedAt: 0, problem: null, topics: new Map([['t', topic]]) }, 0)
        const raws: Raw<{ verdict: (typeof VERDICTS)[number]; urgent: boolean; notice: boolean; also: number }>[] = []
        let t = 1_000
        let before = t
        let since = 0
        let was: string | null = null
        for (const { verdict, urgent, notice, times, every } of steps) {
          // While nothing has to settle only the newest word beside a verdict is kept, so here it goes with the verdict.
          const also = CODES[verdict] % 4
          for (let n = 0; n < times; n += 1) {
            before = t
            t += every
            const flags = (urgent ? URGENT : 0) | (notice ? NOTICE : 0)
            settleRow(block, 1, { code: CODES[verdict], flags, also }, { t, before, hold: 30 })
            raws.push({ t, judged: { verdict, urgent, notice, also } })
            const told = settle(raws, 30)
            if (told?.verdict !== was) since = t * 1_000
            was = told?.verdict ?? null
            expect(viewAt(block.shown, 1)).toEqual(told && { ...told, also: besideOf(told.also), since })
            expect(viewAt(block.shown, 0)).toBeNull()
          }
        }
      }),
      { numRuns: 300 },
    )
  })
})
