import { AuditRow, type AuditDetail } from '../../../shared/contract/audit.ts'
import type { ActState } from '../../../shared/contract/changes.ts'
import type { RowError } from '../../../shared/contract/common.ts'
import type { Json } from '../lib/envelope.ts'
import type { JournalEntry } from '../lib/journal/line.ts'

/** What an act was meant to do: on the disk before its first byte is sent. */
export interface IntentEvent {
  readonly kind: 'intent'
  readonly row: AuditRow
  readonly detail: Omit<AuditDetail, 'row' | 'events' | 'response'>
  /** Monotonic ms: tells how long things took where the wall clock jumped. */
  readonly mono: number
  /** The plan that was confirmed. */
  readonly plan: string | null
}

export interface StepEvent {
  readonly kind: 'step'
  readonly act: string
  readonly done: number
  readonly of: number
  readonly now: string
  readonly mono: number
}

export interface OutcomeEvent {
  readonly kind: 'outcome'
  readonly act: string
  readonly state: ActState
  readonly ended: boolean
  readonly note: string | null
  readonly error: RowError | null
  readonly response: string | null
  readonly ms: number | null
  readonly mono: number
}

/** A change of the cluster that nothing done from here explains: it begins and ends with being seen. */
export interface SeenEvent {
  readonly kind: 'seen'
  readonly row: AuditRow
  readonly detail: IntentEvent['detail']
  readonly mono: number
}

export type AuditEvent = IntentEvent | StepEvent | OutcomeEvent | SeenEvent

/** Null: not of an act (what a journal writes of itself), or of a later release. */
export function eventIn({ body }: JournalEntry): AuditEvent | null {
  const kind = fieldOf(body, 'kind')
  if (kind === 'intent' || kind === 'seen') {
    // Its hash fits, so it is what was written; the row may be of another release all the same.
    return AuditRow.safeParse(fieldOf(body, 'row')).success ? (body as unknown as IntentEvent | SeenEvent) : null
  }
  const known = (kind === 'step' || kind === 'outcome') && typeof fieldOf(body, 'act') === 'string'
  return known ? (body as unknown as StepEvent | OutcomeEvent) : null
}

export const fieldOf = (value: Json | undefined, key: string): Json | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, Json>>)[key]
    : undefined

export const actOf = (event: AuditEvent): string => ('row' in event ? event.row.act : event.act)

/** The row after an event; rows that nothing happened to keep identity. */
export function rowAfter(row: AuditRow | undefined, event: AuditEvent): AuditRow | undefined {
  if ('row' in event) return event.row
  if (row === undefined) return undefined
  if (event.kind === 'step') return { ...row, steps: { done: event.done, of: event.of, now: event.now } }
  const { state, ended, note, error, ms } = event
  return { ...row, state, ended, note, error, ms }
}

/** That an act was taken back shows at the one that was. */
export const takenBack = (row: AuditRow, by: string): AuditRow => ({
  ...row,
  undo: { can: false, why: 'It was taken back already.', by },
})
