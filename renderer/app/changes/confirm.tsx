import { useEffect, useState, type RefObject } from 'react'
import type { Plan } from '../../../shared/contract/changes.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { clockTime } from '../../ui/format/times.ts'
import { useZone } from '../../ui/format/zone.tsx'
import { isTyped, type Asking } from './steps.ts'
import styles from './changes.module.css'

const t = en.changes

export interface ConfirmProps {
  readonly step: Asking
  readonly applying: boolean
  readonly field: RefObject<HTMLInputElement | null>
  readonly cancel: RefObject<HTMLButtonElement | null>
  onCancel(): void
  onApply(typed: string | null): void
}

/** The foot of the dialog: what has to be typed, Cancel, and the act, which stays soft until it may be pressed. */
export function Confirm({ step, applying, field, cancel, onCancel, onApply }: ConfirmProps) {
  const { plan } = step
  const [typed, setTyped] = useState('')
  const left = useArming(plan)
  const off = applying ? t.applying : whyOff(plan, typed, left)
  const press = (): void => {
    if (off === null) onApply(plan.confirm.typed === null ? null : typed)
  }
  return (
    <form
      className={styles['confirm']}
      onSubmit={(event) => {
        event.preventDefault()
        press()
      }}
    >
      {plan.confirm.typed !== null && <TypedField what={plan.confirm.typed} value={typed} onChange={setTyped} field={field} />}
      <div className={styles['acts']}>
        <Note step={step} left={left} />
        <Button ref={cancel} onClick={onCancel} type="button">
          {en.common.cancel}
        </Button>
        <Button
          tone={plan.level === 'C1' ? 'primary' : 'danger'}
          className={off === null || plan.level === 'C1' ? undefined : styles['unarmed']}
          off={off ?? undefined}
          onClick={press}
          aria-describedby="change-note"
        >
          {applying ? t.applying : step.worse.length > 0 ? t.worseAct(plan.title) : plan.title}
        </Button>
      </div>
    </form>
  )
}

const whyOff = (plan: Plan, typed: string, left: number): string | null => {
  if (!isTyped(plan, typed)) return t.typeWhy(plan.confirm.typed ?? '')
  return left > 0 ? t.armsIn(left) : null
}

function Note({ step, left }: { readonly step: Asking; readonly left: number }) {
  const zone = useZone()
  const said = step.again ? t.plannedAgain(clockTime(step.plan.plannedAt, zone)) : t.checkedAgain
  return (
    <span id="change-note" className={styles['note']}>
      {left > 0 ? (
        t.armsIn(left)
      ) : (
        <span role="status" aria-live="polite">
          {said}
        </span>
      )}
    </span>
  )
}

interface TypedFieldProps {
  readonly what: string
  readonly value: string
  readonly field: RefObject<HTMLInputElement | null>
  onChange(value: string): void
}

function TypedField({ what, value, field, onChange }: TypedFieldProps) {
  return (
    <label className={styles['typed']}>
      <span className={styles['typedWhat']}>
        {t.typeFirst}
        <b>{what}</b>
        {t.typeLast}
      </span>
      <input
        ref={field}
        className={styles['typedInput']}
        value={value}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        aria-label={t.typeLabel(what)}
        data-same={value === what || undefined}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  )
}

/** Whole seconds until the act may be pressed; counted from when this plan came onto the screen. */
function useArming(plan: Plan): number {
  const [left, setLeft] = useState(plan.confirm.armAfterMs)
  useEffect(() => {
    const since = performance.now()
    const tick = (): void => setLeft(Math.max(0, plan.confirm.armAfterMs - (performance.now() - since)))
    tick()
    if (plan.confirm.armAfterMs === 0) return
    const timer = setInterval(tick, 250)
    return () => clearInterval(timer)
  }, [plan.id, plan.confirm.armAfterMs])
  return Math.ceil(left / 1000)
}
