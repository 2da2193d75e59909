import type { PartitionRow } from '../../../shared/contract/topics.ts'
import { en } from '../../text/en.ts'
import { bytes } from '../../ui/format/numbers.ts'
import styles from './style.module.css'

const t = en.topic.partitions

type ReplicaState = 'leader' | 'inSync' | 'outOfSync' | 'offline'

function stateOf(row: PartitionRow, replica: PartitionRow['replicas'][number]): ReplicaState {
  if (replica.offline) return 'offline'
  if (replica.broker === row.leader) return 'leader'
  return replica.inSync ? 'inSync' : 'outOfSync'
}

const SIDE = 10

/** A square a replica, in the order of preference, with the broker's id beside it. */
export function Replicas({ row }: { readonly row: PartitionRow }) {
  return (
    <span className={styles['replicas']} role="list">
      {row.replicas.map((replica) => {
        const state = stateOf(row, replica)
        const label = t.replicaLabel(replica.broker, t.replica[state])
        const title = replica.sizeBytes === null ? label : `${label}, ${bytes(replica.sizeBytes)}`
        return (
          <span key={replica.broker} role="listitem" aria-label={label} title={title} className={styles['replica']}>
            <Square state={state} />
            {replica.broker}
          </span>
        )
      })}
    </span>
  )
}

export function Square({ state }: { readonly state: ReplicaState }) {
  const crossed = state === 'outOfSync' || state === 'offline'
  return (
    <svg className={styles['square']} data-state={state} width={SIDE + 1} height={SIDE + 1} aria-hidden>
      <rect x={0.5} y={0.5} width={SIDE} height={SIDE} rx={2} />
      {crossed && <path d="m3 3 5 5M8 3 3 8" />}
    </svg>
  )
}

export function ReplicaLegend() {
  return (
    <span className={styles['legend']} role="note" aria-label={en.topic.replicaLegendLabel}>
      <Square state="leader" /> {t.legend.leader}
      <Square state="inSync" /> {t.legend.inSync}
      <Square state="outOfSync" /> {t.legend.out}
    </span>
  )
}
