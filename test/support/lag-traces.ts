import * as fc from 'fast-check'
import { lagDefaults } from '../../shared/domain/lag-defaults.ts'
import type { Verdict, VerdictInputs } from '../../shared/domain/verdict/inputs.ts'
import { judgePartition } from '../../shared/domain/verdict/partition.ts'
import { burrow, type BurrowVerdict } from './burrow.ts'

/** What a consumer did for some ticks. */
export interface Phase {
  readonly does: 'keepsUp' | 'steady' | 'falls' | 'catchesUp' | 'stalls' | 'isSilent' | 'rewinds'
  readonly ticks: number
  /** Messages a tick that are written. */
  readonly written: number
}

/** A tick: the log end, the committed offset, and whether a commit came at that time. */
export interface Tick {
  readonly t: number
  readonly end: number
  readonly committed: number
  readonly commits: boolean
}

export const TICK_S = 30

/** Lag at the start, so that phases that fall behind or catch up never meet 0. */
const SOME_LAG = 1_000_000

export function traceOf(phases: readonly Phase[], firstLag = SOME_LAG): readonly Tick[] {
  const ticks: Tick[] = []
  let end = 10 * SOME_LAG
  let committed = end - firstLag
  for (const { does, ticks: n, written } of phases)
    for (let i = 0; i < n; i += 1) {
      end += written
      committed = nextCommit(does, { committed, end, written, first: i === 0 })
      ticks.push({ t: ticks.length * TICK_S, end, committed, commits: does !== 'isSilent' })
    }
  return ticks
}

function nextCommit(does: Phase['does'], at: { committed: number; end: number; written: number; first: boolean }): number {
  const { committed, end, written, first } = at
  switch (does) {
    case 'keepsUp':
      return end
    case 'steady':
      return committed + written
    case 'falls':
      return committed + Math.floor(written / 2)
    case 'catchesUp':
      return Math.min(end - 1, committed + 2 * written)
    case 'stalls':
    case 'isSilent':
      return committed
    case 'rewinds':
      // Far enough that nothing comes back to it within the windows.
      return first ? committed - 100 * (written + 1) : committed + written
  }
}

export const byBurrow = (trace: readonly Tick[], kept = 10): BurrowVerdict =>
  burrow({
    now: trace.at(-1)?.t ?? 0,
    kept,
    commits: trace.filter((x) => x.commits).map((x) => ({ t: x.t, offset: x.committed, lag: Math.max(0, x.end - x.committed) })),
    ends: trace.map((x) => x.end),
  })

/** As Burrow sees it: no slack, no trifles, no goals, no usual pause, commit times known (specs: lag, against Burrow). */
const comparable = { ...lagDefaults, slackMax: 0, trifleLag: 0 }

export const byUs = (trace: readonly Tick[], change: Partial<VerdictInputs> = {}): Verdict =>
  judgePartition({
    samples: trace.map(({ t, committed, end }) => ({ t, committed, end, start: 0, stable: null })),
    askedAt: trace.at(-1)?.t ?? 0,
    interval: TICK_S,
    group: { state: 'Stable', rebalancingFor: 0, rebalances: 0 },
    owner: 'assigned',
    ownedSince: null,
    leaderless: false,
    topicGone: false,
    lastCommitAt: trace.findLast((x) => x.commits)?.t ?? null,
    usualPause: 0,
    timeLag: null,
    timeLagGrowth: null,
    deletes: false,
    retention: null,
    logStartRate: null,
    trimming: false,
    markersFrom: null,
    goals: { timeLag: null, lag: null },
    settings: comparable,
    ...change,
  }).verdict

/** Burrow's words for ours, where there are any: lag that does not grow is no class of its own there. */
const inBurrowsWords: Readonly<Partial<Record<Verdict, readonly BurrowVerdict[]>>> = {
  OK: ['OK'],
  STALLED: ['STALL'],
  STOPPED: ['STOP'],
  REWIND: ['REWIND'],
  FALLING_BEHIND: ['WARN'],
  BEHIND: ['OK', 'WARN'],
  CATCHING_UP: ['OK'],
}

export const agree = (ours: Verdict, theirs: BurrowVerdict): boolean => inBurrowsWords[ours]?.includes(theirs) ?? false

const some = fc.integer({ min: 2, max: 5_000 })
const anything = fc.constantFrom<Phase['does']>('keepsUp', 'steady', 'falls', 'catchesUp', 'stalls', 'isSilent')
const committing = fc.constantFrom<Phase['does']>('keepsUp', 'steady', 'falls', 'catchesUp')

/** Longer than both windows: Burrow's is ten commits, ours at least five minutes. */
const long = fc.integer({ min: 12, max: 40 })
const last = fc.record({ does: anything, ticks: long, written: some }).map((phase): readonly Phase[] => [phase])
/** A fall lies in both windows for some ticks only. */
const rewound = fc.tuple(long, fc.integer({ min: 2, max: 8 }), some).map(([calm, since, n]): readonly Phase[] => [
  { does: 'steady', ticks: calm, written: n },
  { does: 'rewinds', ticks: since, written: n },
])
const ending = fc.oneof({ weight: 5, arbitrary: last }, { weight: 1, arbitrary: rewound })
/** Both know nothing of a consumer that never committed. */
const beginning = fc.record({ does: committing, ticks: fc.integer({ min: 10, max: 20 }), written: some })

const tracesWith = (does: fc.Arbitrary<Phase['does']>, writes: fc.Arbitrary<number>) =>
  fc
    .tuple(beginning, fc.array(fc.record({ does, ticks: fc.integer({ min: 1, max: 30 }), written: writes }), { maxLength: 4 }), ending)
    .map(([first, middle, end]) => traceOf([first, ...middle, ...end]))

/** Commits come with every tick until what happens last, which lasts. */
export const comparableTraces = tracesWith(committing, some)
/** Pauses and stalls before it too. */
export const anyTraces = tracesWith(anything, fc.oneof(fc.constant(0), some))
