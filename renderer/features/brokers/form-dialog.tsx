import { useCallback, useEffect, useMemo, useState } from 'react'
import { useDraftAt } from '../../app/actions-draft.ts'
import { useApp, useAt } from '../../app/actions.ts'
import type { BrokerRow } from '../../../shared/contract/brokers.ts'
import { useView } from '../../host/hooks.ts'
import { draftPlace } from '../../state/drafts.ts'
import { BrokerForm } from '../../state/forms.ts'
import { en } from '../../text/en.ts'
import type { ErrorFacts } from '../../text/errors.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, type DialogProps } from '../../ui/dialog.tsx'
import { Restored } from '../../ui/restored.tsx'
import { ErrorBlock } from '../../ui/states/error-block.tsx'
import {
  checkAttributes,
  checkBrokerForm,
  checkBrokers,
  formOf,
  newForm,
  safeForm,
  type BrokerField,
  type Problems,
} from './broker-form.ts'
import { BrokerFields } from './form-fields.tsx'
import { Placement } from './placement.tsx'
import styles from './form.module.css'

const t = en.brokerForm
const BLANK = newForm([])

/** Which form is open, and for which broker. */
export type OpenForm = { readonly kind: 'add' } | { readonly kind: 'update' | 'clone'; readonly of: BrokerRow; readonly brokers: string }

export interface FormDialogProps {
  readonly open: OpenForm
  readonly rows: readonly BrokerRow[]
  /** Why nothing can be changed now. */
  readonly may: true | string
  readonly place: NonNullable<DialogProps['place']>
  onClose(): void
}

/** Adds, changes or copies brokers: what is wrong stands at its field before anything is asked; then the plan says what it does. */
export function FormDialog({ open, rows, may, place, onClose }: FormDialogProps) {
  const state = useBrokerForm(open, rows, onClose)
  const { form, problemOf, set, leave } = state
  const close = (): void => {
    state.draft.forget()
    onClose()
  }
  const title = open.kind === 'add' ? t.add : open.kind === 'clone' ? t.clone(String(open.of.id)) : t.update(open.brokers)
  return (
    <Dialog
      title={title}
      place={place}
      open={!state.hidden}
      returnFocus={!state.hidden}
      width="wide"
      onClose={close}
      foot={
        <>
          {state.shown > 0 && <span className={styles['left']}>{t.errorsLeft(state.shown)}</span>}
          <Button onClick={close}>{t.cancel}</Button>
          <Button tone="primary" off={may === true ? state.off : may} onClick={() => void state.submit()}>
            {state.busy ? t.planning : t.next}
          </Button>
        </>
      }
    >
      <div className={styles['columns']}>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            void state.submit()
          }}
        >
          {state.draft.restored && <Restored note={t.restoredNote} onStartOver={state.draft.startOver} />}
          <BrokerFields form={form} kind={open.kind} problemOf={problemOf} set={set} leave={leave} />
          {/* Enter in a field sends the form. */}
          <button type="submit" className="visually-hidden" tabIndex={-1} aria-hidden>
            {t.next}
          </button>
        </form>
        <div className={styles['side']}>
          {state.refused && <ErrorBlock error={state.refused} />}
          {open.kind !== 'clone' && (
            <Placement broker={open.kind === 'update' ? open.of.id : null} settings={state.settings} order={state.order} waitMs={400} />
          )}
        </div>
      </div>
    </Dialog>
  )
}

