import { en } from '../../text/en.ts'
import { CommandLine } from '../../ui/change/command-line.tsx'
import styles from './style.module.css'

const t = en.reassignments.unsupported

/** In place of a plan, where Kafka cannot be asked: which release can, and the other path when there is one. */
export function NoPath({ needs, scheduler }: { readonly needs: string; readonly scheduler: string | null }) {
  return (
    <div className={styles['noPath']} role="status">
      <h2>{t.title(needs)}</h2>
      <p>{t.sentence}</p>
      <p>{scheduler === null ? t.none : t.scheduler}</p>
      {scheduler !== null && <CommandLine text={scheduler} />}
    </div>
  )
}
