import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lifeLine, shareRunning, type TaskTimes } from '../../../../shared/domain/joined/life-line.ts'

const kinds = (tasks: readonly TaskTimes[]): readonly string[] =>
  lifeLine(tasks, 0, 100).map((part) => `${part.kind} ${part.from}–${part.to}`)

describe('life line of a broker', () => {
  it('is not known before the oldest task that Mesos remembers', () => {
    expect(kinds([])).toEqual(['unknown 0–100'])
    expect(kinds([{ acceptedAt: 10, startedAt: 14, endedAt: null }])).toEqual(['unknown 0–10', 'starting 10–14', 'running 14–100'])
  })

  it('shows what lay between two tasks, in whatever order they are told', () => {
    const first = { acceptedAt: -50, startedAt: -40, endedAt: 30 }
    const second = { acceptedAt: 50, startedAt: 55, endedAt: null }
    expect(kinds([second, first])).toEqual(['running 0–30', 'ended 30–50', 'starting 50–55', 'running 55–100'])
    expect(shareRunning(lifeLine([second, first], 0, 100))).toBeCloseTo(0.75)
  })

  it('has no running time for a task that never ran', () => {
    expect(kinds([{ acceptedAt: 20, startedAt: null, endedAt: 40 }])).toEqual(['unknown 0–20', 'starting 20–40', 'ended 40–100'])
  })

  it('says nothing about a share of no known time', () => {
    expect(shareRunning(lifeLine([], 0, 100))).toBeNull()
  })

  it('fills the time without gaps and overlaps, whatever the tasks are', () => {
    const time = fc.option(fc.integer({ min: -200, max: 300 }), { nil: null })
    const tasks = fc.array(fc.record({ acceptedAt: time, startedAt: time, endedAt: time }), { maxLength: 12 })
    fc.assert(
      fc.property(tasks, (list) => {
        const parts = lifeLine(list, 0, 100)
        expect(parts[0]?.from).toBe(0)
        expect(parts.at(-1)?.to).toBe(100)
        for (const [at, part] of parts.entries()) {
          expect(part.to).toBeGreaterThan(part.from)
          if (at > 0) expect(part.from).toBe(parts[at - 1]?.to)
        }
      }),
    )
  })
})
