import type { ChangeLevel, Plan, PlanChange } from '../../../shared/contract/changes.ts'
import type { AccessLevel, Environment } from '../../../shared/contract/profiles.ts'
import { isSecretKey } from '../../../shared/domain/secret-names.ts'
import { REMOVED } from '../lib/redact.ts'
import type { CommandDefinition, PlanDraft } from './command.ts'
import { PLAN_MS } from './plans.ts'

/** Before a button works that loses data of a production cluster. */
export const ARM_MS = 5_000
const MOST_CHANGES = 2_000
const MOST_TEXT = 4_000

export interface Circumstances {
  readonly id: string
  readonly cluster: string
  readonly environment: Environment
  readonly access: Exclude<AccessLevel, 'observe'>
  readonly typesAlways?: boolean
  /** Wall clock ms. */
  readonly now: number
}

/** The plan as the page gets it: bounded, without secrets, with what has to be typed. */
export function makePlan(command: Pick<CommandDefinition<unknown, unknown>, 'name' | 'level'>, draft: PlanDraft, c: Circumstances): Plan {
  const level = draft.level ?? command.level
  return {
    id: c.id,
    command: command.name,
    cluster: c.cluster,
    level,
    object: cut(draft.object),
    title: cut(draft.title),
    sentence: cut(draft.sentence),
    ...shownChanges(draft.changes),
    impact: draft.impact.slice(0, 200).map((impact) => ({ ...impact, text: cut(impact.text) })),
    verdict: draft.verdict,
    asOf: draft.asOf,
    wayBack: draft.wayBack,
    equivalent: draft.equivalent,
    via: draft.via,
    confirm: confirmation(level, draft, c),
    plannedAt: c.now,
    expiresAt: c.now + PLAN_MS,
  }
}

/** E-02: data or positions lost: always typed. Service disturbed: typed on production. */
export function confirmation(
  level: ChangeLevel,
  { object, phrase }: Pick<PlanDraft, 'object' | 'phrase'>,
  { environment, access, typesAlways = false }: Pick<Circumstances, 'environment' | 'access' | 'typesAlways'>,
): Plan['confirm'] {
  const production = environment === 'production'
  const types = level === 'C3' || (level === 'C2' && (production || typesAlways))
  return {
    ask: !(access === 'open' && level === 'C1'),
    typed: types ? (phrase ?? object) : null,
    armAfterMs: level === 'C3' && production ? ARM_MS : 0,
  }
}

/** What stands under a secret's name is shown as changed, and never as what it is. */
export function shownChanges(changes: readonly PlanChange[]): { changes: PlanChange[]; moreChanges: number } {
  const shown = changes.slice(0, MOST_CHANGES).map(({ what, before, after }) => {
    const secret = isSecretKey(what)
    const show = (value: string | null): string | null => (value === null ? null : secret ? REMOVED : cut(value))
    return { what: cut(what), before: show(before), after: show(after) }
  })
  return { changes: shown, moreChanges: changes.length - shown.length }
}

const cut = (text: string): string => (text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}…` : text)
