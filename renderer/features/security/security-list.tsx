import { useState, type ReactNode } from 'react'
import { useFilter } from '../../app/actions-filter.ts'
import type { AppError } from '../../../shared/errors/error.ts'
import { useAt, useErrorAction } from '../../app/actions.ts'
import { en } from '../../text/en.ts'
import { errorText } from '../../text/errors.ts'
import { Button } from '../../ui/button.tsx'
import { FilterBox } from '../../ui/filter/filter-box.tsx'
import { ListArea, type ListAreaProps } from '../../ui/page/list-area.tsx'
import { PageHead } from '../../ui/page/page-head.tsx'
import { aboutAnswer } from '../../ui/states/about.ts'
import { AsOf } from '../../ui/states/strips.tsx'
import styles from './style.module.css'

const t = en.security

type Table<Row> = Pick<
  ListAreaProps<Row>,
  'noun' | 'label' | 'rows' | 'columns' | 'rowKey' | 'fields' | 'initialSort' | 'actions' | 'storageKey' | 'foot'
>

export interface SecurityListProps<Row, Answer> extends Table<Row> {
  /** As `useQuery` gives it. */
  readonly answer: { readonly data: Answer | undefined; readonly error: AppError | null; refetch(): unknown }
  readonly tabs: ReactNode
  /** Beside the title. */
  readonly note: string | undefined
  readonly empty: string
  readonly filterHint: string
  /** More buttons. */
  readonly more?: ReactNode
  readonly add: { readonly title: string; readonly off: string | undefined; run(): void }
  /** In place of the table. */
  readonly instead?: ReactNode
}

/** What the brokers keep of one kind, read when it is looked at: found by a filter, added to, in all states of its data. */
export function SecurityList<Row, Answer extends { readonly asOf: number }>(props: SecurityListProps<Row, Answer>) {
  const { answer, tabs, note, empty, filterHint, add, more, instead, ...table } = props
  const { at } = useAt()
  const onAction = useErrorAction()
  const [shown, setShown] = useState(0)
  const about = aboutAnswer(answer.data, answer.error)
  const { filter, setFilter, type, settle } = useFilter()
  // What cannot be read cannot be changed either: the reason stands there, and the button gives it too.
  const unread = answer.data === undefined && answer.error ? errorText(answer.error).title : undefined
  return (
    <>
      <PageHead title={t.title} note={note}>
        <AsOf about={about} />
        {instead === undefined && (
          <FilterBox value={filter} onChange={type} onLeave={settle} shown={shown} total={table.rows.length} hint={filterHint} />
        )}
        {more}
        <Button icon="plus" off={unread ?? add.off} onClick={add.run}>
          {add.title}
        </Button>
      </PageHead>
      {tabs}
      {at !== 'live' && <p className={styles['note']}>{t.live}</p>}
      {instead ?? (
        <ListArea
          {...table}
          about={about}
          error={answer.error}
          empty={{ sentence: empty }}
          onRetry={() => void answer.refetch()}
          onAction={onAction}
          onClearFilter={() => setFilter('')}
          filter={filter}
          onShown={setShown}
        />
      )}
    </>
  )
}
