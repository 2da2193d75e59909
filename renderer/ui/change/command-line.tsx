import { en } from '../../text/en.ts'
import { CopyButton } from '../clipboard.tsx'
import styles from './change.module.css'

/** A command line that would do the same; text, never run here. */
export function CommandLine({ text }: { readonly text: string }) {
  return (
    <div className={styles['command']}>
      <code>{text}</code>
      <CopyButton text={text} label={en.changes.copyCommand} />
    </div>
  )
}
