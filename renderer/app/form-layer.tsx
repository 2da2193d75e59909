import { useMemo, useRef, useState } from 'react'
import { draftPlace } from '../state/drafts.ts'
import { currentPath } from '../state/tabs.ts'
import { OpenFormContext, type OpenForm } from './actions-draft.ts'
import { usePlace, type Feature, type FeatureForm } from './actions.ts'
import { useAppStore } from './store-context.ts'

/** A place with a form over it, or (null) without one. */
export function placeWithForm(path: string, form: { readonly id: string; readonly of: readonly string[] } | null): string {
  const [bare = '/', search = ''] = path.split('?')
  const query = new URLSearchParams(search)
  query.delete('form')
  query.delete('of')
  if (form !== null) {
    query.set('form', form.id)
    for (const each of form.of) query.append('of', each)
  }
  const text = query.toString()
  return text === '' ? bare : `${bare}?${text}`
}

/** The form that the place names, over its screen. */
export function FormLayer({ features }: { readonly features: readonly Feature[] }) {
  const { cluster, query } = usePlace()
  const id = query.get('form')
  if (cluster === null || id === null) return null
  const found = features.flatMap(({ forms = [] }) => forms).find((form) => form.id === id)
  if (!found) return null
  const of = query.getAll('of')
  return <OpenedForm key={[cluster, id, ...of].join('\n')} form={found} cluster={cluster} of={of} />
}

interface OpenedFormProps {
  readonly form: FeatureForm
  readonly cluster: string
  readonly of: readonly string[]
}

function OpenedForm({ form: { id, view: View }, cluster, of }: OpenedFormProps) {
  const store = useAppStore()
  const over = useRef(() => {})
  const [place] = useState(() => draftPlace(cluster, id, of))
  const open = useMemo<OpenForm>(() => ({ place, whenOver: (act) => void (over.current = act) }), [place])
  const close = (): void => {
    over.current()
    const state = store.getState()
    state.go(placeWithForm(currentPath(state), null))
  }
  return (
    <OpenFormContext value={open}>
      <View of={of} onClose={close} />
    </OpenFormContext>
  )
}
