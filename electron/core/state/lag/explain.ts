import type { Explanation } from '../../../../shared/contract/lag.ts'
import type { LagFigures as RowFigures } from '../../../../shared/domain/lag.ts'
import { eta } from '../../../../shared/domain/catch-up.ts'
import { lagFigures } from '../../../../shared/domain/lag.ts'
import type { Rate } from '../../../../shared/domain/rates.ts'
import { rateAt } from '../../../../shared/domain/rates.ts'
import type { VerdictInputs } from '../../../../shared/domain/verdict/inputs.ts'
import { judgePartition, type PartitionVerdict } from '../../../../shared/domain/verdict/partition.ts'
import type { TimeLag } from '../../../../shared/domain/time-lag/reading.ts'
import type { GroupBlock } from './group-block.ts'
import { inputsOf, type RowCase } from './judge-row.ts'
import { indexOf } from './samples.ts'
import { viewAt } from './shown.ts'

type Line = Explanation['lines'][number]

const line = (name: string, value: string, how: string): Line => ({ name, value, how })
const count = (value: number): string => (Number.isNaN(value) ? 'unknown' : String(Math.round(value)))
const decimal = (value: number): string => String(Math.round(value * 1_000) / 1_000)
const rate = (value: number | null): string => (value === null ? 'unknown' : `${decimal(value)} msg/s`)
const seconds = (value: number): string => `${decimal(value)} s`

/** Every figure of a row with what it was made from, in the order in which one builds on the other. */
export function explainRow(one: RowCase, block: GroupBlock): readonly Line[] {
  const { samples } = block
  const place = indexOf(samples, samples.count - 1, one.row)
  const committed = samples.committed[place] ?? Number.NaN
  const end = samples.ends[place] ?? Number.NaN
  const start = samples.start[one.row] ?? Number.NaN
  const figures = lagFigures({ committed, start, end, stable: one.stable })
  const inputs = inputsOf(one)
  const judged = judgePartition(inputs)
  return [
    ...lagLines({ committed, start, end, stable: one.stable }, figures),
    ...rateLines(one.facts.rateIn(one.topic, one.partition), rateAt(block.out, one.row), block.interval),
    ...timeLines(one.timeLag(), figures.lag),
    ...windowLines(judged, inputs),
    ...forecastLines(one, block, judged, figures),
    ...verdictLines(judged, viewAt(block.shown, one.row)?.verdict ?? null, inputs),
  ]
}

function lagLines(
  read: { readonly committed: number; readonly start: number; readonly end: number; readonly stable: number },
  figures: RowFigures,
): Line[] {
  const { committed: c, start: l, end: e, stable: s } = read
  return [
    line(
      'position',
      count(figures.position),
      Number.isNaN(l) ? `committed ${count(c)}; the log start is not known` : `max(committed ${count(c)}, log start ${count(l)})`,
    ),
    line('lag', count(figures.lag), `max(0, log end ${count(e)} − position ${count(figures.position)})`),
    line('lost', count(figures.lost), `max(0, log start ${count(l)} − committed ${count(c)})`),
    line('ahead', count(figures.ahead), `max(0, committed ${count(c)} − log end ${count(e)})`),
    line(
      'blocked',
      count(figures.blocked),
      Number.isNaN(s) ? 'the last stable offset was not read' : `max(0, log end ${count(e)} − last stable ${count(s)})`,
    ),
    line('owed', count(figures.owed), figures.owed === figures.lag ? 'the lag' : 'it stands in front of an open transaction'),
  ]
}

function rateLines(rateIn: Rate, rateOut: Rate, interval: number): Line[] {
  const how = `smoothed over the readings every ${interval} s, half-life 1 min`
  const known = rateIn.short !== null && rateOut.short !== null
  return [
    line('in', rate(rateIn.short), how),
    line('in, 5 min', rate(rateIn.long), 'half-life 5 min'),
    line('out', rate(rateOut.short), how),
    line('out, 5 min', rate(rateOut.long), 'half-life 5 min'),
    line('net', known ? rate((rateOut.short ?? 0) - (rateIn.short ?? 0)) : 'unknown', 'out − in; above 0 the lag shrinks'),
  ]
}

