import { useCallback, useMemo, useState } from 'react'
import { checkForm, type Checked, type FieldErrors, type Form } from './form.ts'

export interface FormState {
  readonly form: Form
  readonly checked: Checked
  readonly changed: boolean
  /** How many fields are wrong, seen or not. */
  readonly errorCount: number
  /** Those of them that the user has been told about. */
  readonly shownErrors: number
  set(change: Partial<Form>): void
  /** The error of a field, once the user has left it or tried to save. */
  errorOf(field: string): string | undefined
  leave(field: string): void
  /** Shows all errors; true when there are none. */
  submit(): boolean
}

const noErrors: FieldErrors = {}

/** `restored`: what had been written before the page ended without notice; `first` stays what it is compared with. */
export function useForm(first: Form, restored: Form | null = null): FormState {
  const [form, setForm] = useState(restored ?? first)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [submitted, setSubmitted] = useState(false)
  const checked = useMemo(() => checkForm(form), [form])
  const errors = checked.errors ?? noErrors
  const set = useCallback((change: Partial<Form>) => setForm((before) => ({ ...before, ...change })), [])
  const leave = useCallback(
    (field: string) => {
      // Passing through a field is no mistake yet; and a message that appears on a press moves what the press was for.
      const top = field.split('.', 1)[0] as keyof Form // fields are named by the form's keys
      if (form[top] !== first[top]) setLeft((before) => new Set(before).add(field))
    },
    [form, first],
  )
  const isShown = (field: string): boolean => submitted || left.has(field)
  return {
    form,
    checked,
    changed: form !== first && JSON.stringify(form) !== JSON.stringify(first),
    errorCount: Object.keys(errors).length,
    shownErrors: Object.keys(errors).filter(isShown).length,
    set,
    leave,
    errorOf: (field) => (isShown(field) ? errors[field] : undefined),
    submit() {
      setSubmitted(true)
      return checked.errors === null
    },
  }
}
