import { useEffect, useState, type ReactNode } from 'react'
import { useApp, useAt, usePlace, type ScreenProps } from '../../app/actions.ts'
import type { TaskRow } from '../../../shared/contract/mesos-rows.ts'
import { useQuery, useView } from '../../host/hooks.ts'
import { useDownload } from '../../host/use-download.ts'
import { useLogFile, type LogFile } from '../../host/use-log-file.ts'
import { en } from '../../text/en.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { saveBlob } from '../../ui/chart/export.ts'
import { bytes, count } from '../../ui/format/numbers.ts'
import { Missing, PageHead } from '../../ui/page/page-head.tsx'
import { usePageKeys } from '../../ui/page/use-page-keys.ts'
import { ErrorBlock } from '../../ui/states/error-block.tsx'
import { FileList } from '../../ui/text-log/file-list.tsx'
import { LogView } from '../../ui/text-log/log-view.tsx'
import { taskKind, taskTone } from './task-columns.tsx'
import { taskStates } from '../../text/task-reasons.ts'
import styles from './style.module.css'

const t = en.agents.sandbox
const k = en.pageKeys
const l = en.textLog

/** Where a reader of a broker's sandbox begins. */
const FIRST = ['stderr', 'stdout']

export function SandboxScreen({ params }: ScreenProps) {
  const key = params['task'] ?? ''
  const at = useAt()
  const app = useApp()
  const tasks = useView('mesos', 'tasks', at)
  const task = tasks.byKey.get(key)
  if (!task && tasks.about.state === 'live') {
    return (
      <Missing title={en.agents.task.sandbox} sentence={t.noTask} hint={t.noTaskHint}>
        <Button onClick={() => app.open('/agents?view=tasks')}>{t.back}</Button>
      </Missing>
    )
  }
  return (
    <>
      <PageHead
        title={task ? t.title(taskKind(task)) : en.agents.task.sandbox}
        about={task && <Badge tone={taskTone(task)}>{taskStates[task.state] ?? task.state}</Badge>}
      >
        <Button onClick={() => app.open('/agents?view=tasks')}>{t.back}</Button>
      </PageHead>
      {at.at === 'live' ? <Browser task={key} row={task} /> : <p className={styles['nothing']}>{t.notRecorded}</p>}
    </>
  )
}

function Browser({ task, row }: { readonly task: string; readonly row: TaskRow | undefined }) {
  const { cluster } = useAt()
  const place = usePlace()
  const folder = place.query.get('folder') ?? ''
  const path = place.query.get('file')
  const files = useQuery('mesos', 'sandbox', { cluster, task, path: folder })
  const entries = files.data?.entries ?? null
  const { setQuery } = place
  // The end of stderr is what one comes for.
  useEffect(() => {
    const first = FIRST.map((name) => entries?.find((each) => each.name === name && !each.directory)).find((each) => each !== undefined)
    if (path === null && folder === '' && first) setQuery({ file: first.path })
  }, [entries, path, folder, setQuery])
  return (
    <FileList
      folder={folder}
      entries={entries}
      current={path}
      onFolder={(next) => setQuery({ folder: next === '' ? null : next })}
      onFile={(entry) => setQuery({ file: entry.path })}
      {...(files.error
        ? {
            instead: (
              <div className={styles['nothing']}>
                <ErrorBlock error={files.error} onRetry={() => void files.refetch()} />
              </div>
            ),
          }
        : entries === null
          ? { instead: <p className={styles['nothing']}>{l.reading}</p> }
          : {})}
    >
      {path === null ? (
        <p className={styles['nothing']}>{l.chooseFile}</p>
      ) : (
        <File key={path} cluster={cluster} task={task} path={path} runs={row?.ended === false} />
      )}
    </FileList>
  )
}

interface FileProps {
  readonly cluster: string
  readonly task: string
  readonly path: string
  readonly runs: boolean
}

function File({ cluster, task, path, runs }: FileProps) {
  const [following, setFollowing] = useState(false)
  const log = useLogFile({ cluster, task, path }, following && runs)
  const download = useDownload()
  usePageKeys({ f: () => runs && setFollowing(!following) }, [['f', k.follow]])
  const save = async (): Promise<void> => {
    const blob = await download.run({ cluster, task, path })
    if (blob) saveBlob(path.slice(path.lastIndexOf('/') + 1), blob)
  }
  const instead = insteadOf(log)
  return (
    <LogView
      label={path}
      text={log.text}
      following={following}
      atEnd={log.to === log.size}
      {...(runs ? { onFollow: setFollowing } : {})}
      {...(log.earlier ? { onEarlier: log.earlier } : {})}
      onDownload={() => void save()}
      {...(instead === null ? {} : { instead })}
      foot={
        <>
          <span>{l.shown(count(log.from), count(log.to), bytes(log.size))}</span>
          {log.restarted && <span>{l.restarted}</span>}
          {download.done !== null && <span role="status">{l.downloading(bytes(download.done))}</span>}
          {log.followError && (
            <span role="alert">
              {l.followEnded} {log.followError.message}
            </span>
          )}
          {download.error && <span role="alert">{download.error.message}</span>}
        </>
      }
    >
      <b className={styles['strong']}>{path}</b>
    </LogView>
  )
}

function insteadOf(log: LogFile): ReactNode {
  if (log.state === 'loading') return <p className={styles['nothing']}>{l.reading}</p>
  if (log.error && log.text === '') {
    return (
      <div className={styles['nothing']}>
        <ErrorBlock error={log.error} />
      </div>
    )
  }
  if (log.binary) return <p className={styles['nothing']}>{l.binary}</p>
  return log.text === '' ? <p className={styles['nothing']}>{l.emptyFile}</p> : null
}
