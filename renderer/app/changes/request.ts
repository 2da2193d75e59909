import type { ChangeEnd } from '../actions.ts'

/** One change that somebody asked for: which, from what, and who waits for how it ends. */
export interface ChangeRequest {
  readonly id: number
  readonly subject: string
  readonly member: string
  readonly cluster: string
  readonly input: unknown
  /** What was pressed: stands in the dialog until the plan says it better. */
  readonly title: string
  /** A form asked: what is wrong with a field is shown there, not here. */
  readonly form: boolean
  /** The form was closed while the plan was made. */
  readonly signal: AbortSignal | null
  /** The plan stands on the screen now. */
  shown(): void
  settle(end: ChangeEnd): void
}
