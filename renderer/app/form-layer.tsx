import { currentPath } from '../state/tabs.ts'
import { usePlace, type Feature } from './actions.ts'
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
  const store = useAppStore()
  const { cluster, query } = usePlace()
  const id = query.get('form')
  if (cluster === null || id === null) return null
  const found = features.flatMap(({ forms = [] }) => forms).find((form) => form.id === id)
  if (!found) return null
  const { view: View } = found
  const of = query.getAll('of')
  const close = (): void => {
    const state = store.getState()
    state.go(placeWithForm(currentPath(state), null))
  }
  return <View key={`${id} ${of.join('\n')}`} of={of} onClose={close} />
}
