import { en } from '../../text/en.ts'
import { Button } from '../button.tsx'
import { count } from '../format/numbers.ts'
import styles from './states.module.css'

const t = en.states
const rows = Array.from({ length: 12 }, (_, at) => at)
/** Widths of the grey bars, so that the rows look like names and not like a fence. */
const widths = [148, 96, 176, 120, 204, 88, 156, 132] as const

export type SkeletonForm = 'table' | 'cards' | 'tiles' | 'lines'
const many: Readonly<Record<SkeletonForm, number>> = { table: 12, cards: 3, tiles: 10, lines: 4 }

export interface SkeletonProps {
  readonly form: SkeletonForm
  readonly noun: string
  readonly progress: { readonly done: number; readonly total: number } | null
  onStop?(): void
}

/** The layout that will come, in grey, with what has been read so far. */
export function Skeleton({ form, noun, progress, onStop }: SkeletonProps) {
  const text = progress && progress.total > 0 ? t.readingOf(noun, count(progress.done), count(progress.total)) : t.reading(noun)
  return (
    <div className={styles['skeleton']} data-form={form}>
      <p className={styles['line']} role="status">
        <span className={styles['quiet']}>{text}</span>
        {onStop && (
          <Button tone="link" onClick={onStop}>
            {t.stop}
          </Button>
        )}
      </p>
      <div className={styles['bars']} aria-hidden>
        {rows.slice(0, many[form]).map((at) => (
          <div key={at} className={styles['barRow']}>
            <span className={styles['bar']} style={{ width: widths[at % widths.length] }} />
            <span className={styles['bar']} style={{ width: 52 }} />
            <span className={styles['bar']} style={{ width: 64 }} />
            <span className={styles['bar']} style={{ width: 40 }} />
          </div>
        ))}
      </div>
    </div>
  )
}
