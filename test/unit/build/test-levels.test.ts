import { describe, expect, it } from 'vitest'
import type { TestOutcome } from '../../../build/test-reporter.ts'
import { judge, levels, slowest, stages, together, type Level } from '../../../build/test-levels.ts'

const [level] = levels
if (!level) throw new Error('no levels')

const passed: TestOutcome = { title: 'a', state: 'passed', why: '' }
const failed: TestOutcome = { title: 'b', state: 'failed', why: 'x' }
const skipped: TestOutcome = { title: 'c', state: 'skipped', why: 'no tool' }
const well = { code: 0, output: '', late: false }
const failures = (outcomes: readonly TestOutcome[]): number => outcomes.filter(({ state }) => state === 'failed').length

describe('what a level’s run means', () => {
  it('counts what was reported', () => {
    expect(judge(level, well, [passed, skipped], true)).toEqual([passed, skipped])
    expect(judge(level, { ...well, code: 1 }, [passed, failed], true)).toEqual([passed, failed])
  })

  it('a run that reported nothing has failed, whatever its code', () => {
    expect(failures(judge(level, well, null, false))).toBe(1)
  })

  it('a run that fails while every test passes has failed', () => {
    expect(failures(judge(level, { ...well, code: 1 }, [passed], false))).toBe(1)
  })

  it('a run that did not end has failed, with what it said so far', () => {
    const [, late] = judge(level, { code: null, output: 'stuck here', late: true }, [passed], false)
    expect(late?.why).toContain('stuck here')
  })

  it('with its tools there, a level that only skips has failed; elsewhere it has skipped', () => {
    expect(failures(judge(level, well, [skipped], true))).toBe(1)
    expect(failures(judge(level, well, [], true))).toBe(1)
    expect(failures(judge(level, well, [skipped], false))).toBe(0)
  })

  it('of several rounds it is what each of them said', () => {
    const twice = together([
      { run: { ...well, output: 'one ' }, read: [passed] },
      { run: { code: 1, output: 'two', late: false }, read: [failed] },
    ])
    expect(twice).toEqual({ run: { code: 1, output: 'one two', late: false }, read: [passed, failed] })
    expect(judge(level, twice.run, twice.read, true)).toEqual([passed, failed])
  })

  it('levels of two lanes run side by side, each lane in its order; a level without one runs alone', () => {
    const of = (name: string, lane?: 'computes' | 'waits'): Level => {
      const { lane: _, ...alone } = level
      return { ...alone, name, ...(lane ? { lane } : {}) }
    }
    const plan = stages([of('a', 'computes'), of('b', 'waits'), of('c', 'computes'), of('d'), of('e', 'waits'), of('f')])
    expect(plan.map((lanes) => lanes.map((lane) => lane.map(({ name }) => name)))).toEqual([[['a', 'c'], ['b']], [['d']], [['e']], [['f']]])
    expect(stages([])).toEqual([])
  })

  it('the longest files come first, each with all of its tests', () => {
    const took = (file: string, seconds: number): TestOutcome => ({ ...passed, file, seconds })
    expect(slowest([took('a', 2), took('b', 5), took('a', 4), passed], 2)).toEqual([
      { file: 'a', seconds: 6 },
      { file: 'b', seconds: 5 },
    ])
  })

  it('a round that failed, hung or reported nothing is not made good by the other', () => {
    const good = { run: well, read: [passed] }
    const silent = together([{ run: well, read: null }, good])
    expect(failures(judge(level, silent.run, silent.read, true))).toBe(1)
    const hung = together([{ run: { code: null, output: '', late: true }, read: [passed] }, good])
    expect(hung.run).toEqual({ code: null, output: '', late: true })
    const empty = together([{ run: well, read: [] }, good])
    expect(judge(level, empty.run, empty.read, true)).toEqual([passed])
  })
})
