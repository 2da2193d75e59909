import { en } from '../../text/en.ts'
import { RebalanceForm } from './rebalance-form.tsx'
import type { Path } from './use-path.ts'
import styles from './style.module.css'

const t = en.reassignments.unsupported

interface NoPathProps {
  readonly cluster: string
  readonly path: Pick<Path, 'needs' | 'scheduler'>
  /** Whether the scheduler's way can be gone here, not only named. */
  readonly plans: boolean
}

/** In place of a plan, where Kafka cannot be asked: which release can, and the scheduler's way when there is one. */
export function NoPath({ cluster, path: { needs, scheduler }, plans }: NoPathProps) {
  return (
    <div className={styles['noPath']}>
      <div role="status">
        <h2>{t.title(needs)}</h2>
        <p>{t.sentence}</p>
        <p>{scheduler === null ? t.none : t.scheduler}</p>
      </div>
      {plans && scheduler !== null && <RebalanceForm cluster={cluster} running={scheduler.brokers} realign={scheduler.realign} />}
    </div>
  )
}