const METHODS = {
  record: 'the record was read',
  index: 'from the broker’s time index, by probing',
  interp: 'between two readings of the log end',
}

function timeLines(age: TimeLag, lag: number): Line[] {
  if (lag === 0) return [line('time lag', '0 s', 'the lag is 0')]
  if (age.kind === 'unknown')
    return [line('time lag', 'unknown', 'no reading of the log end and no probe tells when the next record was written')]
  if (age.kind === 'moreThan')
    return [line('time lag', `> ${seconds(age.seconds)}`, 'older than the oldest reading of the log end that is kept')]
  const marks = age.marks.length > 0 ? `; ${age.marks.join(', ')}` : ''
  return [line('time lag', `${age.atLeast ? '≥ ' : ''}${seconds(age.seconds)} ± ${seconds(age.error)}`, METHODS[age.method] + marks)]
}

function windowLines({ window }: PartitionVerdict, inputs: VerdictInputs): Line[] {
  if (window === null) return []
  const w = window
  const owned = inputs.ownedSince === null ? '' : '; counted since the present owner has it'
  return [
    line('commit gap', seconds(w.commitGap), 'median wait between two commits of the last hour, or the usual 5 s'),
    line('window', seconds(w.width), `max(5 min, 9 × ${inputs.interval} s, 5 × commit gap); ${w.samples.length} samples`),
    line('produced', rate(w.produced), 'mean over the window'),
    line('consumed', rate(w.consumed), 'mean over the window'),
    line('allowed', count(w.allowed), 'produced × (2 s + min(commit gap, interval)): what a healthy consumer can show'),
    line('quiet', seconds(w.quiet), `no progress with more than ${count(w.allowed)} owed, ${w.quietSamples} samples${owned}`),
    line('patience', seconds(w.patience), `max(5 min, 3 × ${inputs.interval} s, 2 × usual pause ${seconds(inputs.usualPause)})`),
    line('slope', w.slope === null ? 'unknown' : rate(w.slope), `of the lower envelope, ${w.filledSlots} of 10 parts filled`),
    line('slope of the latest half', w.halfSlope === null ? 'unknown' : rate(w.halfSlope), `${w.filledHalf} of 5 parts filled`),
    line('threshold', rate(w.threshold), '5 % of the traffic, and more than chance'),
  ]
}

function forecastLines(one: RowCase, block: GroupBlock, { retention, window }: PartitionVerdict, figures: RowFigures): Line[] {
  const { settings } = one
  const known = Number.isNaN(figures.owed)
    ? ({ kind: 'unknown' } as const)
    : eta(figures.owed, window?.allowed ?? 0, one.facts.rateIn(one.topic, one.partition), rateAt(block.out, one.row), settings)
  const clears = known.kind === 'in' ? `${seconds(known.seconds)} (${seconds(known.from)} – ${seconds(known.to)})` : known.kind
  const { edge, share, by } = retention
  const loses = edge === null ? 'unknown' : edge === Infinity ? 'never' : seconds(edge)
  return [
    line('clears in', clears, 'owed ÷ (out − in) with the 5-min rates; range with the 1-min rates'),
    line('share', share === null ? 'unknown' : decimal(share), 'lag ÷ (log end − log start)'),
    line(
      'edge',
      loses,
      edge === null
        ? 'neither the advance of the log start nor the retention time is known'
        : by === 'time'
          ? 'retention time − time lag'
          : 'the log start catches up with the commit',
    ),
  ]
}

function verdictLines(judged: PartitionVerdict, shown: string | null, inputs: VerdictInputs): Line[] {
  const { state, rebalancingFor, rebalances } = inputs.group
  const unknown = judged.unknown.length > 0 ? `; not known: ${judged.unknown.join(', ')}` : ''
  return [
    line('group state', state || 'unknown', `rebalancing for ${seconds(rebalancingFor)}, ${rebalances} rebalances in 10 min`),
    line('owner', inputs.owner, 'from the members’ assignments'),
    line('verdict now', judged.verdict, `also: ${judged.also.join(', ') || 'nothing'}${unknown}`),
    line('verdict shown', shown ?? 'none', `the worst of the last ${seconds(Math.max(inputs.settings.hold, inputs.interval))}`),
  ]
}
