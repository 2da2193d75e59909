import { useRef, useState, type ReactNode, type RefObject } from 'react'
import { en } from '../text/en.ts'
import type { ErrorFacts } from '../text/errors.ts'
import { Button } from './button.tsx'
import { Dialog, type DialogProps } from './dialog.tsx'
import { Restored } from './restored.tsx'
import { ErrorBlock } from './states/error-block.tsx'
import styles from './dialog.module.css'

const t = en.forms

export interface FormDialogProps {
  readonly title: string
  readonly place: NonNullable<DialogProps['place']>
  /** Something was written: leaving asks first. */
  readonly changed: boolean
  /** What had been written before is here again. */
  readonly draft?: { readonly restored: boolean; startOver(): void }
  /** Why not all of it is. */
  readonly restoredNote?: string
  /** Not shown now, and nothing lost. */
  readonly hidden: boolean
  readonly width?: DialogProps['width']
  readonly submit: string
  /** Why it cannot be handed in now. */
  readonly off?: string | undefined
  readonly busy: boolean
  /** What is wrong with the whole, not with one field. */
  readonly error: ErrorFacts | null
  /** Beside the buttons. */
  readonly note?: ReactNode
  readonly initialFocus?: RefObject<HTMLElement | null>
  onSubmit(): void
  onClose(): void
  readonly children: ReactNode
}

/** A form over the screen. It hands in to the dialog of changes; Escape or a press beside it asks when something was written. */
export function FormDialog(props: FormDialogProps) {
  const { title, place, changed, hidden, width = 'normal', busy, error, initialFocus, onSubmit, onClose, children } = props
  const [leaving, setLeaving] = useState(false)
  const keep = useRef<HTMLButtonElement>(null)
  const leave = (): void => {
    if (changed && !leaving) setLeaving(true)
    else onClose()
  }
  return (
    <Dialog
      title={title}
      place={place}
      open={!hidden}
      returnFocus={!hidden}
      width={width}
      onClose={leaving ? () => setLeaving(false) : leave}
      {...(initialFocus ? { initialFocus } : {})}
      foot={
        leaving ? (
          <>
            <span className={styles['footNote']} role="alert">
              {t.leave}
            </span>
            <Button ref={keep} autoFocus onClick={() => setLeaving(false)}>
              {t.keep}
            </Button>
            <Button tone="danger" onClick={onClose}>
              {t.discard}
            </Button>
          </>
        ) : (
          <>
            <span className={styles['footNote']}>{props.note}</span>
            <Button onClick={leave}>{en.common.cancel}</Button>
            <Button tone="primary" off={busy ? t.planning : props.off} onClick={onSubmit}>
              {busy ? t.planning : props.submit}
            </Button>
          </>
        )
      }
    >
      <form
        className={styles['form']}
        aria-label={title}
        onSubmit={(event) => {
          event.preventDefault()
          if (!busy && props.off === undefined) onSubmit()
        }}
      >
        {props.draft?.restored === true && changed && <Restored note={props.restoredNote} onStartOver={props.draft.startOver} />}
        {children}
        {error !== null && <ErrorBlock error={error} />}
        {/* Enter in a field hands in; a form with several fields needs a button for that. */}
        <button type="submit" className="visually-hidden" tabIndex={-1} aria-hidden />
      </form>
    </Dialog>
  )
}
