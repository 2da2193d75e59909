import type { ActState, Plan } from '../../../shared/contract/changes.ts'
import type { ErrorFacts } from '../../text/errors.ts'

/** Where one change is, from the first question to its end. Pure: the dialog is drawn from it, `use-steps.ts` moves it. */
export type Step =
  | { readonly at: 'planning' }
  /** It cannot be planned; nothing was sent. */
  | { readonly at: 'refused'; readonly error: ErrorFacts }
  | Asking
  | { readonly at: 'applying'; readonly plan: Plan }
  | { readonly at: 'following'; readonly plan: Plan; readonly act: string; readonly state: ActState }
  /** It may have been sent: the core went away before it said so. */
  | { readonly at: 'lost'; readonly plan: Plan; readonly error: ErrorFacts }

export interface Asking {
  readonly at: 'asking'
  readonly plan: Plan
  /** What got worse between looking and pressing. */
  readonly worse: readonly string[]
  /** The first plan got too old and this one took its place. */
  readonly again: boolean
  /** Pressing did not do it, and why. */
  readonly error: ErrorFacts | null
}

export const isEnd = (state: ActState): boolean => state === 'verified' || state === 'failed' || state === 'unknown'

const rank: Readonly<Record<ActState, number>> = { sent: 0, accepted: 1, unknown: 2, failed: 3, verified: 3 }

export type Event =
  | { readonly type: 'plan' }
  | { readonly type: 'planned'; readonly plan: Plan; readonly again: boolean }
  | { readonly type: 'refused'; readonly error: ErrorFacts }
  | { readonly type: 'apply' }
  | { readonly type: 'worse'; readonly plan: Plan; readonly what: readonly string[] }
  | { readonly type: 'applied'; readonly act: string; readonly state: ActState }
  | { readonly type: 'notSent'; readonly error: ErrorFacts }
  | { readonly type: 'told'; readonly state: ActState }

const asking = (plan: Plan, change: Partial<Asking> = {}): Asking => ({
  at: 'asking',
  plan,
  worse: [],
  again: false,
  error: null,
  ...change,
})

export function next(step: Step, event: Event): Step {
  switch (event.type) {
    case 'plan':
      return { at: 'planning' }
    case 'planned':
      // What was said to be worse stays said, as does why pressing did not do it.
      return asking(
        event.plan,
        step.at === 'asking' ? { again: event.again, worse: step.worse, error: step.error } : { again: event.again },
      )
    case 'refused':
      return { at: 'refused', error: event.error }
    case 'apply':
      return step.at === 'asking' ? { at: 'applying', plan: step.plan } : step
    case 'worse':
      return asking(event.plan, { worse: event.what })
    case 'applied':
      return step.at === 'applying' ? { at: 'following', plan: step.plan, act: event.act, state: event.state } : step
    case 'notSent':
      if (step.at !== 'applying') return step
      return mayBeSent(event.error) ? { at: 'lost', plan: step.plan, error: event.error } : asking(step.plan, { error: event.error })
    case 'told':
      // An end is an end, and nothing goes back from accepted to sent.
      return step.at === 'following' && rank[event.state] > rank[step.state] ? { ...step, state: event.state } : step
  }
}

/** What the core refuses, it refuses before it sends. Without an answer of the core nobody knows. */
const mayBeSent = ({ code }: ErrorFacts): boolean => code === 'rpc.hostLost' || code === 'core.unexpected' || code === 'rpc.badOutput'

export const planOf = (step: Step): Plan | null => ('plan' in step ? step.plan : null)

/** It is confirmed by typing, when it is: the same characters, code point by code point. */
export const isTyped = (plan: Plan, typed: string): boolean => plan.confirm.typed === null || plan.confirm.typed === typed
