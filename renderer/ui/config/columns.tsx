import { en } from '../../text/en.ts'
import { Badge } from '../badge.tsx'
import type { Column } from '../table/types.ts'
import type { ConfigItem } from './config-row.ts'
import { friendlyValue } from './friendly.ts'
import styles from './config.module.css'

const t = en.config

function ValueCell({ row }: { readonly row: ConfigItem }) {
  if (row.sensitive) return <span className={styles['quiet']}>•••• {t.sensitive}</span>
  return <Value name={row.name} value={row.value} />
}

function Value({ name, value }: { readonly name: string; readonly value: string | null }) {
  if (value === null || value === '') return <span className={styles['quiet']}>{t.notSet}</span>
  const friendly = friendlyValue(name, value)
  return (
    <span className={styles['value']} title={value}>
      <span>{value}</span>
      {friendly !== null && <i>{friendly}</i>}
    </span>
  )
}

const plain: readonly Column<ConfigItem>[] = [
  {
    id: 'name',
    title: t.column.name,
    width: 280,
    grow: 2,
    value: (row) => row.name,
    cell: (row) => <b className={styles['name']}>{row.name}</b>,
  },
  {
    id: 'value',
    title: t.column.value,
    width: 260,
    grow: 3,
    value: (row) => (row.sensitive ? null : row.value),
    cell: (row) => <ValueCell row={row} />,
  },
  {
    id: 'source',
    title: t.column.source,
    width: 140,
    value: (row) => row.source,
    cell: (row) => (
      <span className={styles['quiet']} data-own={row.source !== 'default' || undefined}>
        {t.source[row.source]}
      </span>
    ),
  },
  {
    id: 'notes',
    title: t.column.notes,
    description: t.readOnly,
    width: 96,
    value: (row) => (row.readOnly ? t.readOnly : null),
    cell: (row) => (row.readOnly ? <Badge>{t.readOnly}</Badge> : null),
  },
  { id: 'type', title: t.column.type, width: 96, hidden: true, value: (row) => row.type?.toLowerCase() ?? null },
]

/** What the scheduler was told to set, beside what runs and what would be without either; where the first two differ it is said. */
export function columnsOf(defined: ReadonlyMap<string, string>): readonly Column<ConfigItem>[] {
  if (defined.size === 0) return plain
  return plain.flatMap((column): readonly Column<ConfigItem>[] => {
    switch (column.id) {
      case 'value':
        return [
          {
            id: 'defined',
            title: t.column.defined,
            width: 180,
            grow: 2,
            value: (row) => (row.sensitive ? null : (defined.get(row.name) ?? null)),
            cell: (row) => (defined.has(row.name) ? <ValueCell row={{ ...row, value: defined.get(row.name) ?? null }} /> : null),
          },
          {
            ...column,
            title: t.column.running,
            width: 180,
            grow: 2,
            cell: (row) => (isUntold(row) ? <span className={styles['quiet']}>—</span> : <ValueCell row={row} />),
          },
          {
            id: 'default',
            title: t.column.fallback,
            width: 180,
            grow: 2,
            value: (row) => row.defaultValue ?? null,
            cell: (row) => (row.defaultValue === undefined || row.sensitive ? null : <Value name={row.name} value={row.defaultValue} />),
          },
        ]
      case 'notes':
        return [{ ...column, value: (row) => notesOf(row, defined), cell: (row) => <Notes row={row} defined={defined} /> }]
      default:
        return [column]
    }
  })
}

/** Kafka says of its own which are secret; of others the name does. */
const SECRET = /password|secret|token|jaas|credential|keystore\.key$/i

/** Kafka tells nothing of it: unknown is not different. */
const isUntold = (row: ConfigItem): boolean => row.source === 'unknown' && row.value === null

const differs = (row: ConfigItem, defined: ReadonlyMap<string, string>): boolean =>
  defined.has(row.name) && !row.sensitive && !isUntold(row) && defined.get(row.name) !== row.value

const notesOf = (row: ConfigItem, defined: ReadonlyMap<string, string>): string | null =>
  differs(row, defined) ? t.differs : row.readOnly ? t.readOnly : null

function Notes({ row, defined }: { readonly row: ConfigItem; readonly defined: ReadonlyMap<string, string> }) {
  if (!differs(row, defined)) return row.readOnly ? <Badge>{t.readOnly}</Badge> : null
  return (
    <span title={t.differsWhy}>
      <Badge tone="warn">{t.differs}</Badge>
    </span>
  )
}

/** With a row for each option of the scheduler that Kafka does not tell of. */
export function withDefined(entries: readonly ConfigItem[], defined: ReadonlyMap<string, string>): readonly ConfigItem[] {
  const known = new Set(entries.map(({ name }) => name))
  const others = [...defined.keys()].filter((name) => !known.has(name))
  if (others.length === 0) return entries
  const unknown = { value: null, source: 'unknown', type: null, documentation: null, readOnly: false } as const
  return [...entries, ...others.map((name) => ({ name, ...unknown, sensitive: SECRET.test(name) }))]
}
