import { useState } from 'react'
import type { FormProps } from '../../app/actions.ts'
import { useDraft } from '../../app/actions-draft.ts'
import { useFormChange, usePlaceOfForm } from '../../app/actions-form.ts'
import { Text } from '../../state/forms.ts'
import { en } from '../../text/en.ts'
import { TextField } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { throttleOf } from './plan-form.ts'

const t = en.reassignments.throttleForm

/** Another speed for what moves now. */
export function ThrottleForm({ onClose }: FormProps) {
  const place = usePlaceOfForm()
  const change = useFormChange('reassignments', 'throttle', onClose, (path) => path === 'throttle')
  const draft = useDraft({ first: '', shape: Text })
  const text = draft.value
  const [tried, setTried] = useState(false)
  const throttle = throttleOf(text)
  const bad = typeof throttle === 'number' ? undefined : t.bad
  return (
    <FormDialog
      title={t.title}
      place={place}
      changed={text !== ''}
      draft={draft}
      hidden={change.hidden}
      submit={t.submit}
      busy={change.busy}
      error={change.error}
      onClose={onClose}
      onSubmit={() => {
        setTried(true)
        if (typeof throttle === 'number') change.submit({ throttle }, t.title)
      }}
    >
      <TextField
        label={t.label}
        note={t.note}
        value={text}
        inputMode="decimal"
        autoFocus
        error={change.problems['throttle'] ?? (tried ? bad : undefined)}
        onChange={(next) => {
          change.forget()
          draft.set(next)
        }}
      />
    </FormDialog>
  )
}
