import { describe, expect, it } from 'vitest'
import { readBracket } from '../../../../shared/domain/time-lag/bracket.ts'
import { probedLog, probeRounds } from '../../../support/probed-log.ts'

const MINUTE = 60
const HOUR = 3_600
const START = 1_700_000_000
/** Timestamps are whole milliseconds on the wire. */
const onWire = (seconds: number): number => Math.floor(seconds * 1_000) / 1_000

interface Workload {
  readonly name: string
  /** How far behind the group is, seconds. */
  readonly late: number
  /** How long ago the producer stopped, seconds. */
  readonly quiet: number
  /** Records written in the first `seconds` of the log; never falls. */
  readonly written: (seconds: number) => number
  /** Ages of the log at which it is looked at. */
  readonly ages: readonly number[]
}

/** Other phases of bursts and of the sine, and other places on the grid of first probes. */
const ages = Array.from({ length: 40 }, (_, n) => 20 * HOUR + n * 613.7)

const PERIOD = 2 * HOUR
/** 100 a second on average, between 5 and 195, as days and nights do. */
const slowSine = (s: number): number => 100 * s - ((95 * PERIOD) / (2 * Math.PI)) * (1 - Math.cos((2 * Math.PI * s) / PERIOD))
const burst = (s: number): number => 1_000 * (10 * Math.floor(s / (10 * MINUTE)) + Math.min(10, s % (10 * MINUTE)))

const workloads: readonly Workload[] = [
  { name: 'steady, 100 a second, 4 h behind', late: 4 * HOUR, quiet: 0, written: (s) => 100 * s, ages },
  { name: 'bursts of 10 s each 10 min, 1 h behind', late: HOUR, quiet: 0, written: burst, ages },
  { name: 'slow sine, 4 h behind', late: 4 * HOUR, quiet: 0, written: slowSine, ages },
  {
    name: 'one record per 45 s, 1 s behind',
    late: 1,
    quiet: 0,
    written: (s) => s / 45,
    ages: ages.map((age) => 45 * Math.floor(age / 45) + 1),
  },
  { name: 'producer stopped 2 h ago, 4 h behind', late: 4 * HOUR, quiet: 2 * HOUR, written: (s) => 100 * s, ages },
]

/** When record `offset` was written: the first moment by which more than `offset` were. */
function timeOf(written: (s: number) => number, offset: number, most: number): number {
  let low = 0
  let high = most
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2
    if (written(middle) >= offset + 1) high = middle
    else low = middle
  }
  return onWire(START + high)
}

/** The log after `age` seconds, and the first record that is at least `late` old: the one the group reads next. */
function at({ late, quiet, written }: Workload, age: number) {
  const writing = age - quiet
  const end = Math.floor(written(writing))
  const now = START + age
  const time = (offset: number): number => timeOf(written, offset, writing)
  // One that is `late` behind or a little less: read are all older ones.
  let position = 0
  for (let high = end - 1; position < high;) {
    const middle = (position + high) >> 1
    if (time(middle) >= now - late) high = middle
    else position = middle + 1
  }
  return { log: probedLog(end, time), position, now, end, truth: now - time(position) }
}

describe('time lag on the five simulated workloads: at most 6 rounds, error at most 1 s or 2 %, the bar always holds the truth', () => {
  it.each(workloads)('$name', (workload) => {
    for (const age of workload.ages) {
      const { log, position, now, end, truth } = at(workload, age)
      const rounds = probeRounds(log, position, now, end)
      for (const { bracket } of rounds) {
        const reading = readBracket(bracket, now)
        if (reading !== null) expect(Math.abs(reading.seconds - truth)).toBeLessThanOrEqual(reading.error + 0.001)
      }
      expect(rounds.length).toBeGreaterThan(0)
      expect(rounds.length).toBeLessThanOrEqual(6)
      const last = rounds.at(-1)
      const found = last === undefined ? null : readBracket(last.bracket, now)
      expect(Math.abs((found?.seconds ?? Number.NaN) - truth)).toBeLessThanOrEqual(Math.max(1, 0.02 * truth) + 0.001)
    }
  })

  it('they are what they are called', () => {
    const truths = workloads.map((workload) => at(workload, workload.ages[7] ?? 0).truth)
    expect(truths[0]).toBeCloseTo(4 * HOUR, 0)
    // In bursts the next record is that of the next burst.
    expect(truths[1]).toBeGreaterThan(HOUR - 10 * MINUTE)
    expect(truths[1]).toBeLessThanOrEqual(HOUR)
    expect(truths[2]).toBeCloseTo(4 * HOUR, 0)
    expect(truths[3]).toBeCloseTo(1, 2)
    expect(truths[4]).toBeCloseTo(4 * HOUR, 0)
  })
})
