import { Dialog as Base } from '@base-ui/react/dialog'
import type { ReactNode } from 'react'
import styles from './dialog.module.css'

/** A layer with no title bar, near the top: the command palette. */
export function Overlay({ label, onClose, children }: { readonly label: string; onClose(): void; readonly children: ReactNode }) {
  return (
    <Base.Root open onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={styles['scrim']} />
        <Base.Popup className={`${styles['dialog']} ${styles['normal']}`} aria-label={label}>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
