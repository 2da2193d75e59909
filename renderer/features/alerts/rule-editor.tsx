import { useState } from 'react'
import type { AlertRuleRow } from '../../../shared/contract/alerts.ts'
import { ruleSentence } from '../../../shared/domain/alerts/words.ts'
import { useDraftAt } from '../../app/actions-draft.ts'
import { useCommand } from '../../host/hooks.ts'
import { draftPlace } from '../../state/drafts.ts'
import { en } from '../../text/en.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Restored } from '../../ui/restored.tsx'
import { ErrorBlock } from '../../ui/states/error-block.tsx'
import { draftOf, formOf, newForm, ruleShape, type RuleForm } from './draft.ts'
import { Replay, type ReplayAsk } from './replay.tsx'
import { RuleFields } from './rule-fields.tsx'
import styles from './style.module.css'

const t = en.alerts.form

export interface RuleEditorProps {
  readonly cluster: string
  /** Null: a new one. */
  readonly rule: AlertRuleRow | null
  onClose(): void
  onSaved(id: string): void
}

/** A rule as a sentence with places to fill in, and when it would have fired. */
export function RuleEditor({ cluster, rule, onClose, onSaved }: RuleEditorProps) {
  const [first] = useState<RuleForm>(() => (rule ? formOf(rule) : newForm))
  const [kept] = useState(() => draftPlace(cluster, 'alerts.rule', [rule?.id ?? 'new']))
  const { value: form, set: setForm, restored, startOver, forget } = useDraftAt(kept, { first, shape: ruleShape })
  const [shown, setShown] = useState(false)
  const [asked, setAsked] = useState<ReplayAsk | null>(null)
  const save = useCommand('alerts', 'save')
  const remove = useCommand('alerts', 'remove')
  const { draft, errors } = draftOf(form)
  const change = (next: Partial<RuleForm>): void => setForm((before) => ({ ...before, ...next }))
  const submit = (): void => {
    setShown(true)
    if (draft)
      save.run({ cluster, rule: draft }).then(
        ({ id }) => {
          forget()
          onSaved(id)
        },
        () => undefined,
      )
  }
  const test = (): void => {
    setShown(true)
    if (draft) setAsked((before) => ({ rule: draft, n: (before?.n ?? 0) + 1 }))
  }
  const drop = (id: string): void => {
    remove.run({ cluster, id }).then(close, () => undefined)
  }
  const close = (): void => {
    forget()
    onClose()
  }
  const error = save.error ?? remove.error
  return (
    <aside className={styles['editor']} aria-label={rule ? t.title : t.newTitle}>
      <header>
        <h2>{rule ? t.title : t.newTitle}</h2>
        <IconButton icon="x" label={en.common.close} onClick={close} />
      </header>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        {restored && <Restored onStartOver={startOver} />}
        <RuleFields form={form} errors={shown ? errors : {}} onChange={change} />
        <p className={styles['reads']}>
          <span>{t.reads}</span> {draft ? ruleSentence(draft) : '…'}
        </p>
        <div className={styles['buttons']}>
          <Button tone="primary" type="submit">
            {t.save}
          </Button>
          <Button icon="play" onClick={test}>
            {t.test}
          </Button>
          {rule && (
            <Button tone="quiet" onClick={() => drop(rule.id)}>
              {t.remove}
            </Button>
          )}
        </div>
        {error && <ErrorBlock error={error} />}
      </form>
      {asked && <Replay cluster={cluster} asked={asked} />}
    </aside>
  )
}
