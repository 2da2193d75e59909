import { useEffect, useMemo, useRef, useState } from 'react'
import type { GroupRow } from '../../../shared/contract/groups.ts'
import { useAt, useErrorAction, usePlace } from '../../app/actions.ts'
import { useViewRow } from '../../host/hooks.ts'
import { useReadNow } from '../../host/use-read-now.ts'
import { en } from '../../text/en.ts'
import { createTimeCursor, TimeCursorContext } from '../../ui/chart/cursor.ts'
import { usePageKeys } from '../../ui/page/use-page-keys.ts'
import { ErrorBlock } from '../../ui/states/error-block.tsx'
import { Skeleton } from '../../ui/states/skeleton.tsx'
import { ranges, usualRange, useEvents, useHistory, useSeenBackfill, useRange, useStanding, type Range } from './lag-tab-data.ts'
import { HeatSection } from './lag-tab-heat.tsx'
import { AgesSection, RatesSection } from './lag-tab-lines.tsx'
import { TotalSection } from './lag-tab-total.tsx'
import { WhyPanel } from './lag-tab-why.tsx'
import styles from './lag-tab.module.css'

const t = en.lag.tab
const k = en.pageKeys
const isRange = (name: string | null): name is Range => name !== null && Object.hasOwn(ranges, name)

/** When it begins to lose messages. What is lost already is told by the head, and did not begin now. */
const edgeAt = (row: GroupRow | undefined): number | null =>
  row?.edge.kind === 'in' && row.edge.seconds > 0 && row.asOf !== null ? row.asOf + row.edge.seconds * 1_000 : null

/** How the lag came about: its total, where it sits, and why, on one time axis. */
export function LagTab({ group }: { readonly group: string }) {
  const at = useAt()
  const place = usePlace()
  const readNow = useReadNow(at.cluster)
  const onAction = useErrorAction()
  const asked = place.query.get('range')
  const [usual, setUsual] = useState<Range | null>(null)
  const range: Range = isRange(asked) ? asked : (usual ?? '1h')
  const live = useRange(range, at.at)
  const standing = useStanding(place.query, range)
  const span = standing ?? live
  const question = standing ? `${standing.from} ${standing.to}` : range
  const history = useHistory({ ...at, group }, question, span)
  useSeenBackfill(at.cluster, at.at, history.retry)
  const events = useEvents({ ...at, group }, question, span)
  // Chosen once: a picture does not change its range by itself while somebody looks at it.
  if (usual === null && history.data !== null) setUsual(usualRange(history.data.since, span.to))
  const row = useViewRow('groups', 'one', { ...at, group }, group)
  const zoom = useRef((_from: number, _to: number): void => {})
  zoom.current = (from, to) => place.setQuery({ from: String(Math.round(from)), to: String(Math.round(to)), moment: null })
  const cursor = useMemo(() => createTimeCursor((from, to) => zoom.current(from, to)), [])
  const moment = Number(place.query.get('moment')) || null
  useEffect(() => {
    if (moment !== null) cursor.set(moment)
  }, [cursor, moment])
  const toLive = (): void => place.setQuery({ moment: null, from: null, to: null })
  const [why, setWhy] = useState(true)
  const table = place.query.get('as') === 'table'
  const setTable = (on: boolean): void => place.setQuery({ as: on ? 'table' : null })
  usePageKeys({ v: () => setTable(!table), W: () => setWhy((on) => !on), 0: toLive }, [
    ['v', k.asTable],
    ['W', k.why],
    ['0', k.toNow],
  ])
  if (history.data === null) {
    return (
      <div className={styles['instead']}>
        {history.error ? (
          <ErrorBlock error={history.error} kind="error" onRetry={readNow} onAction={onAction} />
        ) : (
          <Skeleton form="lines" noun={t.historyNoun} progress={null} />
        )}
      </div>
    )
  }
  return (
    <TimeCursorContext value={cursor}>
      <div className={styles['body']} data-why={why || undefined}>
        <div className={styles['pictures']}>
          <TotalSection
            group={group}
            history={history.data}
            range={range}
            table={table}
            standing={standing !== null}
            events={events}
            edge={edgeAt(row)}
            moment={moment}
            onLive={toLive}
            onRange={(next) => place.setQuery({ range: next === usual ? null : next, moment: null, from: null, to: null })}
            onTable={setTable}
          />
          {history.data.since !== null && (
            <>
              <HeatSection group={group} question={question} span={span} table={table} />
              <AgesSection group={group} history={history.data} table={table} />
              <RatesSection group={group} history={history.data} table={table} />
            </>
          )}
        </div>
        {why && <WhyPanel group={group} tick={Math.floor(span.to / 30_000)} />}
      </div>
    </TimeCursorContext>
  )
}
