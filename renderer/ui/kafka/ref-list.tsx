import { Ref } from '../badge.tsx'
import { UNKNOWN } from '../format/numbers.ts'
import styles from './kafka.module.css'

export interface RefItem {
  readonly name: string
  /** Told on hovering. */
  readonly title: string
}

export interface RefListProps {
  readonly items: readonly RefItem[]
  /** How many more there are than `items`. */
  readonly more: number
  readonly shown?: number
  onOpen?(name: string, how: { newTab: boolean }): void
}

/** Things as small references, the first ones by name and the rest as a number. */
export function RefList({ items, more, shown = 1, onOpen }: RefListProps) {
  if (items.length === 0) return <span className={styles['quiet']}>{UNKNOWN}</span>
  const rest = items.slice(shown)
  const hidden = more + rest.length
  return (
    <span className={styles['refs']}>
      {items.slice(0, shown).map((item, at) => (
        // By their place: a row that shows another thing keeps what it is drawn with.
        <Ref key={at} title={item.title} {...(onOpen ? { onOpen: (how: { newTab: boolean }) => onOpen(item.name, how) } : {})}>
          {item.name}
        </Ref>
      ))}
      {hidden > 0 && (
        <span className={styles['more']} title={rest.map((item) => item.title).join('\n')}>
          +{hidden}
        </span>
      )}
    </span>
  )
}
