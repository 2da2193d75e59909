import { describe, expect, it } from 'vitest'
import { afterSecondLook, filesToLookAt } from '../../../build/second-look.ts'
import type { TestOutcome } from '../../../build/test-reporter.ts'

const file = 'test/core/a.test.ts'
const outcome = (title: string, state: TestOutcome['state'], more: Partial<TestOutcome> = {}): TestOutcome => ({
  title,
  state,
  why: state === 'failed' ? 'once' : '',
  file,
  ...more,
})

describe('a second look at what failed on a busy machine', () => {
  it('is had at the files of few failures, and at none when it could hide something', () => {
    expect(filesToLookAt([outcome('a', 'passed'), outcome('b', 'failed'), outcome('c', 'failed')])).toEqual([file])
    const many = ['1', '2', '3', '4'].map((name) => outcome(name, 'failed', { file: name }))
    expect(filesToLookAt(many)).toEqual([])
    const { file: _, ...nowhere } = outcome('level core', 'failed')
    expect(filesToLookAt([outcome('b', 'failed'), nowhere])).toEqual([])
  })

  it('what then passes is unstable with its first failure, what fails again has failed', () => {
    const first = [outcome('a', 'passed'), outcome('b', 'failed'), outcome('c', 'failed'), outcome('other', 'passed', { file: 'x' })]
    const again = [outcome('a', 'passed'), outcome('b', 'passed'), outcome('c', 'failed', { why: 'twice' })]
    expect(afterSecondLook(first, again)).toEqual([
      outcome('other', 'passed', { file: 'x' }),
      outcome('a', 'passed'),
      outcome('b', 'unstable', { why: 'once' }),
      outcome('c', 'failed', { why: 'twice' }),
    ])
  })

  it('hooks that failed and then did well leave all tests of their file unstable', () => {
    const first = [outcome('suite (outside its tests)', 'failed'), outcome('a', 'skipped'), outcome('b', 'skipped')]
    const again = [outcome('a', 'passed'), outcome('b', 'passed')]
    expect(afterSecondLook(first, again).map(({ state }) => state)).toEqual(['unstable', 'unstable'])
  })

  it('a failure that the second run does not name stays', () => {
    expect(afterSecondLook([outcome('a', 'failed')], [])).toEqual([outcome('a', 'failed')])
    expect(afterSecondLook([outcome('a', 'failed'), outcome('b', 'passed')], [outcome('b', 'passed')])).toContainEqual(
      outcome('a', 'failed'),
    )
  })
})
