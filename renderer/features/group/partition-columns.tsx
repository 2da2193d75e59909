import { createContext, use, type ReactNode } from 'react'
import { placeOf, useApp } from '../../app/actions.ts'
import type { GroupPartitionRow } from '../../../shared/contract/groups.ts'
import { en } from '../../text/en.ts'
import { Ref } from '../../ui/badge.tsx'
import type { FilterFields } from '../../ui/filter/filter.ts'
import { VerdictWord } from '../../ui/chart/verdict-glyph.tsx'
import { change, count, offset, short, UNKNOWN } from '../../ui/format/numbers.ts'
import { Age } from '../../ui/format/time.tsx'
import { ShareBar } from '../../ui/kafka/lag.tsx'
import { secondsOf } from '../../ui/kafka/severity.ts'
import { edgeCopied, edgeOrder, edgeText, etaCopied, etaOrder, etaText, timeLagText, timeLagTitle } from '../../ui/kafka/time-lag.ts'
import type { Column } from '../../ui/table/types.ts'
import styles from './style.module.css'

const t = en.group.partitions

/** The largest lag on the screen: the bars are shares of it. In a context, so that a new largest draws the bars and not the columns. */
export const LargestLag = createContext(0)

const quiet = (text: string, title?: string): ReactNode => (
  <span className={styles['quiet']} title={title}>
    {text}
  </span>
)

function TopicCell({ topic }: { readonly topic: string }) {
  const app = useApp()
  return <Ref onOpen={(how) => app.open(placeOf('topics', topic), how)}>{topic}</Ref>
}

function LeaderCell({ row }: { readonly row: GroupPartitionRow }) {
  const app = useApp()
  if (row.reading === 'topicGone') return quiet(UNKNOWN)
  if (row.leader < 0) return <span className={styles['bad']}>{t.reading.noLeader}</span>
  return <Ref onOpen={(how) => app.open(placeOf('brokers', String(row.leader)), how)}>{String(row.leader)}</Ref>
}

/** The figure, or the word for why there is none. */
function LagCell({ row }: { readonly row: GroupPartitionRow }) {
  const largest = use(LargestLag)
  if (row.lag === null) {
    return row.reading === 'complete' ? (
      quiet(UNKNOWN)
    ) : (
      <span className={styles['word']} data-reading={row.reading} title={t.why[row.reading]}>
        {t.reading[row.reading]}
      </span>
    )
  }
  return (
    <span className={styles['lag']}>
      <ShareBar share={largest > 0 ? row.lag / largest : 0} />
      <b>{count(row.lag)}</b>
    </span>
  )
}

/** Exact, in groups of three, or the word for why there is none. */
const offsetCell = (value: string | null, word: string | null): ReactNode =>
  value === null ? quiet(word ?? UNKNOWN) : <span className={styles['offset']}>{offset(value)}</span>

const trouble = (value: number | null): ReactNode => (
  <span className={styles['small']} data-bad={(value ?? 0) > 0 || undefined}>
    {count(value)}
  </span>
)

const rateCell = (value: number | null): ReactNode =>
  value === null ? quiet(UNKNOWN) : <span className={styles['small']}>{short(value)}</span>

const commitWord = (row: GroupPartitionRow): string | null => (row.reading === 'noCommit' ? t.reading.noCommit : null)
const endWord = (row: GroupPartitionRow): string | null =>
  row.reading === 'noLeader' || row.reading === 'topicGone' ? t.reading[row.reading] : null

const netOf = ({ in: written, out }: GroupPartitionRow): number | null => (written === null || out === null ? null : written - out)

/**
 * `offsets`: the width that the longest offset needs. `lost`: something was lost, so the column is there without being asked for.
 * What is shown from the start fits the usual window beside the rail.
 */
