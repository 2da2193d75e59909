import type { GroupRow } from '../../../shared/contract/groups.ts'
import { nameInZooKeeper } from '../../../shared/domain/zookeeper-groups.ts'
import { placeOf, useApp } from '../../app/actions.ts'
import { en } from '../../text/en.ts'
import { Ref } from '../../ui/badge.tsx'
import { Sparkline } from '../../ui/chart/sparkline.tsx'
import { verdictTone, VerdictWord } from '../../ui/chart/verdict-glyph.tsx'
import { change, count, short, UNKNOWN } from '../../ui/format/numbers.ts'
import { Age } from '../../ui/format/time.tsx'
import { GroupState } from '../../ui/kafka/group-state.tsx'
import { LagSum } from '../../ui/kafka/lag.tsx'
import { secondsOf, severityOf, verdictCopied } from '../../ui/kafka/severity.ts'
import { etaCopied, etaOrder, etaText, timeLagText, timeLagTitle } from '../../ui/kafka/time-lag.ts'
import { RefList } from '../../ui/kafka/ref-list.tsx'
import { LongName } from '../../ui/long-name.tsx'
import type { Column } from '../../ui/table/types.ts'
import { kindOf } from '../../ui/kafka/group-fields.ts'
import { WatchStar } from './star.tsx'
import styles from './style.module.css'

const t = en.groups

/** Beside the name: what is not an ordinary consumer group. */
function caption(row: GroupRow): string {
  if (row.offsetsIn === 'zookeeper') return en.groupWords.inZooKeeper
  const kind = kindOf(row)
  if (kind === 'other') return row.kind
  if (kind !== 'consumer' && kind !== 'none') return kind
  return row.type === 'consumer' ? en.groupWords.newProtocol : ''
}

/** The caption says where its offsets are. */
const shownName = ({ group, offsetsIn }: GroupRow): string => (offsetsIn === 'zookeeper' ? (nameInZooKeeper(group) ?? group) : group)

function NameCell({ row }: { readonly row: GroupRow }) {
  const word = row.access === 'ok' ? caption(row) : ''
  return (
    <span className={styles['name']}>
      <WatchStar group={row.group} />
      <b title={row.group}>
        <LongName>{shownName(row)}</LongName>
      </b>
      {word !== '' && <i>{word}</i>}
    </span>
  )
}

function TopicsCell({ row }: { readonly row: GroupRow }) {
  const app = useApp()
  const items = row.topics.map(({ topic, lag }) => ({ name: topic, title: `${topic}: ${count(lag)}` }))
  return <RefList items={items} more={row.topicCount - items.length} onOpen={(topic, how) => app.open(placeOf('topics', topic), how)} />
}

function CoordinatorCell({ id }: { readonly id: number }) {
  const app = useApp()
  return <Ref onOpen={(how) => app.open(placeOf('brokers', String(id)), how)}>{t.broker(id)}</Ref>
}

const quiet = (text: string) => <span className={styles['quiet']}>{text}</span>

/** `48/52`, amber when some are not. */
function Part({ part, of }: { readonly part: number | null; readonly of: number }) {
  if (part === null) return quiet(UNKNOWN)
  return (
    <span className={styles['small']} data-warn={part < of || undefined}>
      {count(part)}/{count(of)}
    </span>
  )
}

function Rates({ row }: { readonly row: GroupRow }) {
  if (row.in === null && row.out === null) return quiet(UNKNOWN)
  return (
    <span className={styles['small']}>
      {short(row.in)} → <span data-bad={(row.out === 0 && (row.in ?? 0) > 0) || undefined}>{short(row.out)}</span>
    </span>
  )
}

