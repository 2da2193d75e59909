import type { TaskRow } from '../../../shared/contract/mesos-rows.ts'
import { en } from '../../text/en.ts'
import { count } from '../../ui/format/numbers.ts'
import { Kbd } from '../../ui/kbd.tsx'
import { ListArea } from '../../ui/page/list-area.tsx'
import { taskColumns, taskFields, taskGroup } from './task-columns.tsx'
import type { Listed, ViewProps } from './view-props.ts'
import styles from './style.module.css'

const t = en.agents
const keyOf = (row: TaskRow): string => row.key

export interface TasksViewProps extends ViewProps {
  readonly view: Listed<TaskRow>
  readonly selected: string | null
  onSelect(key: string): void
  onOpen(row: TaskRow): void
}

/** Broker tasks and the scheduler's own: what runs, then what ended and why. */
export function TasksView({ view, selected, onSelect, onOpen, filter, setFilter, setShown, onRetry, onAction }: TasksViewProps) {
  const { rows, about, error } = view
  return (
    <ListArea
      about={about}
      error={error}
      noun={t.taskNoun}
      empty={{ sentence: t.emptyTasks }}
      onRetry={onRetry}
      onAction={onAction}
      onClearFilter={() => setFilter('')}
      label={t.tasks}
      rows={rows}
      columns={taskColumns}
      rowKey={keyOf}
      lines={2}
      groupOf={taskGroup}
      filter={filter}
      fields={taskFields}
      selected={selected}
      onSelect={onSelect}
      onOpen={onOpen}
      initialSort={{ column: 'started', descending: true }}
      onShown={setShown}
      saveAs="tasks"
      storageKey="tasks"
      foot={<Foot rows={rows} />}
    />
  )
}

function Foot({ rows }: { readonly rows: readonly TaskRow[] }) {
  const ended = rows.filter((row) => row.ended).length
  const orphans = rows.filter((row) => row.orphan === true).length
  return (
    <>
      <span>{[t.taskFoot(count(rows.length - ended), count(ended)), ...(orphans > 0 ? [t.footOrphans(orphans)] : [])].join(', ')}</span>
      <span className={styles['keys']}>
        <Kbd keys="Enter" /> {t.key.open} <Kbd keys="i" /> {t.key.inspector}
      </span>
    </>
  )
}
