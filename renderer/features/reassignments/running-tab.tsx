import type { MovingRow, RunRow } from '../../../shared/contract/reassignments.ts'
import { useErrorAction } from '../../app/actions.ts'
import { useView } from '../../host/hooks.ts'
import { useReadNow } from '../../host/use-read-now.ts'
import { en } from '../../text/en.ts'
import { DataArea } from '../../ui/states/data-area.tsx'
import { DataTable } from '../../ui/table/data-table.tsx'
import { Leftovers } from './leftovers.tsx'
import { movingColumns } from './move-columns.tsx'
import { PastRuns } from './past-runs.tsx'
import { RunCard } from './run-card.tsx'
import styles from './style.module.css'

const t = en.reassignments.running
const keyOf = (row: MovingRow): string => row.key

type Runs = Pick<ReturnType<typeof useView<'reassignments', 'runs'>>, 'rows' | 'about' | 'error'>

/** What moves now, by whom and how far; what was; throttles that nobody needs any more. */
export function RunningTab({ cluster, runs }: { readonly cluster: string; readonly runs: Runs }) {
  const moving = useView('reassignments', 'moving', { cluster })
  const readNow = useReadNow(cluster)
  const onAction = useErrorAction()
  const open = runs.rows.filter((row) => row.state !== 'over').toSorted(oursFirst)
  const over = runs.rows.filter((row) => row.state === 'over').toSorted((a, b) => (b.startedAt ?? 0) - (a.startedAt ?? 0))
  return (
    <div className={styles['running']}>
      {open.length === 0 && runs.about.state === 'live' && <Leftovers cluster={cluster} />}
      <DataArea
        about={runs.about}
        error={runs.error}
        noun={en.reassignments.noun}
        rows={runs.rows.length}
        empty={{ sentence: t.empty }}
        skeleton="cards"
        onRetry={readNow}
        onAction={onAction}
      >
        <div className={styles['runs']}>
          {open.length === 0 && <p className={styles['quietLine']}>{t.empty}</p>}
          {open.map((run) => (
            <RunCard key={run.id} run={run} />
          ))}
          {moving.rows.length > 0 && (
            <div className={styles['moves']}>
              <DataTable label={t.movingNoun} rows={moving.rows} columns={movingColumns} rowKey={keyOf} storageKey="reassignment-moving" />
            </div>
          )}
          {over.length > 0 && <PastRuns cluster={cluster} runs={over} />}
        </div>
      </DataArea>
    </div>
  )
}

const oursFirst = (a: RunRow, b: RunRow): number => Number(a.id === '') - Number(b.id === '')
