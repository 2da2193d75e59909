import type { Input } from '../../host/contract-types.ts'
import type { ReassignmentGoal } from '../../../shared/contract/reassignments.ts'
import type { PlanForm } from '../../state/forms.ts'
import { en } from '../../text/en.ts'

const t = en.reassignments

export type ProposeInput = Input<'reassignments', 'propose'>

export const blankForm: PlanForm = {
  goal: 'fill',
  brokers: [],
  exclude: [],
  replicas: '3',
  topics: '',
  throttle: '50',
  batch: '1000',
  given: [],
}

export type Problems = Partial<Record<'replicas' | 'topics' | 'throttle' | 'batch', string>>

export interface Checked {
  readonly problems: Problems
  /** What is missing before there is anything to plan. */
  readonly missing: string | null
  /** Null: not yet. */
  readonly ask: ProposeInput | null
}

const MIB = 1024 ** 2

/** Bytes a second; null: full speed. Undefined: no such number. */
export function throttleOf(text: string): number | null | undefined {
  if (text.trim() === '') return null
  const bytes = Math.round(Number(text) * MIB)
  return Number.isFinite(bytes) && bytes >= 1_000 && bytes <= 1e12 ? bytes : undefined
}

/** What is asked of the core, or what is wrong with the form, by field. */
export function checkForm(form: PlanForm, cluster: string, topics: readonly string[]): Checked {
  const problems: { -readonly [K in keyof Problems]: Problems[K] } = {}
  const throttle = throttleOf(form.throttle)
  if (throttle === undefined) problems.throttle = t.throttleBad
  const batch = whole(form.batch, 5_000)
  if (batch === null) problems.batch = t.batchBad
  const replicas = whole(form.replicas, 100)
  if (form.goal === 'replication' && replicas === null) problems.replicas = t.replicasBad
  const chosen = form.goal === 'given' ? null : matching(form.topics, topics)
  if (chosen !== null && chosen.length === 0) problems.topics = t.topicsNone
  const goal = goalOf(form, replicas)
  const unchosen = goal === null && (form.goal === 'fill' || form.goal === 'empty' || form.goal === 'given') ? t.choose[form.goal] : null
  const missing = unchosen ?? (Object.keys(problems).length > 0 ? t.correct : null)
  if (goal === null || throttle === undefined || batch === null || Object.keys(problems).length > 0) return { problems, missing, ask: null }
  return { problems, missing, ask: { cluster, goal, topics: chosen, exclude: [...form.exclude], throttle, batch } }
}

function goalOf({ goal, brokers, given }: PlanForm, replicas: number | null): ReassignmentGoal | null {
  switch (goal) {
    case 'fill':
    case 'empty':
      return brokers.length > 0 ? { is: goal, brokers: [...brokers] } : null
    case 'replication':
      return replicas === null ? null : { is: goal, replicas }
    case 'given':
      return given.length > 0 ? { is: goal, moves: given.map((m) => ({ ...m, replicas: [...m.replicas] })) } : null
    default:
      return { is: goal }
  }
}

export const whole = (text: string, most: number): number | null => {
  const value = Number(text)
  return /^\d{1,6}$/.test(text.trim()) && value >= 1 && value <= most ? value : null
}

/** Topics by names with `*`, by commas; null: all. */
export function matching(text: string, topics: readonly string[]): string[] | null {
  const patterns = text.split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()]))
  if (patterns.length === 0) return null
  const tests = patterns.map((pattern) => new RegExp(`^${pattern.split('*').map(quoted).join('.*')}$`))
  return topics.filter((name) => tests.some((test) => test.test(name))).slice(0, 5_000)
}

const quoted = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
