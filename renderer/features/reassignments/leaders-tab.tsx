import { useApp, useMayChange } from '../../app/actions.ts'
import type { NotPreferred } from '../../../shared/contract/reassignments.ts'
import { useQuery } from '../../host/hooks.ts'
import { toAppError } from '../../host/app-error.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { count } from '../../ui/format/numbers.ts'
import { Kbd } from '../../ui/kbd.tsx'
import { ListArea } from '../../ui/page/list-area.tsx'
import { Toolbar } from '../../ui/page/page-head.tsx'
import { usePageKeys } from '../../ui/page/use-page-keys.ts'
import type { Column } from '../../ui/table/types.ts'
import styles from './style.module.css'

const t = en.reassignments.leaders
const k = en.pageKeys
const c = en.reassignments.column
const keyOf = (row: NotPreferred): string => `${row.topic}-${row.partition}`

const columns: readonly Column<NotPreferred>[] = [
  {
    id: 'partition',
    title: c.partition,
    width: 200,
    grow: 2,
    value: (row) => `${row.topic}-${String(row.partition).padStart(6, '0')}`,
    cell: (row) => <b className={styles['name']}>{keyOf(row)}</b>,
  },
  {
    id: 'leader',
    title: c.leader,
    width: 110,
    value: (row) => row.leader,
    cell: (row) => (row.leader < 0 ? t.nobody : String(row.leader)),
  },
  { id: 'preferred', title: c.preferred, width: 110, value: (row) => row.preferred, cell: (row) => String(row.preferred) },
  {
    id: 'state',
    title: c.state,
    width: 160,
    grow: 1,
    value: (row) => (row.inSync ? t.yes : t.no),
    cell: (row) => <span className={row.inSync ? undefined : styles['warnCell']}>{row.inSync ? t.yes : t.no}</span>,
  },
]

/** Partitions that another than their preferred replica leads, and the election that gives them back. */
export function LeadersTab({ cluster, can }: { readonly cluster: string; readonly can: boolean }) {
  const app = useApp()
  const may = useMayChange()
  const { data, error, refetch } = useQuery('reassignments', 'notPreferred', { cluster })
  const rows = data?.partitions ?? []
  const off = may !== true ? may : can ? undefined : en.reassignments.unsupported.title('Kafka 2.2')
  const elect = (some: readonly NotPreferred[]): void => {
    const partitions = some.filter((row) => row.inSync).map(({ topic, partition }) => ({ topic, partition }))
    if (partitions.length === 0) return
    void app.change('reassignments', 'elect', { partitions }, { title: t.electTitle(partitions.length, count(partitions.length)) })
  }
  const able = rows.filter((row) => row.inSync)
  const electOff = off ?? (able.length === 0 ? t.electNothing : undefined)
  usePageKeys({ e: () => electOff === undefined && elect(able) }, [['e', k.elect]])
  const failed = error === null ? null : toAppError(error, 'reassignments.notPreferred')
  const state = failed !== null ? 'failed' : data === undefined ? 'loading' : 'live'
  return (
    <>
      {rows.length > 0 && (
        <Toolbar>
          <Button tone="primary" off={electOff} onClick={() => elect(able)}>
            {t.elect}
          </Button>
          {data !== undefined && data.more > 0 && <span className={styles['second']}>{t.more(data.more, count(data.more))}</span>}
        </Toolbar>
      )}
      <ListArea
        about={{ state, asOf: data?.asOf ?? null, errors: failed === null ? [] : [failed], progress: null }}
        noun={t.noun}
        empty={{ sentence: t.empty }}
        onRetry={() => void refetch()}
        label={en.reassignments.tabs.leaders}
        rows={rows}
        columns={columns}
        rowKey={keyOf}
        storageKey="reassignment-leaders"
        actions={(row, marked) => [
          {
            id: 'elect',
            title: t.elect,
            icon: 'check',
            keys: 'e',
            off: off ?? (row.inSync ? undefined : t.no),
            run: () => elect(marked.length > 0 ? marked : [row]),
          },
        ]}
        foot={
          <span className={styles['keys']}>
            <Kbd keys="e" /> {en.reassignments.key.elect}
          </span>
        }
      />
    </>
  )
}
