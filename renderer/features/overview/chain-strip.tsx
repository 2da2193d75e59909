import { useState } from 'react'
import { placeOf, useApp } from '../../app/actions.ts'
import type { BrokerRow } from '../../../shared/contract/brokers.ts'
import type { GroupRow } from '../../../shared/contract/groups.ts'
import type { AgentRow, TaskRow } from '../../../shared/contract/mesos-rows.ts'
import { en } from '../../text/en.ts'
import { count } from '../../ui/format/numbers.ts'
import { AgentNode, placeOfAgent } from './agent-node.tsx'
import { AgentSide } from './agent-side.tsx'
import { chainOf, type ChainColumn } from './chain.ts'
import { Column } from './chain-column.tsx'
import { moveBetween } from './chain-keys.ts'
import { ChainSide } from './chain-side.tsx'
import { isOnMesos, lanesOf, type LaneGroup } from './lanes.ts'
import styles from './style.module.css'
import { OtherTask } from './task-node.tsx'

const t = en.overview

export interface ChainStripProps {
  readonly brokers: readonly BrokerRow[]
  readonly groups: readonly GroupRow[]
  readonly agents: readonly AgentRow[]
  readonly tasks: readonly TaskRow[]
  readonly offline: number | null
  readonly underReplicated: number | null
}

const keyOf = (column: ChainColumn): string => (column.broker ? String(column.broker.id) : 'none')
const plainGroup = (columns: readonly ChainColumn[]): readonly LaneGroup[] => [
  { key: 'all', agent: null, host: null, columns, others: [], more: 0 },
]

/**
 * Agents, their tasks, brokers, and under each the partitions that it leads; without Mesos brokers and partitions alone. What nobody leads
 * has a column of its own.
 */
export function ChainStrip({ brokers, groups, agents, tasks, offline, underReplicated }: ChainStripProps) {
  const app = useApp()
  const onMesos = isOnMesos(brokers, agents)
  const { columns, unit, few } = chainOf(brokers, offline, onMesos)
  const lanes = onMesos ? lanesOf(columns, agents, tasks) : plainGroup(columns)
  const [chosen, setChosen] = useState<{ readonly lane: 'agent' | 'broker'; readonly key: string } | null>(null)
  // One that Kafka does not know because it is stopped is no trouble.
  const worst = columns.find((c) => c.broker === null) ?? columns.find((c) => c.broker?.state !== 'up' && c.broker?.state !== 'absent')
  const agent = chosen?.lane === 'agent' ? lanes.find(({ key }) => key === chosen.key) : undefined
  const selected = agent ? undefined : (columns.find((c) => chosen?.lane === 'broker' && keyOf(c) === chosen.key) ?? worst ?? columns[0])
  const open = (column: ChainColumn, newTab: boolean): void =>
    app.open(column.broker ? placeOf('brokers', String(column.broker.id)) : '/topics?filter=offline%3E0', { newTab })
  return (
    <section className={styles['chain']} aria-label={onMesos ? t.chainOnMesos : t.chain} data-mesos={onMesos || undefined}>
      <div className={styles['pic']}>
        <div className={styles['lanes']} aria-hidden>
          {onMesos && <span>{t.laneAgents}</span>}
          {onMesos && <span>{t.laneTasks}</span>}
          <span>{t.laneBrokers}</span>
          <span>{t.lanePartitions}</span>
        </div>
        <div className={styles['columns']} data-dense={columns.length > 10 || undefined} onKeyDown={moveBetween}>
          {lanes.map((group) => (
            <div key={group.key} className={styles['laneGroup']} data-lane-group>
              {onMesos && (
                <AgentNode
                  group={group}
                  on={group === agent || (selected !== undefined && group.columns.includes(selected))}
                  onChoose={() => setChosen({ lane: 'agent', key: group.key })}
                  onOpen={(newTab) => app.open(placeOfAgent(group), { newTab })}
                />
              )}
              <div className={styles['under']}>
                {group.columns.map((column) => (
                  <Column
                    key={keyOf(column)}
                    {...{ column, few, onMesos }}
                    on={column === selected || group === agent}
                    onChoose={() => setChosen({ lane: 'broker', key: keyOf(column) })}
                    onOpen={(newTab) => open(column, newTab)}
                  />
                ))}
                {group.others.map((task) => (
                  <OtherTask key={task.key} task={task} onOpen={(newTab) => app.open(placeOf('tasks', task.key ?? ''), { newTab })} />
                ))}
              </div>
            </div>
          ))}
        </div>
        <Legend unit={unit} offline={offline} underReplicated={underReplicated} />
      </div>
      {agent && <AgentSide group={agent} groups={groups} />}
      {selected && <ChainSide column={selected} groups={groups} agents={agents} chosen={chosen !== null} />}
    </section>
  )
}

interface LegendProps {
  readonly unit: number
  readonly offline: number | null
  readonly underReplicated: number | null
}

function Legend({ unit, offline, underReplicated }: LegendProps) {
  return (
    <p className={styles['legend']}>
      <i data-state="inSync" />
      {t.inSync}
      <i data-state="underReplicated" />
      {t.underReplicated(count(underReplicated))}
      <i data-state="offline" />
      {t.offline(count(offline))}
      <span className={styles['grow']} />
      {unit === 1 ? t.oneSquare : t.binned(count(unit))}
    </p>
  )
}
