import { useApp } from '../../app/actions.ts'
import type { RunRow } from '../../../shared/contract/reassignments.ts'
import { useClient } from '../../host/api.tsx'
import { toAppError } from '../../host/app-error.ts'
import { en } from '../../text/en.ts'
import { errorText } from '../../text/errors.ts'
import { Button } from '../../ui/button.tsx'
import { bytes, count } from '../../ui/format/numbers.ts'
import { Time } from '../../ui/format/time.tsx'
import { saveMoves } from './use-files.ts'
import styles from './style.module.css'

const t = en.reassignments

/** Reassignments of Samsa that are over. Their reverse is offered where every act is: in Activity. */
export function PastRuns({ cluster, runs }: { readonly cluster: string; readonly runs: readonly RunRow[] }) {
  const client = useClient()
  const app = useApp()
  const exportOf = (run: string): void => {
    client.reassignments.movesOf({ cluster, run }).then(
      (moves) => saveMoves(moves.map(({ topic, partition, from, replicas }) => ({ topic, partition, from, to: replicas }))),
      (error: unknown) => {
        const { title, cause } = errorText(toAppError(error, 'reassignments.movesOf'))
        app.notify({ tone: 'bad', title, detail: cause })
      },
    )
  }
  return (
    <section className={styles['past']}>
      <h2>{t.running.over}</h2>
      <ul>
        {runs.map((run) => (
          <li key={run.id}>
            <Time at={run.startedAt} form="date" />
            <span className={styles['number']}>{t.running.partitionsOf(count(run.partitions.done), count(run.partitions.total))}</span>
            <span className={styles['number']}>{bytes(run.bytes.total)}</span>
            <span>{run.outcome === null ? '' : t.running.outcome[run.outcome]}</span>
            <span className={styles['grow']} />
            <Button tone="quiet" onClick={() => exportOf(run.id)}>
              {t.export}
            </Button>
            <Button tone="quiet" onClick={() => app.open(`/activity?act=${encodeURIComponent(run.id)}`)} title={t.running.undoHint}>
              {en.activity.title}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
