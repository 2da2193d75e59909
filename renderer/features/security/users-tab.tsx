import { useMemo, type ReactNode } from 'react'
import type { ScramListed } from '../../../shared/contract/security.ts'
import { scramKey } from '../../../shared/domain/scram.ts'
import { useApp, useAt, useMayChange, type App } from '../../app/actions.ts'
import { useQuery } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { count } from '../../ui/format/numbers.ts'
import type { Column, RowAction } from '../../ui/table/types.ts'
import { textOfScram } from './scram-form.ts'
import { SecurityList } from './security-list.tsx'
import styles from './style.module.css'

const t = en.security.scram
const MOST_AT_ONCE = 200

const columns: readonly Column<ScramListed>[] = [
  {
    id: 'user',
    title: t.column.user,
    width: 260,
    grow: 2,
    value: (row) => row.user,
    cell: (row) => <b className={styles['principal']}>{row.user}</b>,
  },
  { id: 'mechanism', title: t.column.mechanism, width: 180, grow: 1, value: (row) => row.mechanism },
  {
    id: 'iterations',
    title: t.column.iterations,
    description: t.aboutIterations,
    width: 120,
    align: 'end',
    value: (row) => row.iterations,
  },
]

const fields = { user: (row: ScramListed) => row.user, mechanism: (row: ScramListed) => row.mechanism }

function actionsOf(app: App, may: true | string, row: ScramListed, marked: readonly ScramListed[]): readonly RowAction[] {
  const off = may === true ? undefined : may
  const many = marked.some((each) => scramKey(each) === scramKey(row)) ? marked : [row]
  const credentials = many.map(({ user, mechanism }) => ({ user, mechanism }))
  return [
    { id: 'change', title: t.change, icon: 'lock', off, run: () => app.form('security.setScram', textOfScram(row)) },
    {
      id: 'remove',
      title: t.remove(many.length),
      icon: 'trash',
      danger: true,
      off: off ?? (many.length > MOST_AT_ONCE ? en.security.tooMany(MOST_AT_ONCE) : undefined),
      run: () => void app.change('security', 'removeScram', { credentials }, { title: t.remove(many.length) }),
    },
  ]
}

/** Who can log in by SASL/SCRAM. The brokers tell no password, and neither does this. */
export function UsersTab({ tabs }: { readonly tabs: ReactNode }) {
  const { cluster } = useAt()
  const app = useApp()
  const may = useMayChange()
  const answer = useQuery('security', 'scram', { cluster })
  const rows = useMemo(() => answer.data?.credentials ?? [], [answer.data])
  const users = useMemo(() => new Set(rows.map((row) => row.user)).size, [rows])
  const unknown = answer.data?.unknown ?? 0
  return (
    <SecurityList
      tabs={tabs}
      answer={answer}
      note={answer.data ? t.count(users, count(users)) : undefined}
      noun={t.noun}
      empty={t.empty}
      filterHint={t.filterHint}
      add={{ title: t.add, off: may === true ? undefined : may, run: () => app.form('security.setScram') }}
      label={en.security.tabs.scram}
      rows={rows}
      columns={columns}
      rowKey={scramKey}
      fields={fields}
      initialSort={{ column: 'user', descending: false }}
      actions={(row, marked) => actionsOf(app, may, row, marked)}
      storageKey="security.scram"
      foot={
        <>
          <span>{t.foot}</span>
          {unknown > 0 && <span>{t.unknown(unknown, count(unknown))}</span>}
        </>
      }
    />
  )
}
