import { useAt } from '../../app/actions.ts'
import { toggleWatched, useIsWatched } from '../../state/watched.ts'
import { en } from '../../text/en.ts'
import { Icon } from '../../ui/icons/icon.tsx'
import styles from './style.module.css'

const t = en.groups

/** In the gutter before the name. */
export function Star({ group }: { readonly group: string }) {
  const { cluster } = useAt()
  const on = useIsWatched(cluster, group)
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles['star']}
      aria-pressed={on}
      aria-label={on ? t.unwatch(group) : t.watch(group)}
      onClick={(event) => {
        event.stopPropagation()
        toggleWatched(cluster, group)
      }}
    >
      <Icon name="star" size={13} />
    </button>
  )
}
