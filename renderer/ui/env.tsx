import { en } from '../text/en.ts'
import styles from './env.module.css'

export type EnvironmentName = 'production' | 'staging' | 'test' | 'other'

/** The environment as colour, pattern and word. */
export function EnvBadge({ environment }: { readonly environment: EnvironmentName }) {
  return (
    <span className={styles['badge']} data-env={environment}>
      {en.common.environment[environment]}
    </span>
  )
}

export interface EnvStripProps {
  readonly environment: EnvironmentName
  readonly name: string
  /** At its right end: how long it is unlocked. */
  readonly note?: string | undefined
}

/** Across the top of a dialog: where this happens. */
export function EnvStrip({ environment, name, note }: EnvStripProps) {
  return (
    <div className={styles['strip']} data-env={environment}>
      <span className={styles['word']}>{en.common.environment[environment]}</span>
      <span>{name}</span>
      {note !== undefined && <span className={styles['stripNote']}>{note}</span>}
    </div>
  )
}
