import { useMemo } from 'react'
import type { AlertRow } from '../../../shared/contract/alerts.ts'
import type { LagEvent } from '../../../shared/contract/lag.ts'
import { alertSentence } from '../../../shared/domain/alerts/words.ts'
import { placeOf, useApp, useAt } from '../../app/actions.ts'
import { useQuery, useView } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { dateTime, fullTime } from '../../ui/format/times.ts'
import { useNow, useZone } from '../../ui/format/zone.tsx'
import { ErrorBlock } from '../../ui/states/error-block.tsx'
import { Skeleton } from '../../ui/states/skeleton.tsx'
import { DataTable } from '../../ui/table/data-table.tsx'
import type { Column } from '../../ui/table/types.ts'
import { useSpan } from './lag-tab-data.ts'
import styles from './lag-tab.module.css'

const t = en.group.events

interface Row {
  readonly key: string
  readonly at: number
  readonly what: string
  readonly about: string
  readonly path: string
}

const keyOf = (row: Row): string => row.key

/** What happened to the group and to the brokers that lead what it reads, newest first; Enter opens the moment. */
export function EventsTab({ group }: { readonly group: string }) {
  const at = useAt()
  const app = useApp()
  const zone = useZone()
  const now = useNow()
  const span = useSpan('6h', at.at)
  const answer = useQuery('lag', 'events', { ...at, group, span })
  const alerts = useView('alerts', 'log', { cluster: at.cluster })
  const rows = useMemo(() => rowsOf(group, answer.data?.events ?? [], alerts.rows), [group, answer.data, alerts.rows])
  const columns = useMemo<readonly Column<Row>[]>(
    () => [
      {
        id: 'time',
        title: t.time,
        width: 150,
        value: (row) => row.at,
        cell: (row) => <span title={fullTime(row.at, zone)}>{dateTime(row.at, zone, now)}</span>,
      },
      { id: 'what', title: t.what, width: 320, grow: 2, value: (row) => row.what, cell: (row) => <b>{row.what}</b> },
      { id: 'about', title: t.about, width: 160, grow: 1, value: (row) => row.about },
    ],
    [zone, now],
  )
  if (answer.error) return <ErrorBlock error={answer.error} onRetry={() => void answer.refetch()} />
  if (!answer.data && answer.isPending) return <Skeleton form="lines" noun={t.noun} progress={null} />
  const since = answer.data?.since ?? null
  return (
    <>
      <p className={styles['nothing']}>
        {since === null ? t.notSeen : t.since(dateTime(since, zone, now))} {rows.length === 0 && t.none}
      </p>
      {rows.length > 0 && (
        <DataTable
          label={en.group.tabs.events}
          rows={rows}
          columns={columns}
          rowKey={keyOf}
          initialSort={{ column: 'time', descending: true }}
          onOpen={(row, how) => app.open(row.path, how)}
          storageKey="group.events"
        />
      )}
    </>
  )
}

function rowsOf(group: string, events: readonly LagEvent[], alerts: readonly AlertRow[]): readonly Row[] {
  const moment = (at: number): string => `${placeOf('groups', group)}?moment=${Math.round(at)}`
  const happened = events.map(({ at, kind, subject, partitions }, i): Row => {
    const about = kind === 'broker' || kind === 'replication' ? en.group.broker(Number(subject)) : group
    return { key: `e${i} ${at}`, at, what: t.kinds[kind](partitions ?? 0), about, path: moment(at) }
  })
  const told = alerts.flatMap((row): Row[] => {
    if (!('groups' in row.condition) || row.subject !== group) return []
    const fired = { key: row.id, at: row.firedAt, what: t.alert(alertSentence(row)), about: group, path: row.path }
    const over =
      row.ended === null || row.endedAt === null
        ? []
        : [{ ...fired, key: `${row.id} end`, at: row.endedAt, what: t.over(alertSentence(row)) }]
    return [fired, ...over]
  })
  return [...happened, ...told]
}
