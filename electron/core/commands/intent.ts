import type { Plan } from '../../../shared/contract/changes.ts'
import type { Profile } from '../../../shared/contract/profiles.ts'
import type { IntentEvent } from './audit-events.ts'
import type { PlanDraft } from './command.ts'
import { shownChanges } from './make-plan.ts'

const MOST_REQUESTS = 1_000

export interface Confirmed {
  readonly act: string
  readonly at: number
  readonly user: string
  readonly profile: Profile
  readonly reason: string | null
  readonly canUndo: boolean
  readonly undoes: string | null
}

/** What the audit log says of an act before its first byte is sent. */
export function intentOf(plan: Plan, draft: PlanDraft, confirmed: Confirmed): Omit<IntentEvent, 'kind' | 'mono'> {
  const { act, at, user, profile, reason, canUndo, undoes } = confirmed
  const why = canUndo ? 'It can be taken back once it has happened.' : (plan.wayBack ?? 'This cannot be taken back.')
  return {
    row: {
      act,
      at,
      cluster: profile.id,
      profile: profile.name,
      environment: profile.environment,
      command: plan.command,
      object: plan.object,
      title: plan.title,
      level: plan.level,
      user,
      reason,
      via: plan.via,
      state: 'sent',
      ended: false,
      ms: null,
      note: null,
      error: null,
      steps: null,
      undo: { can: canUndo, why: canUndo ? null : why, by: null },
      undoes,
    },
    detail: {
      sentence: plan.sentence,
      ...shownChanges(draft.changes),
      impact: plan.impact,
      verdict: plan.verdict,
      asOf: draft.asOf,
      wayBack: plan.wayBack,
      equivalent: plan.equivalent,
      requests: draft.requests.slice(0, MOST_REQUESTS),
    },
    plan: plan.id,
  }
}

/** An unlock or a lock, which changes no cluster: an act that is over as soon as it is written. */
export function accessIntent(
  profile: Profile,
  { act, at, user, what, reason }: { act: string; at: number; user: string; what: 'unlock' | 'lock'; reason: string | null },
): Omit<IntentEvent, 'kind' | 'mono'> {
  const title = what === 'unlock' ? `Unlock ${profile.name} for 15 minutes` : `Lock ${profile.name}`
  return {
    row: {
      act,
      at,
      cluster: profile.id,
      profile: profile.name,
      environment: profile.environment,
      command: `access.${what}`,
      object: profile.name,
      title,
      level: null,
      user,
      reason,
      via: 'samsa',
      state: 'verified',
      ended: true,
      ms: 0,
      note: null,
      error: null,
      steps: null,
      undo: { can: false, why: 'There is nothing to take back.', by: null },
      undoes: null,
    },
    detail: {
      sentence: title,
      changes: [],
      moreChanges: 0,
      impact: [],
      verdict: null,
      asOf: null,
      wayBack: null,
      equivalent: null,
      requests: [],
    },
    plan: null,
  }
}
