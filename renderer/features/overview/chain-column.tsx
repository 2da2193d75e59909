import { placeOf, useApp } from '../../app/actions.ts'
import type { BrokerRow } from '../../../shared/contract/brokers.ts'
import { en } from '../../text/en.ts'
import { cx } from '../../ui/cx.ts'
import { count } from '../../ui/format/numbers.ts'
import { phaseTitle } from '../../ui/mesos/phase.tsx'
import type { ChainColumn } from './chain.ts'
import { taskOf } from './lanes.ts'
import { Node } from './node.tsx'
import { Squares } from './squares.tsx'
import styles from './style.module.css'
import { TaskNode } from './task-node.tsx'

const t = en.overview

export interface ColumnProps {
  readonly column: ChainColumn
  readonly few: boolean
  readonly onMesos: boolean
  readonly on: boolean
  onChoose(): void
  onOpen(newTab: boolean): void
}

/** A broker with what it leads under it, and on Mesos its task over it. */
export function Column({ column, few, onMesos, on, onChoose, onOpen }: ColumnProps) {
  const { broker } = column
  const app = useApp()
  const name = broker ? t.broker(broker.id) : t.noLeader
  const task = broker === null ? null : taskOf(broker)
  return (
    <div className={cx(styles['column'], on && styles['columnOn'])}>
      {onMesos && task !== null && (
        <>
          <span className={styles['stem']} data-short data-none={task.state === null || undefined} />
          <TaskNode task={task} on={on} onOpen={(newTab) => app.open(placeOf('tasks', task.key ?? ''), { newTab })} />
          <span className={styles['stem']} data-short data-none={task.state === null || undefined} />
        </>
      )}
      {onMesos && task === null && <span className={styles['noTaskRoom']} />}
      <Node
        lane="broker"
        state={broker?.state ?? 'none'}
        on={on}
        title={t.chainCell(name, count(column.partitions), nodeNote(column))}
        onChoose={onChoose}
        onOpen={onOpen}
      >
        <b>{broker ? <Name id={broker.id} /> : name}</b> <small>{nodeNote(column)}</small>
      </Node>
      <span className={styles['stem']} data-none={column.partitions === 0 || undefined} />
      {column.partitions > 0 ? <Squares squares={column.squares} few={few} /> : <LeadsNone broker={broker} />}
    </div>
  )
}

/** “broker 3”; the word goes when there is no room for it. */
const Name = ({ id }: { readonly id: number }) => (
  <>
    <span className={styles['word']}>{t.nodeWord}</span> {id}
  </>
)

function nodeNote({ broker, partitions }: ChainColumn): string {
  if (!broker) return t.partitionsOnly(partitions, count(partitions))
  switch (broker.state) {
    case 'down':
      return t.down
    case 'unreachable':
      return t.unreachable
    case 'connecting':
      return t.connecting
    case 'absent':
      return broker.scheduler && broker.scheduler.phase.kind !== 'running' ? phaseTitle(broker.scheduler.phase).toLowerCase() : t.absent
    case 'up':
      return broker.controller ? t.controller : t.leads(count(broker.leaders))
  }
}

function LeadsNone({ broker }: { readonly broker: BrokerRow | null }) {
  return (
    <p className={styles['leadsNone']}>
      {t.leadsNone}
      {broker && broker.outOfSync > 0 && (
        <>
          <br />
          {t.replicasAway(count(broker.outOfSync))}
        </>
      )}
    </p>
  )
}
