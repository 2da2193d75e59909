import { useMemo } from 'react'
import type { AlertRow } from '../../../shared/contract/alerts.ts'
import type { LagEvent } from '../../../shared/contract/lag.ts'
import { alertSentence } from '../../../shared/domain/alerts/words.ts'
import { placeOf, useApp, useAt } from '../../app/actions.ts'
import { useQuery, useView } from '../../host/hooks.ts'
import { useKept } from '../../host/use-kept.ts'
import { en } from '../../text/en.ts'
import { dateTime } from '../../ui/format/times.ts'
import { useNow, useZone } from '../../ui/format/zone.tsx'
import { EventTable, type EventRow } from '../../ui/page/event-table.tsx'
import { ErrorBlock } from '../../ui/states/error-block.tsx'
import { Skeleton } from '../../ui/states/skeleton.tsx'
import { useRange } from './lag-tab-data.ts'

const t = en.group.events

/** What happened to the group and to the brokers that lead what it reads, newest first; Enter opens the moment. */
export function EventsTab({ group }: { readonly group: string }) {
  const at = useAt()
  const app = useApp()
  const zone = useZone()
  const now = useNow()
  const span = useRange('6h', at.at)
  const answer = useQuery('lag', 'events', { ...at, group, span })
  const kept = useKept(`${at.cluster} ${at.at} ${group}`, answer.data)
  const alerts = useView('alerts', 'log', { cluster: at.cluster })
  // What was told later than the moment that is looked at is none of it.
  const told = useMemo(() => (at.at === 'live' ? alerts.rows : upTo(alerts.rows, at.at)), [alerts.rows, at.at])
  const rows = useMemo(() => rowsOf(group, kept?.events ?? [], told), [group, kept, told])
  if (kept === null && answer.error) return <ErrorBlock error={answer.error} onRetry={() => void answer.refetch()} />
  if (kept === null) return <Skeleton form="lines" noun={t.noun} progress={null} />
  const { since } = kept
  const reach = since === null ? t.notSeen : t.since(dateTime(since, zone, now))
  return (
    <EventTable
      note={rows.length === 0 ? `${reach} ${t.none}` : reach}
      label={en.group.tabs.events}
      rows={rows}
      onOpen={(row, how) => app.open(row.path, how)}
      storageKey="group.events"
    />
  )
}

const upTo = (alerts: readonly AlertRow[], moment: number): readonly AlertRow[] =>
  alerts
    .filter(({ firedAt }) => firedAt <= moment)
    .map((row) => (row.endedAt !== null && row.endedAt > moment ? { ...row, ended: null, endedAt: null } : row))

function rowsOf(group: string, events: readonly LagEvent[], alerts: readonly AlertRow[]): readonly EventRow[] {
  const moment = (at: number): string => `${placeOf('groups', group)}?moment=${Math.round(at)}`
  const happened = events.map(({ at, kind, subject, partitions }, i): EventRow => {
    const about = kind === 'broker' || kind === 'replication' ? en.group.broker(Number(subject)) : group
    return { key: `e${i} ${at}`, at, what: t.kinds[kind](partitions ?? 0), about, path: moment(at) }
  })
  const told = alerts.flatMap((row): EventRow[] => {
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
