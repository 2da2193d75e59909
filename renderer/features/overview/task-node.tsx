import { en } from '../../text/en.ts'
import { taskStates } from '../../text/task-reasons.ts'
import { Since } from '../../ui/mesos/state-words.tsx'
import type { LaneTask } from './lanes.ts'
import { Node } from './node.tsx'
import styles from './style.module.css'

const t = en.overview

const wordsOf = (state: string): string => (taskStates[state] ?? state).toLowerCase()

export interface TaskNodeProps {
  readonly task: LaneTask
  readonly on?: boolean
  onOpen(newTab: boolean): void
}

/** The task that a broker is, or was: its state and since when. */
export function TaskNode({ task, on, onOpen }: TaskNodeProps) {
  const { state, since, tone, kind, broker, key } = task
  if (state === null) return <span className={styles['noTask']}>{t.noTask}</span>
  const words = (
    <small>
      {kind === 'scheduler' && t.scheduler}
      {kind === 'orphan' && t.orphan(broker ?? -1)}
      {kind === 'broker' && wordsOf(state)} {kind !== 'orphan' && tone !== 'bad' && <Since at={since} />}
    </small>
  )
  if (key === null) return <span className={styles['noTask']}>{words}</span>
  return (
    <Node lane="task" state={tone} on={on === true} title={t.taskCell(wordsOf(state))} onOpen={onOpen}>
      {words}
    </Node>
  )
}

/** A task without a broker under it: the scheduler itself, or an orphan. */
export function OtherTask({ task, onOpen }: TaskNodeProps) {
  return (
    <div className={styles['column']}>
      <span className={styles['stem']} data-short />
      <TaskNode task={task} onOpen={onOpen} />
    </div>
  )
}
