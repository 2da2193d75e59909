import type { AlertRuleRow } from '../../../shared/contract/alerts.ts'
import { ruleSentence } from '../../../shared/domain/alerts/words.ts'
import { useCommand } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { Badge } from '../../ui/badge.tsx'
import { ErrorBlock } from '../../ui/states/error-block.tsx'
import styles from './style.module.css'

const t = en.alerts

export interface RuleListProps {
  readonly cluster: string
  readonly rules: readonly AlertRuleRow[]
  readonly chosen: string | null
  onChoose(id: string): void
}

export function RuleList({ cluster, rules, chosen, onChoose }: RuleListProps) {
  const save = useCommand('alerts', 'save')
  const turn = ({ standing: _standing, blind: _blind, ...rule }: AlertRuleRow, enabled: boolean): void => {
    save.run({ cluster, rule: { ...rule, enabled } }).catch(() => {
      // Shown below.
    })
  }
  return (
    <>
      {save.error && <ErrorBlock error={save.error} />}
      <ul className={styles['rules']} aria-label={t.tabs.rules}>
        {rules.map((rule) => {
          const sentence = ruleSentence(rule)
          return (
            <li key={rule.id} className={styles['rule']} data-on={rule.id === chosen || undefined}>
              <input
                type="checkbox"
                checked={rule.enabled}
                aria-label={t.onLabel(sentence)}
                onChange={(event) => turn(rule, event.target.checked)}
              />
              <button type="button" className={styles['sentence']} data-off={!rule.enabled || undefined} onClick={() => onChoose(rule.id)}>
                {sentence}
              </button>
              {rule.enabled && rule.blind !== null && <Badge title={t.blindWhy[rule.blind]}>{t.blind[rule.blind]}</Badge>}
              {rule.standing > 0 && <Badge tone="bad">{t.standing(rule.standing)}</Badge>}
            </li>
          )
        })}
      </ul>
    </>
  )
}