function useBrokerForm(open: OpenForm, rows: readonly BrokerRow[], onClose: () => void) {
  const app = useApp()
  const at = useAt()
  const agents = useView('mesos', 'agents', at)
  const [first] = useState(() => (open.kind === 'update' && open.of.scheduler ? formOf(open.brokers, open.of.scheduler) : newForm(rows)))
  const [kept] = useState(() => draftPlace(at.cluster, `brokers.${open.kind}`, open.kind === 'add' ? [] : [open.brokers]))
  const safe = useCallback((written: BrokerForm) => safeForm(written, first), [first])
  const draft = useDraftAt(kept, { first, shape: BrokerForm, safe })
  const { value: form, set: setForm } = draft
  const [told, setTold] = useState<ReadonlySet<BrokerField> | 'all'>(new Set())
  const [refused, setRefused] = useState<ErrorFacts | null>(null)
  const [busy, setBusy] = useState(false)
  const [hidden, setHidden] = useState(false)
  const [gone] = useState(() => new AbortController())
  // Maybe while the plan is still being made.
  useEffect(() => () => gone.abort(), [gone])
  const known = useMemo(
    () =>
      agents.rows.length === 0
        ? null
        : [...new Set(agents.rows.flatMap(({ attributes }) => attributes.flatMap(({ name, text }) => (text ? [name] : []))))].toSorted(),
    [agents.rows],
  )
  const checked = useMemo(() => checkBrokerForm(form, open.kind === 'update' ? first : null), [form, first, open.kind])
  const wrong: Problems = {
    ...(open.kind === 'clone' ? {} : checked.problems),
    ...withoutNull({
      brokers: checkBrokers(form.brokers, rows, open.kind !== 'update'),
      constraints: checked.problems.constraints ?? (open.kind === 'clone' ? null : checkAttributes(form.constraints, known)),
    }),
  }
  // What the core refused may be right by now: a press asks it again.
  const problems: Problems = { ...remoteProblems(refused), ...wrong }
  const unchanged = open.kind === 'update' && Object.keys(checked.settings).length === 0 && Object.keys(wrong).length === 0
  const isTold = (field: BrokerField): boolean => told === 'all' || told.has(field)
  const submit = async (): Promise<void> => {
    setTold('all')
    if (Object.keys(wrong).length > 0 || unchanged || busy) return
    setBusy(true)
    setRefused(null)
    const how = {
      title: open.kind === 'add' ? t.add : t.update(form.brokers),
      form: { onShown: () => setHidden(true), signal: gone.signal },
    }
    const brokers = form.brokers.trim()
    const end =
      open.kind === 'clone'
        ? await app.change('lifecycle', 'clone', { source: open.of.id, brokers }, how)
        : await app.change('lifecycle', open.kind, { brokers, settings: checked.settings }, how)
    if (end.is === 'applied') {
      draft.forget()
      return onClose()
    }
    setBusy(false)
    setHidden(false)
    if (end.is === 'refused') setRefused(end.error)
  }
  return {
    draft,
    hidden,
    form,
    settings: checked.settings,
    order: open.kind === 'add' && problems.brokers === undefined ? form.brokers : null,
    shown: Object.keys(problems).filter((field) => isTold(field as BrokerField)).length, // keys of Problems
    refused: refused !== null && !isAtFields(refused, open.kind) ? refused : null,
    busy,
    off: unchanged && t.nothingChanged,
    problemOf: (field: BrokerField): string | undefined => (isTold(field) ? problems[field] : undefined),
    set: (change: Partial<BrokerForm>) => {
      setRefused(null)
      setForm((before) => ({ ...before, ...change }))
    },
    leave: (field: BrokerField) => {
      if (form[field] !== first[field]) setTold((before) => (before === 'all' ? before : new Set(before).add(field)))
    },
    submit,
  }
}

const withoutNull = (problems: Readonly<Partial<Record<BrokerField, string | null>>>): Problems =>
  Object.fromEntries(Object.entries(problems).filter(([, why]) => why !== null)) as Problems

/** Whether each of what the core says has its field in the form. */
function isAtFields(error: ErrorFacts, kind: OpenForm['kind']): boolean {
  const fields = Object.keys(remoteProblems(error))
  return fields.length > 0 && fields.every((field) => (kind === 'clone' ? field === 'brokers' : field in BLANK))
}

/** What the core says about fields: `settings.port`, `brokers`. */
function remoteProblems(error: ErrorFacts | null): Problems {
  const about = error?.about
  if (typeof about !== 'object' || about === null || !('issues' in about) || !Array.isArray(about.issues)) return {}
  const found: Partial<Record<BrokerField, string>> = {}
  for (const issue of about.issues as readonly Readonly<Record<string, unknown>>[]) {
    const path = issue['field'] ?? issue['path']
    const message = issue['message']
    if (typeof path !== 'string' || typeof message !== 'string') continue
    const field =
      path
        .replace(/^input\./, '')
        .replace(/^settings\./, '')
        .split('.')[0] ?? ''
    found[field as BrokerField] ??= message // unknown names find no field and are told as a whole
  }
  return found
}
