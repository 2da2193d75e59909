import { en } from '../../text/en.ts'
import type { LogOrder } from '../../ui/chart/log/log-order.ts'
import { seriesOf, usePalette } from '../../ui/chart/palette.ts'
import { SaveMenu } from '../../ui/chart/save-menu.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import styles from './log-tab.module.css'

const t = en.lag.log
type Axis = 'end' | 'offset' | 'time' | 'table'

export interface LogBarProps {
  readonly groups: readonly string[]
  readonly focus: string | null
  readonly order: LogOrder
  readonly axis: Axis
  /** There is a picture to save. */
  readonly pictured: boolean
  onFocus(group: string): void
  onOrder(order: LogOrder): void
  onAxis(axis: Axis): void
  onSave(what: 'png' | 'csv'): void
}

/** Chips beyond these are reached by `f`, and stand in the table. */
const MOST_CHIPS = 8

const options = <T extends string>(titles: Readonly<Record<T, string>>) =>
  // Keys of a literal are its type.
  (Object.keys(titles) as T[]).map((value) => ({ value, title: titles[value] }))

/** Above the picture: which group is looked at, in which order, along which axis. */
export function LogBar({ groups, focus, order, axis, pictured, onFocus, onOrder, onAxis, onSave }: LogBarProps) {
  const shown = chipsOf(groups, focus)
  return (
    <div className={styles['bar']}>
      <span className={styles['label']}>{t.groups}</span>
      <div className={styles['chips']} role="group" aria-label={t.groups}>
        {shown.map((group) => (
          <GroupChip key={group} group={group} on={group === focus} onClick={() => onFocus(group)} />
        ))}
        {groups.length > shown.length && <span className={styles['label']}>{t.more(groups.length - shown.length)}</span>}
      </div>
      <span className={styles['label']}>{t.order}</span>
      <Segmented<LogOrder> label={t.order} value={order} options={options(t.orders)} onChange={onOrder} />
      <span className={styles['label']}>{t.axis}</span>
      <Segmented<Axis> label={t.axis} value={axis} options={options(t.axes)} onChange={onAxis} />
      <SaveMenu pictured={pictured} onSave={onSave} />
    </div>
  )
}

function chipsOf(groups: readonly string[], focus: string | null): readonly string[] {
  const first = groups.slice(0, MOST_CHIPS)
  return focus === null || first.includes(focus) ? first : [...first.slice(0, -1), focus]
}

function GroupChip({ group, on, onClick }: { readonly group: string; readonly on: boolean; onClick(): void }) {
  const { series } = usePalette()
  return (
    <button type="button" className={styles['chip']} aria-pressed={on} title={group} onClick={onClick}>
      <svg width="9" height="8" aria-hidden>
        <path d="M4.5 0 9 8H0Z" fill={series[seriesOf(group)]} />
      </svg>
      <span>{group}</span>
    </button>
  )
}
