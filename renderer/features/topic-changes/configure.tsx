import { useAt, type FormProps } from '../../app/actions.ts'
import { useDraft } from '../../app/actions-draft.ts'
import { useFormChange, usePlaceOfForm } from '../../app/actions-form.ts'
import { useQuery } from '../../host/hooks.ts'
import { ConfigEdits } from '../../state/forms.ts'
import { ConfigForm } from '../../ui/config/config-form.tsx'
import { isEditPath } from '../../ui/config/config-edits.ts'

const unedited: ConfigEdits = []

/** A topic's configs. */
export function ConfigureTopic({ of: [topic = ''], onClose }: FormProps) {
  const at = useAt()
  const change = useFormChange('topics', 'configure', onClose, isEditPath)
  return (
    <ConfigForm
      what={topic}
      place={usePlaceOfForm()}
      own="topic"
      config={useQuery('topics', 'config', { ...at, topic })}
      draft={useDraft({ first: unedited, shape: ConfigEdits })}
      change={change}
      onClose={onClose}
      onSubmit={(changes, title) => change.submit({ topic, changes }, title)}
    />
  )
}
