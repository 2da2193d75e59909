import { createContext, use, type ReactNode } from 'react'
import type { MemberRow } from '../../../shared/contract/groups.ts'
import { placeOf, useApp } from '../../app/actions.ts'
import { en } from '../../text/en.ts'
import { Badge } from '../../ui/badge.tsx'
import type { FilterFields } from '../../ui/filter/filter.ts'
import { count, percent, UNKNOWN } from '../../ui/format/numbers.ts'
import { LagSum, ShareBar } from '../../ui/kafka/lag.tsx'
import { RefList } from '../../ui/kafka/ref-list.tsx'
import type { Column } from '../../ui/table/types.ts'
import styles from './style.module.css'

const t = en.group.membersTab

/** Members of this group by host. */
export const SameHost = createContext<ReadonlyMap<string, number>>(new Map())

const nothingLeftOut = { noCommit: 0, noLeader: 0, topicGone: 0, notRead: 0 }
const quiet = (text: string): ReactNode => <span className={styles['quiet']}>{text}</span>

function SameHostCell({ host }: { readonly host: string }) {
  const n = use(SameHost).get(host) ?? 1
  return quiet(count(n))
}

function AssignedCell({ row }: { readonly row: MemberRow }) {
  const app = useApp()
  if (row.assigned.length === 0) return quiet(UNKNOWN)
  const items = row.assigned.map(({ topic, partitions }) => ({ name: topic, title: `${topic}: ${partitions.join(', ')}` }))
  return <RefList items={items} more={0} onOpen={(topic, how) => app.open(placeOf('topics', topic), how)} />
}

export const memberColumns: readonly Column<MemberRow>[] = [
  {
    id: 'client',
    title: t.column.client,
    width: 190,
    grow: 3,
    value: (row) => row.clientId,
    cell: (row) => (
      <span className={styles['clientName']}>
        <b title={row.clientId}>{row.clientId || row.member}</b>
        {row.partitions === 0 && (
          <Badge tone="warn" title={t.idleWhy}>
            {t.idle}
          </Badge>
        )}
      </span>
    ),
  },
  {
    id: 'member',
    title: t.column.member,
    width: 130,
    grow: 1,
    value: (row) => row.member,
    // The start is the client id again; its end tells members apart.
    cell: (row) => (
      <span className={styles['clip']} title={row.member}>
        {row.member.startsWith(row.clientId) && row.member !== row.clientId ? `…${row.member.slice(row.clientId.length)}` : row.member}
      </span>
    ),
  },
  { id: 'instance', title: t.column.instance, width: 120, hidden: true, value: (row) => row.instance },
  { id: 'host', title: t.column.host, width: 120, grow: 1, value: (row) => row.host, cell: (row) => quiet(row.host.replace(/^\//, '')) },
  {
    id: 'sameHost',
    title: t.column.sameHost,
    description: t.about.sameHost,
    width: 96,
    align: 'end',
    value: (row) => row.host,
    cell: (row) => <SameHostCell host={row.host} />,
  },
  { id: 'rack', title: t.column.rack, width: 80, hidden: true, value: (row) => row.rack },
  { id: 'partitions', title: t.column.partitions, width: 86, align: 'end', value: (row) => row.partitions },
  {
    id: 'lag',
    title: t.column.lag,
    width: 120,
    align: 'end',
    value: (row) => row.lag,
    cell: (row) => <LagSum lag={row.lag} partial={row.partial} leftOut={nothingLeftOut} />,
  },
  {
    id: 'share',
    title: t.column.share,
    description: t.about.share,
    width: 190,
    value: (row) => row.share,
    cell: (row) => (
      <span className={styles['share']}>
        <ShareBar share={row.share} />
        <span>{percent(row.share)}</span>
      </span>
    ),
  },
  {
    id: 'topics',
    title: t.column.topics,
    width: 150,
    grow: 2,
    value: (row) => row.assigned[0]?.topic ?? null,
    cell: (row) => <AssignedCell row={row} />,
  },
]

export const memberFields: FilterFields<MemberRow> = {
  client: (row) => row.clientId,
  member: (row) => row.member,
  instance: (row) => row.instance,
  host: (row) => row.host,
  rack: (row) => row.rack,
  partitions: (row) => row.partitions,
  lag: (row) => row.lag,
  topic: (row) => row.assigned.map((a) => a.topic),
}
