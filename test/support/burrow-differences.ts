import type { VerdictInputs, Verdict } from '../../shared/domain/verdict/inputs.ts'
import { lagDefaults } from '../../shared/domain/lag-defaults.ts'
import type { BurrowVerdict } from './burrow.ts'
import { TICK_S, traceOf, type Phase, type Tick } from './lag-traces.ts'

/** Where Samsa deliberately says something else than Burrow, each with a trace that shows it (shared/domain/verdict/burrow.md). */
export interface Difference {
  readonly id: string
  readonly reason: string
  readonly trace: readonly Tick[]
  /** What we know beside the commits. */
  readonly besides?: Partial<VerdictInputs>
  readonly ours: Verdict
  readonly theirs: BurrowVerdict
}

const phase = (does: Phase['does'], ticks: number, written = 300): Phase => ({ does, ticks, written })
const usual = { settings: lagDefaults } as const
const stalled = traceOf([phase('steady', 12), phase('stalls', 14)])
const silent = traceOf([phase('steady', 12), phase('isSilent', 14)])
const held = stalled.map(({ t, committed, end }) => ({ t, committed, end, start: 0, stable: committed }))
const grows = traceOf([phase('falls', 24)])
/** The same, and once it caught up a little. */
const growsWithOneStep = grows.map((tick) => (tick.t >= 18 * TICK_S ? { ...tick, committed: tick.committed + 1_000 } : tick))
const fallsAtLast = traceOf([phase('steady', 14), phase('rewinds', 1)])
const reset = traceOf([phase('steady', 14), phase('rewinds', 4)])
const samplesOf = (trace: readonly Tick[], cutAt: number) =>
  trace.map(({ t, committed, end }) => ({ t, committed, end, start: 0, stable: null, ...(t === cutAt ? { cut: true } : {}) }))

export const differences: readonly Difference[] = [
  {
    id: 'B1',
    reason: 'Lag that a healthy consumer with its rhythm of commits can show at the interval of reading is no lag',
    trace: traceOf([phase('steady', 14)], 50),
    besides: usual,
    ours: 'OK',
    theirs: 'WARN',
  },
  {
    id: 'B1',
    reason: 'A trifle, under 100 messages and 10 s, is no lag',
    trace: traceOf([phase('steady', 14, 30)], 40),
    besides: { ...usual, timeLag: { seconds: 4, error: 0.5 } },
    ours: 'OK',
    theirs: 'WARN',
  },
  {
    id: 'B2',
    reason: 'A consumer in front of an open transaction can do no more',
    trace: stalled,
    besides: { samples: held },
    ours: 'OK',
    theirs: 'STALL',
  },
  {
    id: 'B3',
    reason:
      'What is a pause follows from the last day of the group, not from the length of ten commits: a job that runs hourly is not stopped',
    trace: silent,
    besides: { usualPause: 3_600 },
    ours: 'BEHIND',
    theirs: 'STOP',
  },
  {
    id: 'B3',
    reason: 'A single commit does not make a stop',
    trace: traceOf([phase('steady', 1), phase('isSilent', 2)]),
    ours: 'LEARNING',
    theirs: 'STOP',
  },
  {
    id: 'B4',
    reason: 'Without commit times the absence of an owner is the evidence: one that sends no commits is stalled',
    trace: silent,
    besides: { lastCommitAt: null },
    ours: 'STALLED',
    theirs: 'STOP',
  },
  {
    id: 'B5',
    reason: 'A reset that we applied ourselves is no rewind',
    trace: reset,
    besides: { samples: samplesOf(reset, 14 * TICK_S) },
    ours: 'LEARNING',
    theirs: 'REWIND',
  },
  {
    id: 'B5',
    reason: 'A fall counts when it was seen twice',
    trace: fallsAtLast,
    ours: 'BEHIND',
    theirs: 'REWIND',
  },
  {
    id: 'B6',
    reason: 'The trend of the lower envelope decides: one step back does not hide growth',
    trace: growsWithOneStep,
    ours: 'FALLING_BEHIND',
    theirs: 'OK',
  },
  {
    id: 'B6',
    reason: 'Lag that neither grows nor shrinks is a verdict of its own',
    trace: traceOf([phase('steady', 24)]),
    ours: 'BEHIND',
    theirs: 'WARN',
  },
  {
    id: 'B7',
    reason: 'Nothing is claimed from two samples',
    trace: traceOf([phase('stalls', 2)]),
    ours: 'LEARNING',
    theirs: 'STALL',
  },
  {
    id: 'B8',
    reason: 'While members move, that is the reason that is named',
    trace: stalled,
    besides: { group: { state: 'Stable', rebalancingFor: 0, rebalances: 5 } },
    ours: 'REBALANCING',
    theirs: 'STALL',
  },
]
