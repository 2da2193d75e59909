import type { ReactNode } from 'react'
import { Icon, type IconName } from '../icons/icon.tsx'
import styles from './change.module.css'

export interface BandProps {
  readonly tone: 'ok' | 'info' | 'warn' | 'bad'
  readonly icon: IconName
  readonly children: ReactNode
}

/** A sentence on its soft ground: a verdict, how an act ended. */
export function Band({ tone, icon, children }: BandProps) {
  return (
    <div className={styles['band']} data-tone={tone}>
      <Icon name={icon} size={16} />
      <span>{children}</span>
    </div>
  )
}