export const partitionColumns = (offsets: number, lost: boolean): readonly Column<GroupPartitionRow>[] => [
  { id: 'topic', title: t.column.topic, width: 124, grow: 3, value: (row) => row.topic, cell: (row) => <TopicCell topic={row.topic} /> },
  {
    id: 'partition',
    title: t.column.partition,
    width: 76,
    align: 'end',
    value: (row) => row.partition,
    cell: (row) => <b className={styles['strong']}>{row.partition}</b>,
  },
  {
    id: 'verdict',
    title: t.column.verdict,
    width: 130,
    value: (row) => (row.verdict === null ? null : en.lag.verdict[row.verdict.verdict]),
    cell: (row) => <VerdictWord verdict={row.verdict} size={16} />,
  },
  {
    id: 'leader',
    title: t.column.leader,
    width: 68,
    value: (row) => (row.leader < 0 ? null : row.leader),
    cell: (row) => <LeaderCell row={row} />,
  },
  {
    id: 'isr',
    title: t.column.isr,
    description: t.about.isr,
    width: 64,
    align: 'end',
    hidden: true,
    value: (row) => row.inSync,
    cell: (row) =>
      row.reading === 'topicGone' ? (
        quiet(UNKNOWN)
      ) : (
        <span className={styles['small']} data-warn={row.inSync < row.replicas || undefined}>
          {row.inSync}/{row.replicas}
        </span>
      ),
  },
  {
    id: 'start',
    title: t.column.start,
    width: offsets,
    align: 'end',
    hidden: true,
    value: (row) => row.start,
    cell: (row) => offsetCell(row.start, endWord(row)),
  },
  {
    id: 'committed',
    title: t.column.committed,
    width: offsets,
    align: 'end',
    value: (row) => row.committed,
    cell: (row) => offsetCell(row.committed, commitWord(row)),
  },
  {
    id: 'end',
    title: t.column.end,
    width: offsets,
    align: 'end',
    value: (row) => row.end,
    cell: (row) => offsetCell(row.end, endWord(row)),
  },
  {
    id: 'lag',
    title: t.column.lag,
    description: t.about.lag,
    width: 136,
    grow: 1,
    align: 'end',
    value: (row) => row.lag,
    cell: (row) => <LagCell row={row} />,
  },
  {
    id: 'timeLag',
    title: t.column.timeLag,
    width: 88,
    align: 'end',
    value: (row) => (row.timeLag.kind === 'unknown' ? null : secondsOf(row.timeLag)),
    unit: 's',
    cell: (row) => (
      <span className={styles['small']} title={timeLagTitle(row.timeLag)}>
        {timeLagText(row.timeLag)}
      </span>
    ),
  },
  { id: 'in', title: t.column.in, width: 64, align: 'end', value: (row) => row.in, cell: (row) => rateCell(row.in) },
  { id: 'out', title: t.column.out, width: 64, align: 'end', value: (row) => row.out, cell: (row) => rateCell(row.out) },
  {
    id: 'net',
    title: t.column.net,
    description: t.about.net,
    width: 70,
    align: 'end',
    hidden: true,
    value: netOf,
    cell: (row) => <span className={styles['small']}>{change(netOf(row))}</span>,
  },
  {
    id: 'eta',
    title: t.column.eta,
    width: 86,
    align: 'end',
    value: (row) => etaOrder(row.eta),
    copied: (row) => etaCopied(row.eta),
    unit: 's',
    cell: (row) => <span className={styles['small']}>{etaText(row.eta)}</span>,
  },
  {
    id: 'edge',
    title: t.column.edge,
    description: t.about.edge,
    width: 104,
    align: 'end',
    hidden: true,
    value: (row) => edgeOrder(row.edge),
    copied: (row) => edgeCopied(row.edge),
    unit: 's',
    cell: (row) => <span className={styles['small']}>{edgeText(row.edge)}</span>,
  },
  {
    id: 'lost',
    title: t.column.lost,
    description: t.about.lost,
    width: 70,
    align: 'end',
    hidden: !lost,
    value: (row) => row.lost,
    cell: (row) => trouble(row.lost),
  },
  {
    id: 'ahead',
    title: t.column.ahead,
    description: t.about.ahead,
    width: 78,
    align: 'end',
    hidden: true,
    value: (row) => row.ahead,
    cell: (row) => trouble(row.ahead),
  },
  {
    id: 'blocked',
    title: t.column.blocked,
    description: t.about.blocked,
    width: 84,
    align: 'end',
    hidden: true,
    value: (row) => row.blocked,
    cell: (row) => trouble(row.blocked),
  },
  {
    id: 'client',
    title: t.column.client,
    width: 112,
    grow: 2,
    value: (row) => row.clientId,
    cell: (row) => (row.member === null ? quiet(t.unowned) : <span className={styles['clip']}>{row.clientId ?? row.member}</span>),
  },
  {
    id: 'host',
    title: t.column.host,
    width: 104,
    grow: 1,
    hidden: true,
    value: (row) => row.host,
    cell: (row) => quiet(row.host?.replace(/^\//, '') ?? UNKNOWN),
  },
  { id: 'member', title: t.column.member, width: 220, hidden: true, value: (row) => row.member },
  { id: 'metadata', title: t.column.metadata, width: 160, hidden: true, value: (row) => row.metadata },
  {
    id: 'committedAsOf',
    title: t.column.committedAsOf,
    width: 96,
    align: 'end',
    hidden: true,
    value: (row) => row.committedAsOf,
    cell: (row) => <Age at={row.committedAsOf} />,
  },
  {
    id: 'endAsOf',
    title: t.column.endAsOf,
    width: 96,
    align: 'end',
    hidden: true,
    value: (row) => row.endAsOf,
    cell: (row) => <Age at={row.endAsOf} />,
  },
]

export const partitionFields: FilterFields<GroupPartitionRow> = {
  topic: (row) => row.topic,
  partition: (row) => row.partition,
  broker: (row) => (row.leader < 0 ? null : row.leader),
  verdict: (row) => row.verdict?.verdict.toLowerCase().replaceAll('_', '-') ?? null,
  lag: (row) => row.lag,
  in: (row) => row.in,
  out: (row) => row.out,
  lost: (row) => row.lost,
  ahead: (row) => row.ahead,
  reading: (row) => row.reading,
  owned: (row) => row.member !== null,
  client: (row) => row.clientId,
  member: (row) => row.member,
  host: (row) => row.host,
}
