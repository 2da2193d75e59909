import { en } from '../../text/en.ts'
import { CopyButton } from '../clipboard.tsx'
import styles from './change.module.css'

/** A command line that would do the same; text, never run here. It breaks between its words, never at a hyphen. */
export function CommandLine({ text }: { readonly text: string }) {
  return (
    <div className={styles['command']}>
      <code>{text.split(/(\s+)/).map((piece, i) => (i % 2 === 0 ? <span key={i}>{piece}</span> : piece))}</code>
      <CopyButton text={text} label={en.changes.copyCommand} />
    </div>
  )
}
