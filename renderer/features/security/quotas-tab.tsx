import { useMemo, type ReactNode } from 'react'
import type { Quota, QuotaAnswer } from '../../../shared/contract/security.ts'
import { entityKey } from '../../../shared/domain/quota.ts'
import { useApp, useAt, useMayChange, type App } from '../../app/actions.ts'
import { useQuery } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { count } from '../../ui/format/numbers.ts'
import type { RowAction } from '../../ui/table/types.ts'
import { quotaColumns, quotaFields } from './quota-columns.tsx'
import { textOfEntity } from './quota-entity.ts'
import { SecurityList } from './security-list.tsx'

const t = en.security.quota
const MOST_AT_ONCE = 200

interface Means {
  readonly may: true | string
  readonly via: QuotaAnswer['via'] | undefined
}

const keyOf = ({ entity }: Quota): string => entityKey(entity)

/** `via`: the scheduler takes no limit away. */
function actionsOf(app: App, { may, via }: Means, row: Quota, marked: readonly Quota[]): readonly RowAction[] {
  const off = may === true ? undefined : may
  const many = marked.some((each) => keyOf(each) === keyOf(row)) ? marked : [row]
  const quotas = many.map(({ entity, values }) => ({ entity, changes: values.map(({ key }) => ({ key, value: null })) }))
  return [
    { id: 'change', title: t.change, icon: 'settings', off, run: () => app.form('security.setQuota', textOfEntity(row.entity)) },
    {
      id: 'remove',
      title: t.remove(many.length),
      icon: 'trash',
      danger: true,
      off:
        off ?? (via === 'scheduler' ? t.scheduler.noRemoval : many.length > MOST_AT_ONCE ? en.security.tooMany(MOST_AT_ONCE) : undefined),
      run: () => void app.change('security', 'alterQuotas', { quotas }, { title: t.remove(many.length) }),
    },
  ]
}

/** How much a client may do a second before it is made to wait. */
export function QuotasTab({ tabs }: { readonly tabs: ReactNode }) {
  const { cluster } = useAt()
  const app = useApp()
  const may = useMayChange()
  const answer = useQuery('security', 'quotas', { cluster })
  const rows = useMemo(() => answer.data?.quotas ?? [], [answer.data])
  const { unknown = 0, via } = answer.data ?? {}
  return (
    <SecurityList
      tabs={tabs}
      answer={answer}
      note={answer.data ? t.count(rows.length, count(rows.length)) : undefined}
      noun={t.noun}
      empty={t.empty}
      filterHint={t.filterHint}
      add={{ title: t.add, off: may === true ? undefined : may, run: () => app.form('security.setQuota') }}
      label={en.security.tabs.quotas}
      rows={rows}
      columns={quotaColumns}
      rowKey={keyOf}
      fields={quotaFields}
      initialSort={{ column: 'who', descending: false }}
      actions={(row, marked) => actionsOf(app, { may, via }, row, marked)}
      storageKey="security.quotas"
      foot={
        <>
          <span>{t.each}</span>
          {via === 'scheduler' && <span>{t.scheduler.note}</span>}
          {unknown > 0 && <span>{t.unknown(unknown, count(unknown))}</span>}
        </>
      }
    />
  )
}
