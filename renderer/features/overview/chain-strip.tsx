import { useState, type KeyboardEvent } from 'react'
import { placeOf, useApp } from '../../app/actions.ts'
import type { BrokerRow } from '../../../shared/contract/brokers.ts'
import type { GroupRow } from '../../../shared/contract/groups.ts'
import { en } from '../../text/en.ts'
import { cx } from '../../ui/cx.ts'
import { count } from '../../ui/format/numbers.ts'
import { chainOf, type ChainColumn } from './chain.ts'
import { ChainSide } from './chain-side.tsx'
import { Squares } from './squares.tsx'
import styles from './style.module.css'

const t = en.overview

export interface ChainStripProps {
  readonly brokers: readonly BrokerRow[]
  readonly groups: readonly GroupRow[]
  readonly offline: number | null
  readonly underReplicated: number | null
}

const keyOf = (column: ChainColumn): string => (column.broker ? String(column.broker.id) : 'none')

/** Brokers, and under each the partitions that it leads. What nobody leads has a column of its own. */
export function ChainStrip({ brokers, groups, offline, underReplicated }: ChainStripProps) {
  const app = useApp()
  const { columns, unit, few } = chainOf(brokers, offline)
  const [chosen, setChosen] = useState<string | null>(null)
  // One that Kafka does not know because it is stopped is no trouble.
  const worst = columns.find((c) => c.broker === null) ?? columns.find((c) => c.broker?.state !== 'up' && c.broker?.state !== 'absent')
  const selected = columns.find((c) => keyOf(c) === chosen) ?? worst ?? columns[0]
  const openColumn = (column: ChainColumn, newTab: boolean): void =>
    app.open(column.broker ? placeOf('brokers', String(column.broker.id)) : '/topics?filter=offline%3E0', { newTab })
  return (
    <section className={styles['chain']} aria-label={t.chain}>
      <div className={styles['pic']}>
        <div className={styles['lanes']} aria-hidden>
          <span>{t.laneBrokers}</span>
          <span>{t.lanePartitions}</span>
        </div>
        <div className={styles['columns']} data-dense={columns.length > 10 || undefined} onKeyDown={moveBetween}>
          {columns.map((column) => (
            <Column
              key={keyOf(column)}
              column={column}
              few={few}
              on={column === selected}
              onChoose={() => setChosen(keyOf(column))}
              onOpen={(newTab) => openColumn(column, newTab)}
            />
          ))}
        </div>
        <Legend unit={unit} offline={offline} underReplicated={underReplicated} />
      </div>
      {selected && <ChainSide column={selected} groups={groups} chosen={chosen !== null} />}
    </section>
  )
}

/** ← → between the nodes. */
function moveBetween(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
  if (step === 0) return
  const nodes = [...event.currentTarget.querySelectorAll('button')]
  const next = nodes[nodes.findIndex((node) => node === document.activeElement) + step]
  if (!next) return
  event.preventDefault()
  next.focus()
  next.click()
}

interface ColumnProps {
  readonly column: ChainColumn
  readonly few: boolean
  readonly on: boolean
  onChoose(): void
  onOpen(newTab: boolean): void
}

function Column({ column, few, on, onChoose, onOpen }: ColumnProps) {
  const { broker } = column
  const state = broker?.state ?? 'none'
  const name = broker ? t.broker(broker.id) : t.noLeader
  return (
    <div className={cx(styles['column'], on && styles['columnOn'])}>
      <button
        type="button"
        className={styles['node']}
        data-state={state}
        aria-pressed={on}
        title={t.chainCell(name, count(column.partitions), nodeNote(column))}
        onClick={onChoose}
        onDoubleClick={(event) => onOpen(event.ctrlKey)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          onOpen(event.ctrlKey || event.metaKey)
        }}
      >
        <b>{broker ? <Name id={broker.id} /> : name}</b> <small>{nodeNote(column)}</small>
      </button>
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
      return t.absent
    case 'up':
      return broker.controller ? t.controller : t.leads(count(partitions))
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

function Legend({
  unit,
  offline,
  underReplicated,
}: {
  readonly unit: number
  readonly offline: number | null
  readonly underReplicated: number | null
}) {
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
