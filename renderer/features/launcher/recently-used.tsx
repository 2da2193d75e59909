import type { ProfileCard } from '../../../shared/contract/profiles.ts'
import { inCluster, useApp } from '../../app/actions.ts'
import { useView } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { Icon } from '../../ui/icons/icon.tsx'
import styles from './style.module.css'

const none = {}
const MOST = 6
/** One is on the screen anyhow. */
const LEAST = 2

interface Used {
  readonly id: string
  readonly name: string
  /** Null: a recording. */
  readonly env: ProfileCard['environment'] | null
  open(): void
}

interface RecentlyUsedProps {
  readonly cards: readonly ProfileCard[]
  onOpen(card: ProfileCard): void
}

/** Clusters and recordings that were looked at last, the newest first: a launcher of fifty is not searched for the one of yesterday. */
export function RecentlyUsed({ cards, onOpen }: RecentlyUsedProps) {
  const app = useApp()
  const { rows: recordings } = useView('recordings', 'list', none)
  const used = app.opened().flatMap((id): Used[] => {
    const card = cards.find((each) => each.id === id)
    if (card) return [{ id, name: card.name, env: card.environment, open: () => onOpen(card) }]
    const recording = recordings.find((each) => each.id === id)
    return recording ? [{ id, name: recording.title, env: null, open: () => app.open(inCluster(id)) }] : []
  })
  if (used.length < LEAST) return null
  return (
    <nav className={styles['recent']} aria-label={en.launcher.recent}>
      <span className={styles['count']}>{en.launcher.recent}</span>
      {used.slice(0, MOST).map(({ id, name, env, open }) => (
        <button key={id} type="button" className={styles['used']} data-env={env ?? undefined} title={name} onClick={open}>
          {env === null ? <Icon name="rec" size={12} /> : <span className={styles['usedEnv']} />}
          <span className={styles['usedName']}>{name}</span>
        </button>
      ))}
    </nav>
  )
}
