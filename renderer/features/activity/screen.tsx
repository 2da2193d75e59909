import { useMemo, useState } from 'react'
import { useFilter } from '../../app/actions-filter.ts'
import { useAt, usePlace } from '../../app/actions.ts'
import type { AuditRow } from '../../../shared/contract/audit.ts'
import { useView } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { Chip } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { FilterBox } from '../../ui/filter/filter-box.tsx'
import { count } from '../../ui/format/numbers.ts'
import { Kbd } from '../../ui/kbd.tsx'
import { ListArea } from '../../ui/page/list-area.tsx'
import { PageHead } from '../../ui/page/page-head.tsx'
import { usePageKeys } from '../../ui/page/use-page-keys.ts'
import { actFields, columnsOf } from './columns.tsx'
import { Detail } from './detail.tsx'
import { ProofStrip } from './proof-strip.tsx'
import { useActActs } from './use-act-acts.ts'
import { useLog } from './use-log.ts'
import styles from './style.module.css'

const t = en.activity
const k = en.pageKeys
const keyOf = (row: AuditRow): string => row.act
const OTHERS = 'from:elsewhere'
const newestFirst = { column: 'at', descending: true }

/** The audit log: what was done from here, with what result, and the way back. */
export function ActivityScreen() {
  const { cluster } = useAt()
  const place = usePlace()
  const all = place.query.get('all') === '1'
  const of = all ? null : cluster
  const { rows, byKey, about, error } = useView('audit', 'list', { cluster: of })
  const acts = useActActs()
  const log = useLog(of)
  const [shown, setShown] = useState(0)
  const { filter, setFilter, type, settle } = useFilter()
  const selected = place.query.get('act')
  const row = selected === null ? undefined : byKey.get(selected)
  usePageKeys(
    {
      x: log.save,
      z: () => row !== undefined && acts.undoOff(row) === undefined && acts.undo(row),
    },
    [
      ['z', k.undo],
      ['x', k.export],
    ],
  )
  return (
    <>
      <PageHead title={t.title} note={rows.length > 0 ? count(rows.length) : undefined}>
        <Chip on={all} onClick={() => place.setQuery({ all: all ? null : '1', act: null })}>
          {t.allProfiles}
        </Chip>
        <Chip on={filter === OTHERS} title={t.seen.othersWhy} onClick={() => setFilter(filter === OTHERS ? '' : OTHERS)}>
          {t.seen.others}
        </Chip>
        <FilterBox value={filter} onChange={type} onLeave={settle} shown={shown} total={rows.length} hint={t.filterHint} />
        <Button icon="check" title={t.verifyWhy} off={log.busy === 'verify' && t.verifying} onClick={log.verify}>
          {t.verify}
        </Button>
        <Button icon="file" off={log.busy === 'export' && t.exporting} onClick={log.save}>
          {t.export}
        </Button>
      </PageHead>
      {log.proof && <ProofStrip proof={log.proof} onClose={log.forget} />}
      <div className={styles['body']}>
        <ListArea
          about={about}
          error={error}
          noun={t.noun}
          empty={{ sentence: t.empty }}
          onClearFilter={() => setFilter('')}
          label={t.title}
          rows={rows}
          columns={columnsOf(all)}
          rowKey={keyOf}
          filter={filter}
          fields={actFields}
          selected={selected}
          onSelect={(act) => place.setQuery({ act })}
          initialSort={newestFirst}
          actions={(each) => [
            { id: 'undo', title: t.undoAct, icon: 'undo', keys: 'z', off: acts.undoOff(each), run: () => acts.undo(each) },
            ...(isOpen(each) ? [{ id: 'look', title: t.lookAgain, icon: 'retry' as const, run: () => acts.lookAgain(each) }] : []),
          ]}
          onShown={setShown}
          storageKey="activity"
          foot={<Foot rows={rows} />}
        />
        {row && <Detail key={row.act} row={row} acts={acts} onClose={() => place.setQuery({ act: null })} />}
      </div>
    </>
  )
}

/** It ended without anybody having seen its effect. */
const isOpen = (row: AuditRow): boolean => row.ended && (row.state === 'unknown' || row.state === 'accepted')

function Foot({ rows }: { readonly rows: readonly AuditRow[] }) {
  const unknown = useMemo(() => rows.filter((row) => row.ended && row.state === 'unknown').length, [rows])
  return (
    <>
      <span>{t.foot(count(rows.length))}</span>
      {unknown > 0 && <span className={styles['warn']}>{t.unknownOnes(unknown, count(unknown))}</span>}
      <span className={styles['keys']}>
        <Kbd keys="z" /> {t.key.undo} <Kbd keys="x" /> {t.key.export}
      </span>
    </>
  )
}
