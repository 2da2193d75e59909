import type { VerdictInputs, VerdictSample } from './inputs.ts'
import { lowerEnvelope, median, theilSen, type Point } from './trend.ts'

/** A complete sample with the figures that rules ask for. */
export interface Figured {
  readonly t: number
  readonly committed: number
  readonly end: number
  readonly start: number | null
  readonly lag: number
  readonly owed: number
  readonly lost: number | null
  readonly ahead: number
}

function figure(sample: VerdictSample, markersFrom: number | null): Figured | null {
  const { t, committed, end, start, stable } = sample
  if (committed === null || committed < 0 || end === null) return null
  const position = start === null ? committed : Math.max(committed, start)
  const lag = Math.max(0, end - position)
  const held = stable !== null && stable < end && position === stable
  const owed = held || markersFrom === position ? 0 : lag
  return {
    t,
    committed,
    end,
    start,
    lag,
    owed,
    lost: start === null ? null : Math.max(0, start - committed),
    ahead: Math.max(0, committed - end),
  }
}

/** Complete samples since the last epoch cut: a fall of the log end, or a sample marked as cut. */
function sinceCut(inputs: VerdictInputs): Figured[] {
  let kept: Figured[] = []
  const end = inputs.samples.at(-1)?.end
  for (const sample of inputs.samples) {
    const markers = sample.end === end ? inputs.markersFrom : null
    const figured = figure(sample, markers)
    const last = kept.at(-1)
    if (sample.cut || (figured !== null && last !== undefined && figured.end < last.end)) kept = []
    if (figured !== null) kept.push(figured)
  }
  return kept
}

/** The usual time between two commits: median wait of the rises of the last hour, or the client's default. */
function commitGap(samples: readonly Figured[], now: number, inputs: VerdictInputs): number {
  const { settings, interval } = inputs
  const recent = samples.filter((s) => s.t >= now - Math.max(3_600, 20 * interval))
  const waits: number[] = []
  let waitingSince: number | null = null
  for (const [i, sample] of recent.entries()) {
    const before = recent[i - 1]
    if (before !== undefined && sample.committed > before.committed) {
      waits.push(waitingSince === null ? 0 : sample.t - waitingSince)
      waitingSince = null
    }
    // Idle time is no gap: the wait starts when there is something to read.
    if (waitingSince === null && sample.owed > 0) waitingSince = sample.t
  }
  const steady = waits.length < 2 || waits.length >= 0.75 * (recent.length - 1)
  return steady ? settings.commitGapDefault : (median(waits) ?? settings.commitGapDefault)
}

export interface Window {
  /** Newest complete sample. */
  readonly newest: Figured
  /** Complete samples since the last cut, all and those of the window. */
  readonly all: readonly Figured[]
  readonly samples: readonly Figured[]
  readonly width: number
  readonly commitGap: number
  /** Window means, msg/s; null: fewer than two samples. */
  readonly produced: number | null
  readonly consumed: number | null
  readonly rose: boolean
  /** Lag that a healthy consumer with this rhythm can show at this interval. */
  readonly allowed: number
  /** Seconds without progress while something is owed, over how many samples. */
  readonly quiet: number
  readonly quietSamples: number
  readonly patience: number
  readonly filledSlots: number
  readonly filledHalf: number
  readonly slope: number | null
  readonly halfSlope: number | null
  readonly threshold: number
}

const isPoint = (point: Point | undefined): point is Point => point !== undefined

function quietRun(all: readonly Figured[], newest: Figured, allowed: number, ownedSince: number | null): { span: number; samples: number } {
  if (newest.owed <= allowed) return { span: 0, samples: 0 }
  const end = all.findLastIndex((s) => s.committed !== newest.committed || s.owed <= allowed)
  const run = all.slice(end + 1)
  const from = Math.max(run[0]?.t ?? newest.t, ownedSince ?? -Infinity)
  return { span: Math.max(0, newest.t - from), samples: run.length }
}

function rates(samples: readonly Figured[]): { produced: number | null; consumed: number | null } {
  const first = samples[0]
  const last = samples.at(-1)
  if (first === undefined || last === undefined || last.t === first.t) return { produced: null, consumed: null }
  const mean = (a: number, b: number): number => Math.max(0, (b - a) / (last.t - first.t))
  return { produced: mean(first.end, last.end), consumed: mean(first.committed, last.committed) }
}

/** What the rules use, from the samples; null: there is no complete sample. */
export function windowOf(inputs: VerdictInputs): Window | null {
  const { settings, interval } = inputs
  const all = sinceCut(inputs)
  const newest = all.at(-1)
  if (newest === undefined) return null
  const gap = inputs.commitGap ?? commitGap(all, newest.t, inputs)
  const width = Math.min(settings.windowMax, Math.max(settings.windowMin, 9 * interval, 5 * gap))
  const samples = all.filter((s) => s.t >= newest.t - width)
  const { produced, consumed } = rates(samples)
  const slack = Math.min(settings.slackMax, settings.slackBase + Math.min(gap, interval))
  const allowed = Math.max(settings.allowedLag, Math.floor((produced ?? 0) * slack))
  const quiet = quietRun(all, newest, allowed, inputs.ownedSince)
  const slots = lowerEnvelope(
    samples.map((s) => ({ t: s.t, y: s.owed })),
    newest.t,
    width,
  )
  const filled = slots.filter(isPoint)
  const half = slots.slice(5).filter(isPoint)
  const traffic = Math.max(produced ?? 0, consumed ?? 0)
  return {
    newest,
    all,
    samples,
    width,
    commitGap: gap,
    produced,
    consumed,
    rose: samples.some((s, i) => i > 0 && s.committed > (samples[i - 1]?.committed ?? Infinity)),
    allowed,
    quiet: quiet.span,
    quietSamples: quiet.samples,
    patience: Math.min(settings.patienceMax, Math.max(settings.patienceMin, 3 * interval, 2 * inputs.usualPause)),
    filledSlots: filled.length,
    filledHalf: half.length,
    slope: theilSen(filled),
    halfSlope: theilSen(half),
    // Five per cent of the traffic, and more than chance.
    threshold: Math.max(settings.trendShare * traffic, (settings.trendChance * Math.sqrt(traffic * width)) / width),
  }
}
