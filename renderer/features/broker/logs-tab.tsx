import { useState, type ReactNode } from 'react'
import { placeOf, useApp, useAt } from '../../app/actions.ts'
import type { BrokerRow } from '../../../shared/contract/brokers.ts'
import { parseLogName } from '../../../shared/domain/scheduler/values.ts'
import { useQuery } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { saveBlob } from '../../ui/chart/export.ts'
import { Field } from '../../ui/field.tsx'
import { ErrorBlock } from '../../ui/states/error-block.tsx'
import { LogView } from '../../ui/text-log/log-view.tsx'
import styles from './style.module.css'

const t = en.broker.logs
const LINES = 1_000
const usual = ['stdout', 'stderr', 'server.log', 'controller.log', 'state-change.log'] as const

/** The log through the scheduler: one request at a time, the last lines of it. Whole files are in the sandbox. */
export function LogsTab({ row }: { readonly row: BrokerRow }) {
  const app = useApp()
  const [name, setName] = useState<string>('server.log')
  const { mesos, scheduler } = row
  if (useAt().at !== 'live') return <p className={styles['instead']}>{t.notRecorded}</p>
  const sandbox = mesos && (
    <Button icon="folder" onClick={() => app.open(placeOf('tasks', mesos.key))}>
      {t.sandbox}
    </Button>
  )
  if (scheduler?.phase.kind !== 'running') {
    return (
      <div className={styles['instead']}>
        <p>{t.notRunning}</p>
        {sandbox}
      </div>
    )
  }
  return <SchedulerLog key={name} broker={row.id} name={name} onName={setName} sandbox={sandbox} />
}

interface SchedulerLogProps {
  readonly broker: number
  readonly name: string
  onName(name: string): void
  readonly sandbox: ReactNode
}

function SchedulerLog({ broker, name, onName, sandbox }: SchedulerLogProps) {
  const { cluster } = useAt()
  const log = useQuery('mesos', 'brokerLog', { cluster, broker, name, lines: LINES })
  const content = log.data?.content ?? ''
  return (
    <LogView
      label={name}
      text={content}
      following={false}
      atEnd
      onDownload={() => saveBlob(`broker-${broker}-${name}`, new Blob([content], { type: 'text/plain' }))}
      instead={insteadOf(log, content)}
      foot={<span>{t.note}</span>}
    >
      <LogName name={name} onName={onName} />
      <Button icon="retry" onClick={() => void log.refetch()}>
        {t.again}
      </Button>
      {sandbox}
    </LogView>
  )
}

function insteadOf(log: ReturnType<typeof useQuery<'mesos', 'brokerLog'>>, content: string): ReactNode {
  if (log.error) {
    return (
      <div className={styles['instead']}>
        <ErrorBlock error={log.error} onRetry={() => void log.refetch()} />
      </div>
    )
  }
  if (!log.data) return <p className={styles['instead']}>{t.asking}</p>
  if (log.data.status !== 'ok') return <p className={styles['instead']}>{t.status[log.data.status]}</p>
  return content === '' ? <p className={styles['instead']}>{t.empty}</p> : undefined
}

/** One of the usual names, or any that the scheduler's executor survives. */
function LogName({ name, onName }: { readonly name: string; onName(name: string): void }) {
  const [text, setText] = useState(name)
  const parsed = parseLogName(text)
  return (
    <form
      className={styles['logName']}
      onSubmit={(event) => {
        event.preventDefault()
        if (parsed.ok) onName(parsed.value)
      }}
    >
      <Field label={t.name} error={parsed.ok ? undefined : parsed.why}>
        {({ id, describedBy, invalid }) => (
          <>
            <input
              id={id}
              list={`${id}-names`}
              value={text}
              spellCheck={false}
              aria-describedby={describedBy}
              aria-invalid={invalid || undefined}
              onChange={(event) => {
                setText(event.target.value)
                if (usual.some((each) => each === event.target.value)) onName(event.target.value)
              }}
            />
            <datalist id={`${id}-names`}>
              {usual.map((each) => (
                <option key={each} value={each} />
              ))}
            </datalist>
          </>
        )}
      </Field>
    </form>
  )
}
