import { useMemo, type ReactNode } from 'react'
import type { AclBinding } from '../../../shared/contract/security.ts'
import { ACL_COLUMNS, aclCells } from '../../../shared/domain/acl-csv.ts'
import { aclKey } from '../../../shared/domain/acl.ts'
import { useApp, useAt, useMayChange, type App } from '../../app/actions.ts'
import { useQuery } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { saveCsv } from '../../ui/chart/export.ts'
import { count } from '../../ui/format/numbers.ts'
import type { RowAction } from '../../ui/table/types.ts'
import { textOf } from './acl-form.ts'
import { columns, fields } from './acl-columns.tsx'
import { SecurityList } from './security-list.tsx'
import styles from './style.module.css'

const t = en.security
const MOST_AT_ONCE = 200

function actionsOf(app: App, may: true | string, row: AclBinding, marked: readonly AclBinding[]): readonly RowAction[] {
  const off = may === true ? undefined : may
  const many = marked.some((each) => aclKey(each) === aclKey(row)) ? marked : [row]
  const remove = (): void => void app.change('security', 'deleteAcls', { acls: [...many] }, { title: t.remove(many.length) })
  return [
    { id: 'like', title: t.like, icon: 'plus', off, run: () => app.form('security.addAcl', textOf(row)) },
    {
      id: 'remove',
      title: t.remove(many.length),
      icon: 'trash',
      danger: true,
      off: off ?? (many.length > MOST_AT_ONCE ? t.tooMany(MOST_AT_ONCE) : undefined),
      run: remove,
    },
  ]
}

/** Who may do what. Brokers without an authorizer say so in place of an empty list. */
export function AclsTab({ tabs }: { readonly tabs: ReactNode }) {
  const { cluster } = useAt()
  const app = useApp()
  const may = useMayChange()
  const answer = useQuery('security', 'acls', { cluster })
  const rows = useMemo(() => answer.data?.acls ?? [], [answer.data])
  const open = answer.data?.authorizer === false
  return (
    <SecurityList
      tabs={tabs}
      answer={answer}
      note={answer.data && !open ? t.count(rows.length, count(rows.length)) : undefined}
      noun={t.noun}
      empty={t.empty}
      filterHint={t.filterHint}
      {...(open ? {} : { more: <Files rows={rows} may={may} /> })}
      add={{
        title: t.add,
        off: may !== true ? may : open ? t.noAuthorizer : undefined,
        run: () => app.form('security.addAcl'),
      }}
      label={t.tabs.acls}
      rows={rows}
      columns={columns}
      rowKey={aclKey}
      fields={fields}
      initialSort={{ column: 'principal', descending: false }}
      actions={(row, marked) => actionsOf(app, may, row, marked)}
      storageKey="security.acls"
      foot={<Foot rows={rows} unknown={answer.data?.unknown ?? 0} />}
      {...(open ? { instead: <NoAuthorizer /> } : {})}
    />
  )
}

/** All of them as a file, and what a file has more. */
function Files({ rows, may }: { readonly rows: readonly AclBinding[]; readonly may: true | string }) {
  const app = useApp()
  const save = (): void => saveCsv(t.file.name, ACL_COLUMNS, rows.map(aclCells))
  return (
    <>
      <Button icon="down" off={rows.length === 0 && t.file.empty} onClick={save}>
        {t.file.export}
      </Button>
      <Button icon="file" off={may === true ? undefined : may} onClick={() => app.form('security.importAcls')}>
        {t.file.import}
      </Button>
    </>
  )
}

function NoAuthorizer() {
  return (
    <section className={styles['open']} role="status">
      <h2>{t.noAuthorizer}</h2>
      <p>{t.noAuthorizerNote}</p>
    </section>
  )
}

function Foot({ rows, unknown }: { readonly rows: readonly AclBinding[]; readonly unknown: number }) {
  const principals = new Set(rows.map((row) => row.principal)).size
  return (
    <>
      <span>{t.count(rows.length, count(rows.length))}</span>
      <span>{t.principals(principals, count(principals))}</span>
      {unknown > 0 && <span>{t.unknown(unknown, count(unknown))}</span>}
    </>
  )
}
