import { en } from '../../text/en.ts'
import styles from './style.module.css'

const t = en.reassignments.replicaLabel

export interface ReplicaChangeProps {
  /** After it; the first is the preferred leader. */
  readonly to: readonly number[]
  readonly adding: readonly number[]
  readonly removing: readonly number[]
}

/** Replicas after a move: new ones with a plus, those that go struck out, the preferred leader bold. */
export function ReplicaChange({ to, adding, removing }: ReplicaChangeProps) {
  return (
    <span className={styles['replicas']} role="list">
      {to.map((id, place) => {
        const kind = adding.includes(id) ? 'added' : 'stays'
        const label = place === 0 ? `${t[kind](id)}, ${t.leads}` : t[kind](id)
        return (
          <span key={id} role="listitem" title={label} aria-label={label} data-kind={kind} data-leads={place === 0 || undefined}>
            {kind === 'added' && '+'}
            {id}
          </span>
        )
      })}
      {removing.map((id) => (
        <span key={`gone ${id}`} role="listitem" title={t.removed(id)} aria-label={t.removed(id)} data-kind="removed">
          −{id}
        </span>
      ))}
    </span>
  )
}
