import { useEffect, useRef } from 'react'
import type { AuditRow } from '../../../shared/contract/audit.ts'
import type { ProfileCard } from '../../../shared/contract/profiles.ts'
import { en } from '../../text/en.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorBlock } from '../../ui/states/error-block.tsx'
import { Asked } from './asked.tsx'
import { Confirm } from './confirm.tsx'
import { Lost, Outcome } from './outcome.tsx'
import { ChangeParts } from './parts.tsx'
import { planOf, type Asking, type Step } from './steps.ts'
import type { Steps } from './use-steps.ts'
import styles from './changes.module.css'

const t = en.changes

export interface ChangeDialogProps {
  readonly steps: Steps
  /** What was pressed, until the plan says it better. */
  readonly title: string
  readonly profile: ProfileCard | null
  /** “unlocked for 12 m 41 s”. */
  readonly unlocked: string | undefined
  /** What the audit log says of the act. */
  readonly row: AuditRow | null
  onClose(): void
  onOpen(path: string): void
  onLookAgain(act: string): void
  onStop(act: string): void
}

/** One change from its plan to its end. The dialog is the plan. */
export function ChangeDialog(props: ChangeDialogProps) {
  const { steps, title, profile, unlocked, onClose, onOpen } = props
  const { step } = steps
  const plan = planOf(step)
  const field = useRef<HTMLInputElement>(null)
  const cancel = useRef<HTMLButtonElement>(null)
  useFirstFocus(step, field, cancel)
  const foot = useFoot(props, field, cancel)
  return (
    <Alert
      title={plan?.title ?? title}
      place={{ environment: profile?.environment ?? 'other', name: profile?.name ?? '', note: unlocked }}
      onClose={onClose}
      initialFocus={() => field.current ?? cancel.current}
      lead={<Lead {...props} />}
      foot={foot}
    >
      {plan !== null && hasParts(step) && <Parts step={step} onOpen={onOpen} />}
    </Alert>
  )
}

/** Which parts a level shows: C1 is one sentence, and what would be sent on request. */
const hasParts = (step: Step): boolean => step.at === 'asking' || step.at === 'applying'

function Parts({ step, onOpen }: { readonly step: Step; onOpen(path: string): void }) {
  const plan = planOf(step)
  if (plan === null) return null
  const parts = <ChangeParts plan={plan} onOpen={onOpen} />
  if (plan.level !== 'C1') return parts
  return (
    <details className={styles['details']}>
      <summary>{t.details}</summary>
      {parts}
    </details>
  )
}

function Lead({ steps: { step }, row }: ChangeDialogProps) {
  switch (step.at) {
    case 'planning':
      return (
        <p className={styles['planning']} role="status">
          {t.planningNote}
        </p>
      )
    case 'refused':
      return (
        <div className={styles['refused']}>
          <ErrorBlock error={step.error} />
        </div>
      )
    case 'asking':
    case 'applying':
      return <Asked step={step} />
    case 'following':
      return <Outcome state={step.state} row={row} />
    case 'lost':
      return <Lost error={step.error} />
  }
}

type Ref<T> = { current: T | null }

function useFoot(props: ChangeDialogProps, field: Ref<HTMLInputElement>, cancel: Ref<HTMLButtonElement>) {
  const { steps, row, onClose, onOpen, onLookAgain, onStop } = props
  const { step } = steps
  // While it is being sent the same foot stays, so that nothing moves under the pointer.
  const asked = useRef<Asking | null>(null)
  if (step.at === 'asking') asked.current = step
  if ((step.at === 'asking' || step.at === 'applying') && asked.current !== null) {
    return (
      <Confirm
        step={asked.current}
        applying={step.at === 'applying'}
        field={field}
        cancel={cancel}
        onCancel={onClose}
        onApply={steps.apply}
      />
    )
  }
  return (
    <div className={styles['acts']}>
      <span className={styles['note']}>{step.at === 'refused' && t.refused}</span>
      {step.at === 'refused' && <Button onClick={() => steps.plan(false)}>{t.planAgain}</Button>}
      {step.at === 'lost' && (
        <Button tone="link" onClick={() => onOpen('/activity')}>
          {t.toActivity}
        </Button>
      )}
      {step.at === 'following' && (
        <>
          <Button tone="link" onClick={() => onOpen(`/activity?act=${encodeURIComponent(step.act)}`)}>
            {t.toActivity}
          </Button>
          {row !== null && !row.ended && row.steps !== null && <Button onClick={() => onStop(step.act)}>{t.stopRest}</Button>}
          {row?.ended === true && row.state !== 'verified' && row.state !== 'failed' && (
            <Button onClick={() => onLookAgain(step.act)}>{t.lookAgain}</Button>
          )}
        </>
      )}
      <Button ref={cancel} onClick={onClose}>
        {step.at === 'planning' ? en.common.cancel : step.at === 'following' && row?.ended === false ? t.goesOn : en.common.close}
      </Button>
    </div>
  )
}

/** Into the typing field when the plan is there, or on Cancel. Not again when the plan is renewed: somebody may be writing. */
function useFirstFocus(step: Step, field: Ref<HTMLInputElement>, cancel: Ref<HTMLButtonElement>): void {
  const { at } = step
  useEffect(() => {
    if (at === 'applying') return
    const to = (at === 'asking' ? field.current : null) ?? cancel.current
    to?.focus()
  }, [at, field, cancel])
}
