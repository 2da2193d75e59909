import type { SamsaHandlers } from '../../../shared/contract/index.ts'

/** One bad value in one field: what stands at that field, and what the button does. */
export interface Bad {
  /** The field's label. */
  readonly field: string
  readonly write: string
  /** The sentence at the field, or how it begins and goes on. */
  readonly says: string | RegExp
  /** Why the button is off; not named: it is on, and a press sends nothing. `says`: the same sentence. `gone`: there is none to press. */
  readonly off?: string
  /** What the core says of the plan, where only the cluster can know. */
  readonly core?: { readonly path: string; readonly message: string }
  /** Chosen first: another mode. */
  readonly choose?: (form: HTMLElement) => unknown
  /** Written first, by field. */
  readonly with?: Readonly<Record<string, string>>
}

export interface BadForm {
  readonly name: string
  /** Members of the contract that it asks for. */
  readonly changes: readonly string[]
  readonly at: string
  readonly onMesos?: true
  /** What else the core says there. */
  readonly world?: (handlers: SamsaHandlers) => SamsaHandlers
  /** Its dialog; none: it stands on the screen itself. */
  readonly title?: string
  readonly submit: string | RegExp
  readonly bad: readonly Bad[]
}
