import { useAt, type FormProps } from '../../app/actions.ts'
import { useDraft } from '../../app/actions-draft.ts'
import { useFormChange, usePlaceOfForm } from '../../app/actions-form.ts'
import { useQuery } from '../../host/hooks.ts'
import { ConfigEdits } from '../../state/forms.ts'
import { en } from '../../text/en.ts'
import { ConfigForm } from '../../ui/config/config-form.tsx'
import { isEditPath } from '../../ui/config/config-edits.ts'

const unedited: ConfigEdits = []

/** What a running broker may be told anew: its dynamic configs. */
export function ConfigureBroker({ of: [id = ''], onClose }: FormProps) {
  const at = useAt()
  const broker = Number(id)
  const change = useFormChange('brokers', 'configure', onClose, isEditPath)
  return (
    <ConfigForm
      what={en.broker.title(id)}
      place={usePlaceOfForm()}
      own="dynamicBroker"
      config={useQuery('brokers', 'config', { ...at, broker })}
      draft={useDraft({ first: unedited, shape: ConfigEdits })}
      change={change}
      onClose={onClose}
      onSubmit={(changes, title) => change.submit({ broker, changes }, title)}
    />
  )
}
