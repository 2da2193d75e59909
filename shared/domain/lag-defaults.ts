/**
 * Every constant of lag, time lag, verdicts and attribution, with its usual value. Times in seconds, lags in messages. Passed in, so
 * that a profile can set its own and a test can vary one.
 */
export const lagDefaults = {
  /** A sample pairs a commit reading with the first end reading that came in within this time. */
  pairWithin: 10,
  /** Neighbouring samples further apart than this many intervals, or with a jump of the wall clock between them, are a gap. */
  gapAfter: 3,
  clockJump: 2,
  /** Remainders that a consumer leaves which commits "last record + 1" before control records. */
  markersUpTo: 3,
  halfLifeShort: 60,
  halfLifeLong: 300,
  etaMargin: 0.05,
  etaMax: 30 * 86_400,
  probesPerRound: 4,
  rounds: 6,
  bracketDoneTime: 1,
  bracketDoneShare: 0.01,
  clockAhead: 2,
  trimSpan: 3_600,
  hotFactor: 5,
  windowMin: 300,
  windowMax: 7_200,
  slackBase: 2,
  slackMax: 60,
  commitGapDefault: 5,
  patienceMin: 300,
  patienceMax: 21_600,
  trendShare: 0.05,
  trendChance: 2,
  trifleLag: 100,
  trifleTime: 10,
  lossConfirm: 30,
  edgeUrgent: 900,
  edgeRisk: 3_600,
  shareRisk: 0.8,
  rebalanceAfter: 60,
  rebalanceUrgent: 600,
  rebalanceLoop: 3,
  samplesMin: 3,
  slotsMin: 5,
  halfSlotsMin: 3,
  completeMin: 0.9,
  dormantAfter: 86_400,
  hold: 30,
  growthMin: 100,
  concentration: 0.7,
  maxSet: 0.5,
  nested: 0.95,
  eventNear: 120,
  eventFar: 600,
  listFrom: 0.4,
  /** A setting per group: lag that counts as none. */
  allowedLag: 0,
} as const

export type LagSettings = { readonly [K in keyof typeof lagDefaults]: number }
