import { useState } from 'react'
import { useAt, type FormProps } from '../../app/actions.ts'
import { useDraft } from '../../app/actions-draft.ts'
import { useFormChange, usePlaceOfForm } from '../../app/actions-form.ts'
import { useViewRow } from '../../host/hooks.ts'
import { Text } from '../../state/forms.ts'
import { en } from '../../text/en.ts'
import { TextField } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { count, UNKNOWN } from '../../ui/format/numbers.ts'
import { AssignmentPreview } from './assignment-preview.tsx'
import { MOST_PARTITIONS, wholeProblem } from './create-form.ts'

const t = en.topicChanges.add

/** More partitions for a topic that is there. */
export function AddPartitions({ of: [topic = ''], onClose }: FormProps) {
  const row = useViewRow('topics', 'list', useAt(), topic)
  const place = usePlaceOfForm()
  const change = useFormChange('topics', 'addPartitions', onClose, (path) => path === 'count')
  const draft = useDraft({ first: '', shape: Text })
  const text = draft.value
  const [tried, setTried] = useState(false)
  const now = row?.partitions ?? null
  const problem = moreProblem(text, now)
  return (
    <FormDialog
      title={t.title(topic)}
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
        if (problem === null) change.submit({ topic, count: Number(text), assignment: null }, t.title(topic))
      }}
    >
      <TextField
        label={t.label}
        value={text}
        inputMode="numeric"
        autoFocus
        placeholder={now === null ? undefined : String(now + 1)}
        note={`${t.note(now === null ? UNKNOWN : count(now))} ${t.noTakingBack}`}
        error={change.problems['count'] ?? (tried ? (problem ?? undefined) : undefined)}
        onChange={(next) => {
          change.forget()
          draft.set(next)
        }}
      />
      <AssignmentPreview
        topic={topic}
        from={now ?? 0}
        partitions={problem === null && now !== null ? Number(text) - now : null}
        replication={row?.replication ?? null}
      />
    </FormDialog>
  )
}

export function moreProblem(text: string, now: number | null): string | null {
  const problem = wholeProblem(text, 1, MOST_PARTITIONS)
  if (problem !== null || now === null) return problem
  return Number(text) > now ? null : en.topicChanges.errors.more(count(now))
}
