import { placeOf, useApp } from '../../app/actions.ts'
import type { TaskRow } from '../../../shared/contract/mesos-rows.ts'
import { en } from '../../text/en.ts'
import { Inspector } from '../../ui/inspector.tsx'
import { taskReason, taskStates } from '../../text/task-reasons.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { UNKNOWN } from '../../ui/format/numbers.ts'
import { Time } from '../../ui/format/time.tsx'
import { Fact, Part } from './part.tsx'
import { taskKind, taskTone } from './task-columns.tsx'
import styles from './style.module.css'

const t = en.agents.task

export interface TaskInspectorProps {
  readonly row: TaskRow
  onClose(): void
}

/** A task with what happened to it, and why. */
export function TaskInspector({ row, onClose }: TaskInspectorProps) {
  const app = useApp()
  return (
    <Inspector label={taskKind(row)} className={styles['panel']}>
      <header>
        <h2>{taskKind(row)}</h2>
        <IconButton icon="x" label={en.common.close} onClick={onClose} />
        <Badge tone={taskTone(row)}>{taskStates[row.state] ?? row.state}</Badge>
        {row.orphan === true && <p className={styles['warned']}>{t.orphanWhy}</p>}
        <div className={styles['acts']}>
          <Button icon="folder" onClick={() => app.open(placeOf('tasks', row.key))}>
            {t.sandbox}
          </Button>
          {row.broker !== null && (
            <Button onClick={() => app.open(placeOf('brokers', String(row.broker)))}>{en.brokers.named(row.broker)}</Button>
          )}
        </div>
      </header>
      {row.ended && (
        <Part title={t.why}>
          <Why row={row} />
        </Part>
      )}
      <Part title={t.history}>
        <ol className={styles['history']}>
          {row.history.map((status, at) => (
            // Mesos merges neighbours of one state: the place tells them apart.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={at} data-tone={taskTone({ state: status.state, ended: false, orphan: false })}>
              <span>
                <Time at={status.at} form="date" />
              </span>
              <span>
                <b>{taskStates[status.state] ?? status.state}</b>
                {status.reason !== null && `: ${taskReason(status.reason)?.means ?? status.reason}`}
              </span>
            </li>
          ))}
        </ol>
      </Part>
      <Part title={t.place}>
        <dl className={styles['kv']}>
          <Fact name={t.column.agent}>{row.agent?.host ?? row.agent?.id ?? UNKNOWN}</Fact>
          <Fact name={t.column.ports}>{row.ports || UNKNOWN}</Fact>
          <Fact name={t.framework}>{row.framework.name ?? row.framework.id}</Fact>
          <Fact name={t.id}>
            <code>{row.id}</code>
          </Fact>
          <Fact name={t.executor}>
            <code>{row.executor ?? UNKNOWN}</code>
          </Fact>
          <Fact name={t.container}>
            <code>{row.container ?? UNKNOWN}</code>
          </Fact>
        </dl>
      </Part>
    </Inspector>
  )
}

function Why({ row }: { readonly row: TaskRow }) {
  if (row.reason === null && (row.message === null || row.message === '')) return <p>{t.noCause}</p>
  const known = row.reason === null ? null : taskReason(row.reason)
  return (
    <>
      {row.reason !== null && (
        <p>
          {known?.means} <span className={styles['quiet']}>{row.reason}</span>
        </p>
      )}
      {row.message !== null && row.message !== '' && <p className={styles['said']}>{row.message}</p>}
      {known?.fix !== undefined && <p>{known.fix}</p>}
    </>
  )
}
