import { useMemo } from 'react'
import { useAt, usePlace } from '../../app/actions.ts'
import { useView, useViewRow } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { PageHead, SubTabs } from '../../ui/page/page-head.tsx'
import { usePageKeys } from '../../ui/page/use-page-keys.ts'
import { DataArea } from '../../ui/states/data-area.tsx'
import { AlertLog } from './log-list.tsx'
import { MuteAll } from './mute.tsx'
import { RuleEditor } from './rule-editor.tsx'
import { RuleList } from './rule-list.tsx'
import { Telling } from './telling.tsx'
import styles from './style.module.css'

const t = en.alerts
const k = en.pageKeys

/** What was told, by which rules, and how one is told. */
export function AlertsScreen() {
  const { cluster } = useAt()
  const place = usePlace()
  const log = useView('alerts', 'log', { cluster })
  const rules = useView('alerts', 'rules', { cluster })
  const settings = useViewRow('alerts', 'settings', { cluster }, 'settings')
  const newestFirst = useMemo(() => [...log.rows].sort((a, b) => b.firedAt - a.firedAt || (a.id < b.id ? 1 : -1)), [log.rows])
  const standing = newestFirst.filter((row) => row.ended === null).length
  const edited = place.query.get('rule')
  const tab = place.query.get('tab') === 'rules' || edited !== null ? 'rules' : 'log'
  const show = (id: string): void => place.setQuery({ tab: id === 'rules' ? 'rules' : null, rule: null })
  const edit = (id: string | null): void => place.setQuery({ tab: 'rules', rule: id })
  usePageKeys({ 1: () => show('log'), 2: () => show('rules'), n: () => edit('new') }, [
    ['1–2', k.tabs],
    ['n', k.newRule],
  ])
  const chosen = rules.rows.find((rule) => rule.id === edited) ?? null
  const tabs = [
    { id: 'log', title: t.tabs.log, note: log.rows.length > 0 ? String(log.rows.length) : undefined },
    { id: 'rules', title: t.tabs.rules, note: rules.rows.length > 0 ? String(rules.rows.length) : undefined },
  ]
  return (
    <>
      <PageHead title={t.title} note={log.about.state === 'live' ? t.standing(standing) : undefined}>
        {settings && <MuteAll cluster={cluster} muted={settings.muted} />}
        <Button tone="primary" icon="plus" onClick={() => edit('new')}>
          {t.newRule}
        </Button>
      </PageHead>
      <SubTabs label={t.title} tabs={tabs} current={tab} onChange={show} />
      <div className={styles['body']}>
        <div className={styles['main']}>
          {tab === 'log' ? (
            <DataArea
              about={log.about}
              error={log.error}
              noun={t.noun}
              rows={log.rows.length}
              empty={{ sentence: t.noLog }}
              skeleton="lines"
            >
              <AlertLog cluster={cluster} rows={newestFirst} />
            </DataArea>
          ) : (
            <DataArea
              about={rules.about}
              error={rules.error}
              noun={t.rulesNoun}
              rows={rules.rows.length}
              empty={{ sentence: t.noRules, action: { title: t.newRule, run: () => edit('new') } }}
              skeleton="lines"
            >
              <RuleList cluster={cluster} rules={rules.rows} chosen={edited} onChoose={edit} />
              {settings && <Telling cluster={cluster} settings={settings} />}
            </DataArea>
          )}
        </div>
        {edited !== null && (edited === 'new' || chosen) && (
          <RuleEditor key={edited} cluster={cluster} rule={chosen} onClose={() => edit(null)} onSaved={(id) => edit(id)} />
        )}
      </div>
    </>
  )
}