export const groupColumns: readonly Column<GroupRow>[] = [
  // All that is shown fits a window of 1440 px with a scroll bar: 1081 px.
  { id: 'group', title: t.column.group, width: 144, grow: 3, value: (row) => row.group, cell: (row) => <NameCell row={row} /> },
  {
    id: 'verdict',
    title: t.column.verdict,
    description: t.about.verdict,
    width: 128,
    value: severityOf,
    copied: verdictCopied,
    cell: (row) => <VerdictWord verdict={row.verdict} />,
  },
  {
    id: 'state',
    title: t.column.state,
    width: 84,
    value: (row) => row.state || null,
    cell: (row) => <GroupState state={row.state} offsetsIn={row.offsetsIn} />,
  },
  {
    id: 'members',
    title: t.column.membersShort,
    description: t.about.members,
    width: 76,
    align: 'end',
    value: (row) => row.members,
    cell: (row) =>
      row.members === null ? (
        quiet(UNKNOWN)
      ) : (
        <span className={styles['small']}>
          {count(row.members)}
          <span className={styles['quiet']}> / {count(row.hosts)}</span>
        </span>
      ),
  },
  {
    id: 'topics',
    title: t.column.topics,
    width: 96,
    grow: 3,
    value: (row) => row.topics[0]?.topic ?? null,
    cell: (row) => <TopicsCell row={row} />,
  },
  {
    id: 'owned',
    title: t.column.owned,
    description: t.about.owned,
    width: 76,
    align: 'end',
    hidden: true,
    value: (row) => row.partitions.owned,
    cell: (row) => <Part part={row.partitions.owned} of={row.partitions.total} />,
  },
  {
    id: 'commits',
    title: t.column.commits,
    description: t.about.commits,
    width: 80,
    align: 'end',
    hidden: true,
    value: (row) => row.partitions.committed,
    cell: (row) => <Part part={row.partitions.committed} of={row.partitions.total} />,
  },
  {
    id: 'lag',
    title: t.column.lag,
    description: t.about.lag,
    width: 98,
    align: 'end',
    value: (row) => row.lag,
    cell: (row) => <LagSum lag={row.lag} partial={row.partial} leftOut={row.leftOut} />,
  },
  {
    id: 'timeLag',
    title: t.column.timeLag,
    description: t.about.timeLag,
    width: 108,
    align: 'end',
    value: (row) => (row.timeLag.kind === 'unknown' ? null : secondsOf(row.timeLag)),
    unit: 's',
    cell: (row) => (
      <span className={styles['small']} title={timeLagTitle(row.timeLag)}>
        {timeLagText(row.timeLag)}
      </span>
    ),
  },
  {
    id: 'in',
    title: t.column.rates,
    description: t.about.rates,
    width: 90,
    align: 'end',
    value: (row) => row.in,
    copied: (row) => (row.in === null && row.out === null ? null : `${short(row.in)} → ${short(row.out)}`),
    cell: (row) => <Rates row={row} />,
  },
  {
    id: 'slope',
    title: t.column.slope,
    description: t.about.slope,
    width: 70,
    align: 'end',
    value: (row) => row.slope,
    cell: (row) => (
      <span className={styles['small']} data-bad={((row.slope ?? 0) > 0 && row.verdict?.verdict === 'FALLING_BEHIND') || undefined}>
        {change(row.slope)}
      </span>
    ),
  },
  {
    id: 'eta',
    title: t.column.eta,
    description: t.about.eta,
    width: 78,
    align: 'end',
    value: (row) => etaOrder(row.eta),
    copied: (row) => etaCopied(row.eta),
    unit: 's',
    cell: (row) => <span className={styles['small']}>{etaText(row.eta)}</span>,
  },
  {
    id: 'trend',
    title: t.column.trend,
    width: 78,
    value: (row) => row.trend.at(-1) ?? null,
    cell: (row) => <Sparkline values={row.trend} width={62} height={22} tone={verdictTone(row.verdict)} />,
  },
  { id: 'lagMax', title: t.column.lagMax, description: t.about.lagMax, width: 116, align: 'end', hidden: true, value: (row) => row.lagMax },
  {
    id: 'lost',
    title: t.column.lost,
    description: t.about.lost,
    width: 84,
    align: 'end',
    hidden: true,
    value: (row) => row.lost,
    cell: (row) => (
      <span className={styles['small']} data-bad={(row.lost ?? 0) > 0 || undefined}>
        {count(row.lost)}
      </span>
    ),
  },
  {
    id: 'coordinator',
    title: t.column.coordinator,
    width: 98,
    hidden: true,
    value: (row) => row.coordinator,
    cell: (row) => (row.coordinator === null ? quiet(UNKNOWN) : <CoordinatorCell id={row.coordinator} />),
  },
  {
    id: 'type',
    title: t.column.type,
    width: 92,
    hidden: true,
    value: (row) => (row.type === 'unknown' ? null : row.type),
    cell: (row) => quiet(en.groupWords.type[row.type]),
  },
  {
    id: 'asOf',
    title: t.column.asOf,
    width: 110,
    align: 'end',
    hidden: true,
    value: (row) => row.asOf,
    cell: (row) => (
      <span className={styles['quiet']}>
        <Age at={row.asOf} />
      </span>
    ),
  },
]
