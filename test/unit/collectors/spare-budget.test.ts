import { describe, expect, it } from 'vitest'
import { createBudget } from '../../../electron/core/collectors/budget.ts'
import { createTestClock } from '../../support/clock.ts'

/** What was promised meanwhile has run. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
const never = new AbortController().signal

describe('what nobody waits for', () => {
  it('begins when nothing waits and the whole allowance is there, after every reading', async () => {
    const clock = createTestClock()
    const budget = createBudget(clock, { perSecond: 10 })
    const order: string[] = []
    const note = (what: string) => (over: () => void) => {
      order.push(what)
      over()
    }
    const first = budget.take(10, never).then(note('a reading'))
    const spare = budget.spare(3, never).then(note('spare'))
    await first
    const second = budget.take(5, never).then(note('another'))
    clock.advance(400)
    await settled()
    expect(order).toEqual(['a reading'])
    clock.advance(200)
    await second
    expect(order).toEqual(['a reading', 'another'])
    clock.advance(800)
    await settled()
    expect(order).toEqual(['a reading', 'another'])
    clock.advance(200)
    await spare
    expect(order).toEqual(['a reading', 'another', 'spare'])
    budget.stop()
  })

  it('takes its turn after half a minute all the same, and can be given up', async () => {
    const clock = createTestClock()
    const budget = createBudget(clock, { perSecond: 10 })
    let got = false
    void budget.take(30, never).then((over) => over())
    await settled()
    const spare = budget.spare(1, never).then((over) => {
      got = true
      over()
    })
    const abort = new AbortController()
    const given = budget.spare(1, abort.signal)
    abort.abort(new Error('left'))
    await expect(given).rejects.toThrow('left')
    // Readings that always leave a debt.
    for (let ms = 0; ms < 29_000; ms += 1_000) {
      void budget.take(20, never).then((over) => over())
      clock.advance(1_000)
      await settled()
    }
    expect(got).toBe(false)
    for (let ms = 0; ms < 60_000 && !got; ms += 1_000) {
      clock.advance(1_000)
      await settled()
    }
    await spare
    budget.stop()
  })
})
