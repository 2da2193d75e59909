import type { AlertReplay } from '../../../shared/contract/alerts.ts'
import { readRule, type AlertFacts } from '../../../shared/domain/alerts/level.ts'
import { groupsOf, type AlertRule } from '../../../shared/domain/alerts/rule.ts'
import { calm, stepAlert, type AlertState } from '../../../shared/domain/alerts/step.ts'
import type { Histories } from '../history/histories.ts'
import type { StoryMoment } from '../history/story.ts'

type Fired = AlertReplay['fired'][number]

export interface ReplayNeeds {
  readonly histories: Pick<Histories, 'ask'>
  readonly cluster: string
  /** Groups that are known now, with the watched ones. */
  readonly groups: readonly string[]
  readonly watched: ReadonlySet<string>
}

/** Each group is read whole from the disk. */
const MOST_GROUPS = 50
const MOST_FIRED = 500

/** When a rule would have fired, by what was recorded. The same rules of the same code as live. */
export async function replay(needs: ReplayNeeds, rule: AlertRule, from: number, to: number, signal: AbortSignal): Promise<AlertReplay> {
  const nothing: AlertReplay = { from, to, since: null, fired: [], more: 0, subjects: 0, notes: ['notRecorded'] }
  if (groupsOf(rule.condition) === null) return nothing
  const subjects = subjectsOf(rule, needs)
  const fired: Fired[] = []
  let since: number | null = null
  for (const group of subjects.slice(0, MOST_GROUPS)) {
    const told = await needs.histories.ask('story', needs.cluster, { group, from, to }, signal)
    if (told.since !== null) since = Math.min(since ?? Number.POSITIVE_INFINITY, told.since)
    fired.push(...firedIn(rule, group, told.moments, needs.watched))
  }
  fired.sort((a, b) => b.firedAt - a.firedAt)
  return {
    ...nothing,
    since,
    fired: fired.slice(0, MOST_FIRED),
    more: Math.max(0, fired.length - MOST_FIRED),
    subjects: subjects.length,
    notes: notesOf(rule, subjects.length),
  }
}

const factsWith = (groups: AlertFacts['groups'], watched: ReadonlySet<string>): AlertFacts => ({
  groups,
  watched,
  brokers: null,
  partitions: { underMinIsr: null, underReplicated: null, offline: null },
  frameworkAway: null,
})

const plain = { verdict: null, lag: null, partial: false, timeLag: null, dormant: false } as const

/** Chosen by the rule itself, so that a replay looks at the groups that the live rule looks at. */
function subjectsOf(rule: AlertRule, { groups, watched }: ReplayNeeds): readonly string[] {
  const names = new Set([...groups, ...watched])
  const all = [...names].map((group) => ({ ...plain, group }))
  return readRule(rule, factsWith(all, watched)).map(({ subject }) => subject)
}

/** Times in ms. */
export function firedIn(rule: AlertRule, group: string, moments: readonly StoryMoment[], watched: ReadonlySet<string>): readonly Fired[] {
  const fired: { -readonly [K in keyof Fired]: Fired[K] }[] = []
  let state: AlertState = calm
  for (const moment of moments) {
    const [reading] = readRule(rule, factsWith([{ ...moment, group, dormant: false }], watched))
    if (!reading) continue
    const step = stepAlert(rule, state, reading.level, moment.time)
    state = step.state
    const last = fired.at(-1)
    if (step.event === 'fired')
      fired.push({ subject: group, firedAt: moment.time, endedAt: null, value: reading.value, verdict: reading.verdict })
    else if (step.event === 'recovered' && last) last.endedAt = moment.time
  }
  return fired
}

function notesOf({ condition }: AlertRule, subjects: number): AlertReplay['notes'] {
  const notes: AlertReplay['notes'] = []
  if (condition.is === 'verdict') notes.push('statesNotRecorded')
  if (condition.is === 'timeLag') notes.push('timeLagFromPolling')
  if (subjects > MOST_GROUPS) notes.push('tooManyGroups')
  return notes
}
