import { AlertDialog as Base } from '@base-ui/react/alert-dialog'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import { EnvStrip, type EnvironmentName } from './env.tsx'
import styles from './dialog.module.css'

export interface AlertProps {
  readonly title: string
  readonly place: { readonly environment: EnvironmentName; readonly name: string; readonly note?: string | undefined }
  /** By Escape. A press beside it means nothing: what it asks is to be answered. */
  onClose(): void
  /** Under the title, before the parts. */
  readonly lead?: ReactNode
  readonly foot: ReactNode
  /** Asked when it opens. */
  initialFocus(): HTMLElement | null
  readonly children?: ReactNode
}

/** A question that must be answered before anything happens: where it happens, what it is, its parts, and the answers. */
export function Alert({ title, place, onClose, lead, foot, initialFocus, children }: AlertProps) {
  return (
    <Base.Root open onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={styles['scrim']} />
        <Base.Popup className={cx(styles['dialog'], styles['normal'])} initialFocus={initialFocus}>
          <EnvStrip {...place} />
          <div className={styles['lead']}>
            <Base.Title className={styles['alertTitle']} title={title}>
              {title}
            </Base.Title>
            {lead}
          </div>
          {children !== undefined && <div className={styles['parts']}>{children}</div>}
          <div className={styles['alertFoot']}>{foot}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

/** One part of it: what it is at the left, with a note under it; what is to be known at the right. */
export function AlertPart({ title, note, children }: { readonly title: string; readonly note?: ReactNode; readonly children: ReactNode }) {
  return (
    <section className={styles['part']}>
      <h3 className={styles['partTitle']}>
        {title}
        {note !== undefined && <small>{note}</small>}
      </h3>
      <div className={styles['partBody']}>{children}</div>
    </section>
  )
}
