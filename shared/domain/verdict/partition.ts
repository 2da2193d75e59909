import { retentionRisk, type RetentionRisk } from '../retention.ts'
import type { Verdict, VerdictInputs } from './inputs.ts'
import { windowOf, type Window } from './window.ts'

/** The verdict on one partition, with the figures it was made from, so that explaining it needs no second computation. */
export interface PartitionVerdict {
  readonly verdict: Verdict
  readonly urgent: boolean
  /** Verdicts that fit as well and matter beside the first. */
  readonly also: readonly Verdict[]
  /** Only said when nothing else is known: a leftover or a group that has not committed yet. */
  readonly notice: boolean
  readonly overGoal: boolean
  /** Inputs that a rule needed and did not have. */
  readonly unknown: readonly string[]
  readonly window: Window | null
  readonly retention: RetentionRisk
}

const OWNERLESS_STATES = new Set(['Empty', 'Dead'])

/** A partition with its window, and the few judgements that several rules share. */
interface Case {
  readonly inputs: VerdictInputs
  readonly window: Window
  readonly retention: RetentionRisk
  readonly ownerless: boolean
  readonly gone: boolean
  readonly behind: boolean
  readonly overGoal: boolean
}

function overGoal({ goals, timeLag }: VerdictInputs, lag: number): boolean {
  if (goals.lag !== null && lag > goals.lag) return true
  return goals.timeLag !== null && timeLag !== null && timeLag.seconds - timeLag.error > goals.timeLag
}

function caseOf(inputs: VerdictInputs, window: Window): Case {
  const { newest } = window
  const ownerless = OWNERLESS_STATES.has(inputs.group.state) || inputs.owner === 'none'
  return {
    inputs,
    window,
    retention: retentionRisk({
      deletes: inputs.deletes,
      committed: newest.committed,
      logStart: newest.start,
      logEnd: newest.end,
      lag: newest.lag,
      lost: newest.lost,
      logStartRate: inputs.logStartRate,
      consumed: window.consumed,
      retention: inputs.retention,
      timeLag: inputs.timeLag,
      timeLagGrowth: window.rose ? inputs.timeLagGrowth : 1,
    }),
    ownerless,
    gone: inputs.lastCommitAt === null ? ownerless : newest.t - inputs.lastCommitAt >= window.patience,
    behind: newest.owed > window.allowed,
    overGoal: overGoal(inputs, newest.lag),
  }
}

/** A live consumer may have read what it has not yet committed: loss is said when it made no progress for a while. */
function dataLost({ inputs, window, ownerless }: Case): boolean {
  const { newest, all } = window
  if (newest.lost === null || newest.lost === 0) return false
  if (ownerless) return true
  const end = all.findLastIndex((s) => s.committed !== newest.committed || !s.lost)
  const from = all[end + 1]?.t ?? newest.t
  return newest.t - from >= Math.max(inputs.settings.lossConfirm, inputs.settings.slackBase + window.commitGap)
}

const lastTwo = (window: Window, test: (sample: Window['newest']) => boolean): boolean =>
  window.all.length >= 2 && window.all.slice(-2).every(test)

function rewind({ window }: Case): boolean {
  const highest = window.samples.reduce((high, s) => Math.max(high, s.committed), 0)
  return lastTwo(window, (s) => s.committed < highest)
}

const urgentLoss = ({ inputs, window, retention, behind }: Case): boolean =>
  (behind || (window.newest.lost ?? 0) > 0) && retention.edge !== null && retention.edge < inputs.settings.edgeUrgent

function lossRisk({ inputs, retention, behind }: Case): boolean {
  if (!behind || !inputs.deletes) return false
  if (retention.edge !== null && retention.edge < inputs.settings.edgeRisk) return true
  return inputs.trimming && retention.share !== null && retention.share > inputs.settings.shareRisk
}

function keepsUp({ inputs, window, overGoal: over }: Case): boolean {
  if (over) return false
  const { newest } = window
  const { settings, timeLag } = inputs
  const trifle = timeLag !== null && timeLag.seconds + timeLag.error < settings.trifleTime && newest.owed < settings.trifleLag
  return trifle || window.samples.some((s) => s.owed <= window.allowed)
}

function rebalancing({ inputs, window, behind }: Case): boolean {
  const { settings, group } = inputs
  if (!behind || window.quiet < settings.rebalanceAfter) return false
  return group.rebalancingFor >= settings.rebalanceAfter || group.rebalances > settings.rebalanceLoop
}

