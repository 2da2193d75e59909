import { useEffect, useState } from 'react'
import type { BrowseInput, MessageRow } from '../../../shared/contract/messages.ts'
import { en } from '../../text/en.ts'
import { errorText } from '../../text/errors.ts'
import { bytes, count } from '../../ui/format/numbers.ts'
import { ListArea } from '../../ui/page/list-area.tsx'
import { columns } from './columns.tsx'
import { ExportMenu } from './export-menu.tsx'
import { Detail } from './detail.tsx'
import { useBrowse, type Found } from './use-browse.ts'
import styles from './style.module.css'

const t = en.messages

const keyOf = (row: MessageRow): string => `${row.partition}@${row.offset}`

export interface ResultsProps {
  readonly topic: string
  /** Null: stopped; what was found stays. */
  readonly input: BrowseInput | null
  readonly follows: boolean
  onRunning(running: boolean): void
}

/** What one question found, as it comes. */
export function Results({ topic, input, follows, onRunning }: ResultsProps) {
  const { found, status } = useBrowse(input)
  const [selected, setSelected] = useState<string | null>(null)
  const row = selected === null ? undefined : found.rows.find((each) => keyOf(each) === selected)
  const running = status.state === 'running'
  useEffect(() => onRunning(running), [onRunning, running])
  const state = status.state === 'failed' ? 'failed' : running && found.rows.length === 0 ? 'loading' : 'live'
  const progress = found.left > 0 ? { done: found.scanned, total: found.scanned + found.left } : null
  return (
    <div className={styles['body']}>
      <ListArea
        about={{ state, asOf: null, errors: status.error ? [status.error] : [], progress }}
        error={status.error}
        noun={t.noun}
        empty={{ sentence: found.scanned > 0 ? t.noneOf(count(found.scanned)) : t.none }}
        label={t.title}
        rows={found.rows}
        columns={columns}
        rowKey={keyOf}
        selected={selected}
        onSelect={setSelected}
        rowTone={(each) => (each.unreadable === null ? 'normal' : 'bad')}
        storageKey="messages"
        foot={
          <>
            <Foot found={found} running={running} follows={follows} />
            <ExportMenu topic={topic} rows={found.rows} masked={found.masked} />
          </>
        }
      />
      {row && <Detail key={keyOf(row)} row={row} onClose={() => setSelected(null)} />}
    </div>
  )
}

function Foot({ found, running, follows }: { readonly found: Found; readonly running: boolean; readonly follows: boolean }) {
  const ended = found.ended === null ? null : t.ended[found.ended]
  return (
    <>
      <span role="status">{running && follows && found.left === 0 ? t.following : (ended ?? t.left(count(found.left)))}</span>
      <span>{t.looked(count(found.scanned))}</span>
      <span>{t.matched(count(found.matched))}</span>
      <span>{t.bytes(bytes(found.bytes))}</span>
      {found.dropped > 0 && <span className={styles['warn']}>{t.dropped(found.dropped, count(found.dropped))}</span>}
      {found.masked && <span className={styles['warn']}>{t.masked}</span>}
      {[...found.failed].map(([partition, error]) => (
        <span key={partition} className={styles['bad']}>
          {t.failedPartition(partition, errorText(error).title)}
        </span>
      ))}
    </>
  )
}
