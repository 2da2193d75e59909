import { useView } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { Select } from '../../ui/field.tsx'
import { dateTime } from '../../ui/format/times.ts'
import { useNow, useZone } from '../../ui/format/zone.tsx'
import styles from './style.module.css'

const t = en.compare
const MINUTE = 60_000

export interface Choice {
  readonly cluster: string
  readonly at: 'live' | number
}

export interface Named {
  readonly id: string
  readonly name: string
  readonly isRecording: boolean
  /** Where it is looked at first: a recording has no present. */
  readonly begins: Choice['at']
}

export interface SideProps {
  readonly label: string
  readonly clusters: readonly Named[]
  readonly choice: Choice | null
  onChange(choice: Choice): void
}

/** One side: a cluster, and now or a recorded moment of it. */
export function Side({ label, clusters, choice, onChange }: SideProps) {
  const chosen = clusters.find(({ id }) => id === choice?.cluster)
  const options = [
    ...(chosen ? [] : [{ value: '', title: t.choose }]),
    ...clusters.map(({ id, name, isRecording }) => ({ value: id, title: isRecording ? t.recorded(name) : name })),
  ]
  return (
    <section className={styles['side']} aria-label={label}>
      <h2 className={styles['sideTitle']}>{label}</h2>
      <Select
        label={t.cluster}
        value={chosen?.id ?? ''}
        options={options}
        onChange={(id) => id !== '' && onChange({ cluster: id, at: clusters.find((each) => each.id === id)?.begins ?? 'live' })}
      />
      {chosen && choice && <When key={chosen.id} one={chosen} choice={choice} onChange={onChange} />}
    </section>
  )
}

/** Moments that are kept of it, from the newest on. */
function When({ one, choice, onChange }: { readonly one: Named; readonly choice: Choice; onChange(choice: Choice): void }) {
  const reach = useView('history', 'recorder', { cluster: one.id }).rows[0]
  const zone = useZone()
  const now = useNow()
  const told = (at: number): string => dateTime(at, zone, now)
  const { first = null, last = null } = reach ?? {}
  const moments: { readonly value: string; readonly title: string }[] = one.isRecording ? [] : [{ value: 'live', title: t.moments.live }]
  if (first !== null && last !== null) {
    moments.push({ value: String(last), title: `${t.moments.last}: ${told(last)}` })
    for (const [minutes, title] of [
      [10, t.moments.ten],
      [60, t.moments.hour],
      [1_440, t.moments.day],
    ] as const)
      if (last - minutes * MINUTE > first)
        moments.push({ value: String(last - minutes * MINUTE), title: `${title}: ${told(last - minutes * MINUTE)}` })
    moments.push({ value: String(first), title: `${t.moments.first}: ${told(first)}` })
  }
  const value = String(choice.at)
  const shown =
    moments.some((each) => each.value === value) || choice.at === 'live' ? moments : [{ value, title: told(choice.at) }, ...moments]
  return (
    <Select
      label={t.when}
      value={value}
      options={shown.some((each) => each.value === value) ? shown : [{ value, title: t.choose }, ...shown]}
      onChange={(next) => onChange({ cluster: one.id, at: next === 'live' ? 'live' : Number(next) })}
    />
  )
}
