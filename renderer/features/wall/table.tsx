import type { GroupRow } from '../../../shared/contract/groups.ts'
import { en } from '../../text/en.ts'
import { Sparkline } from '../../ui/chart/sparkline.tsx'
import { verdictTone, VerdictWord } from '../../ui/chart/verdict-glyph.tsx'
import { change, count, short } from '../../ui/format/numbers.ts'
import { LagSum } from '../../ui/kafka/lag.tsx'
import { secondsOf, severityOf, verdictCopied } from '../../ui/kafka/severity.ts'
import { etaCopied, etaOrder, etaText, timeLagText, timeLagTitle } from '../../ui/kafka/time-lag.ts'
import { LongName } from '../../ui/long-name.tsx'
import { DataTable } from '../../ui/table/data-table.tsx'
import type { Column, RowAction } from '../../ui/table/types.ts'
import { skewText, skewTitle, stateOf, unownedOf } from './tile-model.ts'
import { cx } from '../../ui/cx.ts'
import styles from './style.module.css'

const c = en.wall.column
const quiet = (text: string, title?: string) => (
  <span className={cx(styles['quiet'], styles['clip'])} title={title}>
    {text}
  </span>
)

const columns: readonly Column<GroupRow>[] = [
  {
    id: 'group',
    title: c.group,
    width: 146,
    grow: 3,
    value: (row) => row.group,
    cell: (row) => (
      <b className={styles['name']} title={row.group}>
        <LongName>{row.group}</LongName>
      </b>
    ),
  },
  {
    id: 'verdict',
    title: c.verdict,
    width: 132,
    grow: 1,
    value: severityOf,
    copied: verdictCopied,
    cell: (row) => <VerdictWord verdict={row.verdict} />,
  },
  { id: 'state', title: c.state, width: 88, value: (row) => row.state || null, cell: (row) => quiet(stateOf(row)) },
  {
    id: 'lag',
    title: c.lag,
    width: 104,
    align: 'end',
    value: (row) => row.lag,
    cell: (row) => <LagSum lag={row.lag} partial={row.partial} leftOut={row.leftOut} />,
  },
  {
    id: 'timeLag',
    title: c.timeLag,
    width: 112,
    align: 'end',
    value: (row) => (row.timeLag.kind === 'unknown' ? null : secondsOf(row.timeLag)),
    unit: 's',
    cell: (row) => quiet(timeLagText(row.timeLag), timeLagTitle(row.timeLag)),
  },
  { id: 'in', title: c.in, width: 64, align: 'end', value: (row) => row.in, cell: (row) => quiet(short(row.in)) },
  { id: 'out', title: c.out, width: 64, align: 'end', value: (row) => row.out, cell: (row) => quiet(short(row.out)) },
  { id: 'slope', title: c.slope, width: 74, align: 'end', value: (row) => row.slope, cell: (row) => quiet(change(row.slope)) },
  {
    id: 'eta',
    title: c.eta,
    width: 88,
    align: 'end',
    value: (row) => etaOrder(row.eta),
    copied: (row) => etaCopied(row.eta),
    unit: 's',
    cell: (row) => quiet(etaText(row.eta)),
  },
  {
    id: 'skew',
    title: c.skew,
    width: 62,
    align: 'end',
    value: (row) => row.skew?.peakToMean ?? null,
    cell: (row) => quiet(skewText(row), skewTitle(row)),
  },
  { id: 'members', title: c.members, width: 80, align: 'end', value: (row) => row.members, cell: (row) => quiet(count(row.members)) },
  { id: 'unowned', title: c.unowned, width: 80, align: 'end', value: unownedOf, cell: (row) => quiet(count(unownedOf(row))) },
  {
    id: 'trend',
    title: c.trend,
    width: 112,
    value: (row) => row.trend.at(-1) ?? null,
    cell: (row) => <Sparkline values={row.trend} width={100} height={24} tone={verdictTone(row.verdict)} />,
  },
]

const keyOf = (row: GroupRow): string => row.group

export const WallTable = ({
  rows,
  onOpen,
  acts,
  onSelected,
  selected,
}: {
  readonly rows: readonly GroupRow[]
  readonly acts: (group: string) => readonly RowAction[]
  readonly selected: string | null
  onSelected(group: string | null): void
  onOpen(group: string, how: { readonly newTab: boolean }): void
}) => (
  <DataTable
    label={en.wall.title}
    rows={rows}
    columns={columns}
    rowKey={keyOf}
    initialSort={{ column: 'verdict', descending: true }}
    onOpen={(row, how) => onOpen(row.group, how)}
    selected={selected}
    onSelect={onSelected}
    actions={(row) => acts(row.group)}
    storageKey="wall.table"
  />
)
