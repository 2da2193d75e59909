import { useMemo } from 'react'
import type { TopicEvent } from '../../../shared/contract/topics.ts'
import { useApp, useAt } from '../../app/actions.ts'
import { useQuery, useView } from '../../host/hooks.ts'
import { useKept } from '../../host/use-kept.ts'
import { en } from '../../text/en.ts'
import { dateTime } from '../../ui/format/times.ts'
import { useSpan } from '../../ui/format/use-span.ts'
import { useNow, useZone } from '../../ui/format/zone.tsx'
import { EventTable } from '../../ui/page/event-table.tsx'
import { ErrorBlock } from '../../ui/states/error-block.tsx'
import { Skeleton } from '../../ui/states/skeleton.tsx'
import { actsOn, topicEventRows } from './event-rows.ts'

const t = en.topic.events
const WEEK = { length: 7 * 86_400_000, every: 10_000 }
const NONE: readonly TopicEvent[] = []

/** What happened to the topic and to the brokers that hold it, and who changed what, newest first; Enter opens the moment, or the act. */
export function EventsTab({ topic }: { readonly topic: string }) {
  const at = useAt()
  const app = useApp()
  const zone = useZone()
  const now = useNow()
  const span = useSpan(WEEK, at.at)
  const answer = useQuery('topics', 'events', { ...at, topic, span })
  const kept = useKept(`${at.cluster} ${at.at} ${topic}`, answer.data)
  const audit = useView('audit', 'list', { cluster: at.cluster })
  const { from } = span
  const until = at.at === 'live' ? Number.POSITIVE_INFINITY : at.at
  const acts = useMemo(() => actsOn(audit.rows, topic).filter((act) => act.at >= from && act.at <= until), [audit.rows, topic, from, until])
  const events = kept?.events ?? NONE
  const rows = useMemo(() => topicEventRows(topic, events, acts), [topic, events, acts])
  if (kept === null && answer.error) return <ErrorBlock error={answer.error} onRetry={() => void answer.refetch()} />
  if (kept === null) return <Skeleton form="lines" noun={t.noun} progress={null} />
  const followed = kept.since === null ? t.notFollowed : t.followed(dateTime(kept.since, zone, now))
  return (
    <EventTable
      note={[rows.length === 0 ? t.none : null, t.reach, followed, kept.more > 0 ? t.more : null].filter((part) => part !== null).join(' ')}
      label={en.topic.tabs.events}
      rows={rows}
      onOpen={(row, how) => app.open(row.path, how)}
      storageKey="topic.events"
    />
  )
}
