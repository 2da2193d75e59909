import { Dialog as Base } from '@base-ui/react/dialog'
import type { ReactNode, RefObject } from 'react'
import { cx } from './cx.ts'
import { EnvStrip, type EnvironmentName } from './env.tsx'
import styles from './dialog.module.css'

export interface DialogProps {
  readonly title: string
  /** Where it happens; every dialog about a cluster says so. */
  readonly place?: { readonly environment: EnvironmentName; readonly name: string; readonly note?: string | undefined }
  readonly open: boolean
  onClose(): void
  readonly width?: 'narrow' | 'normal' | 'wide'
  readonly foot?: ReactNode
  readonly initialFocus?: RefObject<HTMLElement | null>
  /** False: when it goes, something else takes the focus. */
  readonly returnFocus?: boolean
  /** It may be longer than the window and has nothing in it to reach by key: the text itself takes the focus, so that keys scroll it. */
  readonly reading?: boolean
  readonly children: ReactNode
}

export function Dialog({
  title,
  place,
  open,
  onClose,
  width = 'normal',
  foot,
  initialFocus,
  returnFocus = true,
  reading,
  children,
}: DialogProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={styles['scrim']} />
        <Base.Popup className={cx(styles['dialog'], styles[width])} finalFocus={returnFocus} {...(initialFocus ? { initialFocus } : {})}>
          {place && <EnvStrip {...place} />}
          <Base.Title className={styles['title']}>{title}</Base.Title>
          <div className={styles['body']} {...(reading ? { tabIndex: 0, role: 'region', 'aria-label': title } : {})}>
            {children}
          </div>
          {foot !== undefined && <div className={styles['foot']}>{foot}</div>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
