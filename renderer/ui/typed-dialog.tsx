import { useRef, useState, type ReactNode } from 'react'
import { en } from '../text/en.ts'
import { Button } from './button.tsx'
import { Dialog, type DialogProps } from './dialog.tsx'
import { TextField } from './field.tsx'
import styles from './dialog.module.css'

export interface TypedDialogProps {
  readonly title: string
  readonly place: NonNullable<DialogProps['place']>
  /** What is done only after this was typed. */
  readonly name: string
  readonly label: string
  readonly act: string
  readonly tone: 'primary' | 'danger'
  /** Why it cannot be done yet. */
  readonly first: string
  /** What is said while it is being done. */
  readonly busy: string | undefined
  readonly problem?: string | undefined
  readonly about: ReactNode
  /** Further fields. */
  readonly children?: ReactNode
  /** Rejected: the field has the focus again. */
  onSubmit(typed: string): Promise<unknown>
  onClose(): void
}

/** Asks for a name before something is done: a press alone is made too easily. */
export function TypedDialog({ name, label, act, tone, first, busy, problem, about, children, onSubmit, ...dialog }: TypedDialogProps) {
  const [typed, setTyped] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const off = typed === name ? busy : first
  const submit = (): void => {
    if (off === undefined) onSubmit(typed).then(dialog.onClose, () => field.current?.focus())
  }
  return (
    <Dialog
      {...dialog}
      open
      width="narrow"
      initialFocus={field}
      foot={
        <>
          <Button onClick={dialog.onClose}>{en.common.cancel}</Button>
          <Button tone={tone} off={off} onClick={submit}>
            {act}
          </Button>
        </>
      }
    >
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        {about}
        <TextField ref={field} label={label} value={typed} onChange={setTyped} error={problem} />
        {children}
        {/* Enter in any field: a form with several needs a button for that. */}
        <button type="submit" className="visually-hidden" tabIndex={-1} aria-hidden />
      </form>
    </Dialog>
  )
}
