import type { AclBinding } from '../../../shared/domain/acl.ts'
import { en } from '../../text/en.ts'
import { Badge } from '../badge.tsx'
import { count } from '../format/numbers.ts'
import type { Column } from '../table/types.ts'
import styles from './acl.module.css'

const t = en.security

/** With the count of what exists that it speaks of; null: not known, or nothing that is counted. */
export type AclRow = AclBinding & { readonly meets: number | null }

export const aclColumns: readonly Column<AclRow>[] = [
  {
    id: 'principal',
    title: t.column.principal,
    description: t.about.principal,
    width: 200,
    grow: 2,
    value: (row) => row.principal,
    cell: (row) => <b className={styles['principal']}>{row.principal}</b>,
  },
  {
    id: 'permission',
    title: t.column.permission,
    width: 104,
    value: (row) => row.permission,
    cell: (row) => <Badge tone={row.permission === 'deny' ? 'bad' : 'unknown'}>{t.permission[row.permission]}</Badge>,
  },
  { id: 'operation', title: t.column.operation, width: 148, value: (row) => row.operation },
  {
    id: 'resource',
    title: t.column.resource,
    width: 140,
    value: (row) => row.resource,
    cell: (row) => <span className={styles['second']}>{t.resource[row.resource]}</span>,
  },
  {
    id: 'name',
    title: t.column.name,
    width: 220,
    grow: 3,
    value: (row) => row.name,
    cell: (row) => <span className={styles['name']}>{row.pattern === 'prefixed' ? `${row.name}…` : row.name}</span>,
  },
  {
    id: 'pattern',
    title: t.column.pattern,
    description: t.about.pattern,
    width: 148,
    value: (row) => row.pattern,
    cell: (row) => (
      <span className={styles['second']}>{row.pattern === 'literal' && row.name === '*' ? t.everyName : t.pattern[row.pattern]}</span>
    ),
  },
  {
    id: 'host',
    title: t.column.host,
    description: t.about.host,
    width: 124,
    value: (row) => row.host,
    cell: (row) => <span className={styles['second']}>{row.host}</span>,
  },
  {
    id: 'meets',
    title: t.column.meets,
    description: t.about.meets,
    width: 104,
    align: 'end',
    value: (row) => row.meets,
    cell: (row) =>
      row.meets === 0 ? <Badge tone="warn">{t.meetsNone}</Badge> : <span className={styles['second']}>{count(row.meets)}</span>,
  },
]

export const aclFields = {
  principal: (row: AclBinding) => row.principal,
  permission: (row: AclBinding) => row.permission,
  operation: (row: AclBinding) => row.operation,
  resource: (row: AclBinding) => row.resource,
  name: (row: AclBinding) => row.name,
  host: (row: AclBinding) => row.host,
  meets: (row: AclRow) => row.meets,
}