const quietTooLong = ({ inputs, window, behind }: Case): boolean =>
  behind && window.quiet >= window.patience && window.quietSamples >= inputs.settings.samplesMin

function stopped(one: Case): boolean {
  const { inputs, window, gone, behind } = one
  if (gone && quietTooLong(one)) return true
  if (!behind || window.rose || !OWNERLESS_STATES.has(inputs.group.state) || inputs.timeLag === null) return false
  // Old unread records in a group without members say it from the first sample on.
  return inputs.timeLag.seconds - inputs.timeLag.error >= window.patience
}

function learning({ inputs, window }: Case): boolean {
  const { samplesMin, slotsMin, halfSlotsMin } = inputs.settings
  return window.all.length < samplesMin || window.filledSlots < slotsMin || window.filledHalf < halfSlotsMin
}

const grows = ({ window: w }: Case, sign: 1 | -1): boolean =>
  w.slope !== null && w.halfSlope !== null && sign * w.slope > w.threshold && sign * w.halfSlope > w.threshold

/** In order: the first that fits is the verdict. */
const rules: readonly (readonly [Verdict, (one: Case) => boolean])[] = [
  ['DATA_LOST', dataLost],
  ['AHEAD', ({ window }) => lastTwo(window, (s) => s.ahead > 0)],
  ['REWIND', rewind],
  ['LOSS_RISK', urgentLoss],
  ['OK', keepsUp],
  ['REBALANCING', rebalancing],
  ['STOPPED', stopped],
  ['STALLED', (one) => !one.gone && quietTooLong(one)],
  ['LOSS_RISK', lossRisk],
  ['LEARNING', learning],
  ['FALLING_BEHIND', (one) => one.behind && one.window.rose && grows(one, 1)],
  ['CATCHING_UP', (one) => one.behind && grows(one, -1)],
  ['BEHIND', () => true],
]

const WORTH_SAYING: ReadonlySet<Verdict> = new Set(['DATA_LOST', 'AHEAD', 'REWIND', 'LOSS_RISK', 'STOPPED', 'STALLED'])

function alsoOf(one: Case, verdict: Verdict): Verdict[] {
  const fitting = new Set(rules.filter(([name, fits]) => WORTH_SAYING.has(name) && fits(one)).map(([name]) => name))
  fitting.delete(verdict)
  if (verdict === 'DATA_LOST') fitting.delete('LOSS_RISK')
  return [...fitting]
}

function isUrgent(one: Case, verdict: Verdict): boolean {
  if (verdict === 'LOSS_RISK') return urgentLoss(one)
  return verdict === 'REBALANCING' && one.inputs.group.rebalancingFor >= one.inputs.settings.rebalanceUrgent
}

/** What could not be tested: risks that need the log start or the retention time. */
function unknownOf({ inputs, window, retention, behind }: Case): string[] {
  if (!behind) return []
  const missing: string[] = []
  if (window.newest.start === null) missing.push('log start')
  if (inputs.deletes && retention.edge === null) missing.push('retention edge')
  return missing
}

const without = (verdict: Verdict, notice: boolean): PartitionVerdict => ({
  verdict,
  urgent: false,
  also: [],
  notice,
  overGoal: false,
  unknown: [],
  window: null,
  retention: { share: null, edge: null, by: null },
})

/** The verdict on one partition of one group. */
export function judgePartition(inputs: VerdictInputs): PartitionVerdict {
  if (inputs.topicGone) return without('TOPIC_GONE', inputs.owner !== 'assigned')
  if (inputs.leaderless) return without('NO_LEADER', false)
  const latest = inputs.samples.findLast((s) => s.committed !== null)
  if (latest?.committed != null && latest.committed < 0)
    return latest.end !== null && latest.end === latest.start ? without('OK', false) : without('NO_COMMIT', true)
  const window = windowOf(inputs)
  if (window === null || window.newest.t < inputs.askedAt - window.width) return { ...without('LEARNING', false), window }
  const one = caseOf(inputs, window)
  const verdict = rules.find(([, fits]) => fits(one))?.[0] ?? 'BEHIND'
  return {
    verdict,
    urgent: isUrgent(one, verdict),
    also: alsoOf(one, verdict),
    notice: false,
    overGoal: one.overGoal,
    unknown: unknownOf(one),
    window,
    retention: one.retention,
  }
}
