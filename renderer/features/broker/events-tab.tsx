import { useAt, useErrorAction } from '../../app/actions.ts'
import { useView } from '../../host/hooks.ts'
import { useReadNow } from '../../host/use-read-now.ts'
import { en } from '../../text/en.ts'
import { taskReason, taskStates } from '../../text/task-reasons.ts'
import { Time } from '../../ui/format/time.tsx'
import { hostName } from '../../ui/mesos/host.tsx'
import { DataArea } from '../../ui/states/data-area.tsx'
import styles from './style.module.css'

const t = en.broker.events
const bad: ReadonlySet<string> = new Set(['TASK_FAILED', 'TASK_LOST', 'TASK_ERROR', 'TASK_GONE', 'TASK_UNREACHABLE', 'TASK_DROPPED'])

/** What happened to the tasks of a broker, newest first, with what it means and what usually helps. */
export function EventsTab({ broker }: { readonly broker: number }) {
  const at = useAt()
  const { rows, about, error } = useView('mesos', 'tasks', at)
  const readNow = useReadNow(at.cluster)
  const onAction = useErrorAction()
  const events = rows
    .filter((task) => task.broker === broker)
    .flatMap((task) => task.history.map((status, nth) => ({ ...status, key: `${task.key} ${nth}`, task })))
    .toSorted((a, b) => (b.at ?? 0) - (a.at ?? 0))
  return (
    <DataArea
      about={about}
      error={error}
      noun={t.noun}
      rows={events.length}
      empty={{ sentence: t.empty }}
      skeleton="lines"
      onRetry={readNow}
      onAction={onAction}
    >
      <ol className={styles['events']} aria-label={en.broker.tabs.events}>
        {events.map(({ key, state, at: moment, reason, message, task }) => {
          const known = reason === null ? null : taskReason(reason)
          return (
            <li key={key} data-tone={bad.has(state) ? 'bad' : undefined}>
              <Time at={moment} form="date" />
              <div>
                <p>
                  <b>{taskStates[state] ?? state}</b>
                  {task.agent?.host && ` ${en.phase.on(hostName(task.agent.host))}`}
                  {reason !== null && `: ${known?.means ?? reason}`}
                </p>
                {message !== null && message !== '' && <p className={styles['said']}>{message}</p>}
                {known?.fix !== undefined && <p className={styles['quiet']}>{known.fix}</p>}
              </div>
            </li>
          )
        })}
      </ol>
    </DataArea>
  )
}
