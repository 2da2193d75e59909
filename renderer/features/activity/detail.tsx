import { useEffect, useRef, type ReactNode } from 'react'
import { useApp } from '../../app/actions.ts'
import type { AuditDetail, AuditRow } from '../../../shared/contract/audit.ts'
import { useQuery } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { Inspector } from '../../ui/inspector.tsx'
import { errorText } from '../../text/errors.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Band } from '../../ui/change/band.tsx'
import { ChangeList } from '../../ui/change/change-list.tsx'
import { CommandLine } from '../../ui/change/command-line.tsx'
import { ImpactList } from '../../ui/change/impact-list.tsx'
import { clockTime, fullTime } from '../../ui/format/times.ts'
import { useZone } from '../../ui/format/zone.tsx'
import { DataArea } from '../../ui/states/data-area.tsx'
import { Result } from './result.tsx'
import type { ActActs } from './use-act-acts.ts'
import styles from './style.module.css'

const t = en.activity

export interface DetailProps {
  readonly row: AuditRow
  readonly acts: ActActs
  onClose(): void
}

/** Everything that was written of one act. */
export function Detail({ row, acts, onClose }: DetailProps) {
  const zone = useZone()
  const { data, error, refetch } = useQuery('audit', 'entry', { act: row.act })
  // The entry grows while the act goes on; the row says when.
  const seen = useRef(row)
  useEffect(() => {
    if (seen.current === row) return
    seen.current = row
    void refetch()
  }, [row, refetch])
  return (
    <Inspector label={row.title} wide className={styles['detail']}>
      <header>
        <h2>{row.title}</h2>
        <IconButton icon="x" label={t.detail.close} onClick={onClose} />
        <p className={styles['facts']}>
          <Result row={row} />
          {row.level !== null && <Badge>{t.levels[row.level]}</Badge>}
          <span title={fullTime(row.at, zone)}>{fullTime(row.at, zone)}</span>
          <span>{t.detail.by(row.user)}</span>
        </p>
        {row.reason !== null && <p className={styles['told']}>{row.reason}</p>}
        {row.seen === undefined && <Acts row={row} acts={acts} />}
      </header>
      <Outcome row={row} acts={acts} />
      <DataArea
        about={{ state: data ? 'live' : error ? 'failed' : 'loading', asOf: row.at, errors: error ? [error] : [], progress: null }}
        noun={t.detail.noun}
        rows={data ? 1 : 0}
        empty={{ sentence: t.detail.noRequests }}
        skeleton="lines"
        onRetry={() => void refetch()}
      >
        {data && (row.seen === undefined ? <Written detail={data} /> : <Seen detail={data} from={row.seen.from} />)}
      </DataArea>
    </Inspector>
  )
}

function Acts({ row, acts }: { readonly row: AuditRow; readonly acts: ActActs }) {
  const off = acts.undoOff(row)
  return (
    <div className={styles['acts']}>
      <Button icon="undo" off={off} onClick={() => acts.undo(row)}>
        {t.undoAct}
      </Button>
      {off !== undefined && row.undo.by === null && <span className={styles['why']}>{off}</span>}
      {row.undo.by !== null && (
        <Button tone="link" onClick={() => acts.show(row.undo.by ?? '')}>
          {t.undoneBy}
        </Button>
      )}
      {row.undoes !== null && (
        <Button tone="link" onClick={() => acts.show(row.undoes ?? '')}>
          {t.undoes}
        </Button>
      )}
      {!row.ended && row.steps !== null && <Button onClick={() => acts.stop(row)}>{t.stop}</Button>}
    </div>
  )
}

/** How it ended, when that is not simply well. */
function Outcome({ row, acts }: { readonly row: AuditRow; readonly acts: ActActs }) {
  const late = row.state === 'accepted' && row.ended
  if (row.state === 'verified' || (row.note === null && row.error === null && !late && row.state !== 'unknown')) return null
  const told = row.error === null ? null : errorText(row.error)
  return (
    <section>
      <Band tone={row.state === 'failed' ? 'bad' : row.ended ? 'warn' : 'info'} icon={row.ended ? 'warn' : 'clock'}>
        {row.note ?? (told === null ? '' : `${told.title}. ${told.cause}`)}
      </Band>
      {told !== null && <p className={styles['told']}>{told.remedy}</p>}
      {(late || row.state === 'unknown') && (
        <p className={styles['told']}>
          {late ? t.whatNow.late : t.whatNow.unknown}{' '}
          {row.ended && (
            <Button tone="link" onClick={() => acts.lookAgain(row)}>
              {t.lookAgain}
            </Button>
          )}
        </p>
      )}
    </section>
  )
}

const Part = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section>
    <h3>{title}</h3>
    {children}
  </section>
)

/** What others did: nothing of it was sent from here. */
function Seen({ detail, from }: { readonly detail: AuditDetail; readonly from: number }) {
  const zone = useZone()
  return (
    <>
      <Part title={t.detail.change}>
        <p className={styles['sentence']}>{detail.sentence}</p>
        <ChangeList changes={detail.changes} more={detail.moreChanges} />
      </Part>
      <Part title={t.detail.seen}>
        <p>{t.seen.between(fullTime(from, zone), fullTime(detail.row.at, zone))}</p>
      </Part>
    </>
  )
}

function Written({ detail }: { readonly detail: AuditDetail }) {
  const app = useApp()
  const zone = useZone()
  return (
    <>
      <Part title={t.detail.change}>
        {detail.sentence !== '' && <p className={styles['sentence']}>{detail.sentence}</p>}
        {detail.changes.length > 0 && <ChangeList changes={detail.changes} more={detail.moreChanges} />}
      </Part>
      {detail.impact.length > 0 && (
        <Part title={t.detail.impact}>
          <ImpactList impact={detail.impact} onOpen={(path) => app.open(path)} />
        </Part>
      )}
      <Part title={t.detail.requests}>
        {detail.requests.length === 0 ? <p>{t.detail.noRequests}</p> : <Lines lines={detail.requests} />}
      </Part>
      {detail.response !== null && (
        <Part title={t.detail.response}>
          <Lines lines={[detail.response]} />
        </Part>
      )}
      <Part title={t.detail.events}>
        <ol className={styles['events']}>
          {detail.events.map((event, at) => (
            <li key={at}>
              <span title={fullTime(event.at, zone)}>{clockTime(event.at, zone)}</span>
              <b>{t.state[event.state]}</b>
              <span>{event.text}</span>
            </li>
          ))}
        </ol>
      </Part>
      {detail.wayBack !== null && (
        <Part title={t.detail.wayBack}>
          <p>{detail.wayBack}</p>
        </Part>
      )}
      {detail.equivalent !== null && (
        <Part title={t.detail.command}>
          <CommandLine text={detail.equivalent} />
        </Part>
      )}
    </>
  )
}

const Lines = ({ lines }: { readonly lines: readonly string[] }) => (
  <ul className={styles['lines']}>
    {lines.map((line, at) => (
      <li key={at}>{line}</li>
    ))}
  </ul>
)
