import { useMemo } from 'react'
import type { KeptLogLine } from '../../../shared/contract/recordings.ts'
import { useQuery } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { dateTimeSeconds } from '../../ui/format/times.ts'
import { useNow, useZone } from '../../ui/format/zone.tsx'
import { ErrorBlock } from '../../ui/states/error-block.tsx'
import { DataTable } from '../../ui/table/data-table.tsx'
import type { Column } from '../../ui/table/types.ts'
import styles from './time.module.css'

const t = en.recordings.log

interface Row extends KeptLogLine {
  readonly key: string
}
const keyOf = ({ key }: Row): string => key

/** What Samsa itself wrote down while a recording was made. */
export function LogDialog({ recording, onClose }: { readonly recording: string; onClose(): void }) {
  const { data, error, refetch } = useQuery('recordings', 'log', { id: recording })
  const now = useNow()
  const zone = useZone()
  const rows = useMemo(() => data?.lines.map((line, n): Row => ({ ...line, key: String(n) })) ?? [], [data])
  const columns = useMemo<readonly Column<Row>[]>(
    () => [
      { id: 'time', title: t.time, width: 170, value: ({ at }) => at, cell: ({ at }) => dateTimeSeconds(at, zone, now) },
      { id: 'level', title: t.level, width: 80, value: ({ level }) => t.levels[level] },
      { id: 'message', title: t.message, width: 300, grow: 1, value: ({ message }) => message },
      {
        id: 'about',
        title: t.about,
        width: 300,
        grow: 2,
        value: ({ about }) => about,
        cell: ({ about }) => (
          <span className={styles['facts']} title={about}>
            {about}
          </span>
        ),
      },
    ],
    [zone, now],
  )
  return (
    <Dialog title={t.title} open width="wide" onClose={onClose} foot={<Button onClick={onClose}>{en.common.close}</Button>}>
      {error ? (
        <ErrorBlock error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <div className={styles['log']}>
          <DataTable
            label={t.title}
            rows={rows}
            columns={columns}
            rowKey={keyOf}
            initialSort={{ column: 'time', descending: false }}
            storageKey="recording.log"
          />
        </div>
      ) : (
        <p>{t.reading}</p>
      )}
    </Dialog>
  )
}
