import { useMemo, useState } from 'react'
import type { AclAnswer, AclBinding } from '../../../shared/contract/security.ts'
import { aclKey } from '../../../shared/domain/acl.ts'
import { useApp, useAt, useErrorAction, useMayChange, usePlace, type App } from '../../app/actions.ts'
import { useQuery } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import type { ErrorFacts } from '../../text/errors.ts'
import { Button } from '../../ui/button.tsx'
import { FilterBox } from '../../ui/filter/filter-box.tsx'
import { count } from '../../ui/format/numbers.ts'
import { ListArea } from '../../ui/page/list-area.tsx'
import { PageHead } from '../../ui/page/page-head.tsx'
import type { About } from '../../ui/states/about.ts'
import { AsOf } from '../../ui/states/strips.tsx'
import type { RowAction } from '../../ui/table/types.ts'
import { textOf } from './acl-form.ts'
import { columns, fields } from './columns.tsx'
import styles from './style.module.css'

const t = en.security
const MOST_AT_ONCE = 200

function aboutOf(answer: AclAnswer | undefined, error: ErrorFacts | null): About {
  if (answer) return { state: 'live', asOf: answer.asOf, errors: error ? [error] : [], progress: null }
  if (!error) return { state: 'loading', asOf: null, errors: [], progress: null }
  const state = error.code === 'kafka.unsupported' ? 'unsupported' : error.code === 'kafka.forbidden' ? 'forbidden' : 'failed'
  return { state, asOf: null, errors: [error], progress: null }
}

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
export function SecurityScreen() {
  const { cluster, at } = useAt()
  const app = useApp()
  const place = usePlace()
  const may = useMayChange()
  const onAction = useErrorAction()
  const answer = useQuery('security', 'acls', { cluster })
  const [shown, setShown] = useState(0)
  const rows = useMemo(() => answer.data?.acls ?? [], [answer.data])
  const about = aboutOf(answer.data, answer.error)
  const filter = place.query.get('filter') ?? ''
  const setFilter = (next: string): void => place.setQuery({ filter: next === '' ? null : next })
  const open = answer.data?.authorizer === false
  return (
    <>
      <PageHead title={t.title} note={answer.data && !open ? t.count(rows.length, count(rows.length)) : undefined}>
        <AsOf about={about} />
        {!open && <FilterBox value={filter} onChange={setFilter} shown={shown} total={rows.length} hint={t.filterHint} />}
        <Button icon="plus" off={may !== true ? may : open ? t.noAuthorizer : undefined} onClick={() => app.form('security.addAcl')}>
          {t.add}
        </Button>
      </PageHead>
      {at !== 'live' && <p className={styles['note']}>{t.live}</p>}
      {open ? (
        <section className={styles['open']} role="status">
          <h2>{t.noAuthorizer}</h2>
          <p>{t.noAuthorizerNote}</p>
        </section>
      ) : (
        <ListArea
          about={about}
          error={answer.error}
          noun={t.noun}
          empty={{ sentence: t.empty }}
          onRetry={() => void answer.refetch()}
          onAction={onAction}
          onClearFilter={() => setFilter('')}
          label={t.title}
          rows={rows}
          columns={columns}
          rowKey={aclKey}
          filter={filter}
          fields={fields}
          initialSort={{ column: 'principal', descending: false }}
          actions={(row, marked) => actionsOf(app, may, row, marked)}
          onShown={setShown}
          storageKey="security.acls"
          foot={<Foot rows={rows} unknown={answer.data?.unknown ?? 0} />}
        />
      )}
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
