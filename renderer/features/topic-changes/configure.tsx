import { useMemo } from 'react'
import { useAt, type FormProps } from '../../app/actions.ts'
import { useDraft } from '../../app/actions-draft.ts'
import { useFormChange, usePlaceOfForm } from '../../app/actions-form.ts'
import { useQuery } from '../../host/hooks.ts'
import { ConfigEdits } from '../../state/forms.ts'
import { en } from '../../text/en.ts'
import { ConfigEditList } from '../../ui/config/config-edit-list.tsx'
import { editsOf, isEditPath } from '../../ui/config/config-edits.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'

const t = en.topicChanges.configure
const unedited: ConfigEdits = []

/** A topic's configs, each to be written over or given back to its default. */
export function ConfigureTopic({ of: [topic = ''], onClose }: FormProps) {
  const at = useAt()
  const place = usePlaceOfForm()
  const config = useQuery('topics', 'config', { ...at, topic })
  const change = useFormChange('topics', 'configure', onClose, isEditPath)
  const draft = useDraft({ first: unedited, shape: ConfigEdits })
  const edits = useMemo(() => new Map(draft.value), [draft.value])
  const wanted = useMemo(() => editsOf(config.data?.entries ?? [], edits, 'topic'), [config.data, edits])
  const n = wanted.length
  const title = t.title(topic)
  return (
    <FormDialog
      title={title}
      place={place}
      width="wide"
      changed={n > 0}
      draft={draft}
      hidden={change.hidden}
      submit={n === 0 ? en.forms.review : t.submit(n)}
      off={n === 0 ? t.nothing : undefined}
      busy={change.busy}
      error={change.error}
      onClose={onClose}
      onSubmit={() => change.submit({ topic, changes: wanted }, title)}
    >
      <ConfigEditList
        label={title}
        answer={config.data ?? null}
        error={config.error}
        own="topic"
        edits={edits}
        wanted={wanted}
        problems={change.problems}
        onEdits={(next) => {
          change.forget()
          draft.set([...next])
        }}
        onRetry={() => void config.refetch()}
      />
    </FormDialog>
  )
}
