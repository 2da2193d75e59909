import { useMemo, type ReactNode } from 'react'
import type { AclBinding } from '../../../shared/contract/security.ts'
import { ACL_COLUMNS, aclCells } from '../../../shared/domain/acl-csv.ts'
import { aclKey } from '../../../shared/domain/acl.ts'
import { existingIn } from '../../../shared/domain/acl-rights.ts'
import { useApp, useAt, useMayChange, type App } from '../../app/actions.ts'
import { useQuery, useView } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { saveCsv } from '../../ui/chart/export.ts'
import { count } from '../../ui/format/numbers.ts'
import { aclColumns, aclFields, type AclRow } from '../../ui/kafka/acl-columns.tsx'
import { NoAuthorizer } from '../../ui/kafka/no-authorizer.tsx'
import type { RowAction } from '../../ui/table/types.ts'
import { textOf } from './acl-form.ts'
import { SecurityList } from './security-list.tsx'

const t = en.security
const MOST_AT_ONCE = 200

const keyOf = (row: AclRow): string => aclKey(row)
const bindingOf = ({ meets: _meets, ...acl }: AclRow): AclBinding => acl

function actionsOf(app: App, may: true | string, row: AclRow, marked: readonly AclRow[]): readonly RowAction[] {
  const off = may === true ? undefined : may
  const many = marked.some((each) => aclKey(each) === aclKey(row)) ? marked : [row]
  const remove = (): void => void app.change('security', 'deleteAcls', { acls: many.map(bindingOf) }, { title: t.remove(many.length) })
  return [
    { id: 'like', title: t.like, icon: 'plus', off, run: () => app.form('security.addAcl', textOf(bindingOf(row))) },
    { id: 'may-do', title: t.ask.of(row.principal), icon: 'info', run: () => app.form('security.mayDo', textOf(bindingOf(row))) },
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
  const rows = useRows(cluster, answer.data?.acls)
  const open = answer.data?.authorizer === false
  return (
    <SecurityList
      tabs={tabs}
      answer={answer}
      note={answer.data && !open ? t.count(rows.length, count(rows.length)) : undefined}
      noun={t.noun}
      empty={t.empty}
      filterHint={t.filterHint}
      {...(open ? {} : { more: <More rows={rows} may={may} /> })}
      add={{
        title: t.add,
        off: may !== true ? may : open ? t.noAuthorizer : undefined,
        run: () => app.form('security.addAcl'),
      }}
      label={t.tabs.acls}
      rows={rows}
      columns={aclColumns}
      rowKey={keyOf}
      fields={aclFields}
      initialSort={{ column: 'principal', descending: false }}
      actions={(row, marked) => actionsOf(app, may, row, marked)}
      storageKey="security.acls"
      foot={<Foot rows={rows} unknown={answer.data?.unknown ?? 0} />}
      {...(open ? { instead: <NoAuthorizer /> } : {})}
    />
  )
}

/** With how many of the topics and groups that are there now each speaks of. */
function useRows(cluster: string, acls: readonly AclBinding[] | undefined): readonly AclRow[] {
  const topics = useView('topics', 'list', { cluster, at: 'live' })
  const groups = useView('groups', 'list', { cluster, at: 'live' })
  const [haveTopics, haveGroups] = [topics.about.state === 'live', groups.about.state === 'live']
  const meets = useMemo(
    () =>
      existingIn({
        topics: haveTopics ? topics.rows.map(({ name }) => name) : null,
        groups: haveGroups ? groups.rows.map(({ group }) => group) : null,
      }),
    [haveTopics, haveGroups, topics.rows, groups.rows],
  )
  return useMemo(() => (acls ?? []).map((acl) => ({ ...acl, meets: meets(acl) })), [acls, meets])
}

/** What one may do, all of them as a file, and what a file has more. */
function More({ rows, may }: { readonly rows: readonly AclBinding[]; readonly may: true | string }) {
  const app = useApp()
  const save = (): void => saveCsv(t.file.name, ACL_COLUMNS, rows.map(aclCells))
  return (
    <>
      <Button icon="info" onClick={() => app.form('security.mayDo')}>
        {t.ask.open}
      </Button>
      <Button icon="down" off={rows.length === 0 && t.file.empty} onClick={save}>
        {t.file.export}
      </Button>
      <Button icon="file" off={may === true ? undefined : may} onClick={() => app.form('security.importAcls')}>
        {t.file.import}
      </Button>
    </>
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
