import type { Settings } from '../../../shared/contract/settings.ts'
import { useView } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { Select } from '../../ui/field.tsx'

const t = en.settings.start
const none = {}

export interface StartProfileProps {
  readonly chosen: string | null
  onChange(change: Partial<Settings>): void
}

/** The cluster that Samsa opens, where that was chosen. */
export function StartProfile({ chosen, onChange }: StartProfileProps) {
  const { rows, about } = useView('profiles', 'list', none)
  const isGone = chosen !== null && about.state !== 'loading' && !rows.some(({ id }) => id === chosen)
  const value = isGone ? '' : (chosen ?? '')
  const options = rows.map(({ id, name }) => ({ value: id, title: name }))
  return (
    <Select
      label={t.profile}
      value={value}
      options={value === '' ? [{ value: '', title: t.none }, ...options] : options}
      error={isGone ? t.gone : undefined}
      note={chosen === null ? t.nothing : undefined}
      onChange={(next) => onChange({ startProfile: next === '' ? null : next })}
    />
  )
}
