import { agreement as t } from '../../text/phase.ts'
import styles from './mesos.module.css'

/** Whether a side has the broker; `unread`: it was not asked, or did not answer. */
export type Says = 'yes' | 'no' | 'unread'

export interface AgreeMarkProps {
  readonly scheduler: Says
  readonly mesos: Says
  readonly kafka: Says
  readonly tone: 'calm' | 'warn' | 'bad'
  /** What they say, or where they contradict each other. */
  readonly title: string
}

/** Three squares, one a side: filled, hollow, or dashed where nobody could be asked. */
export function AgreeMark({ scheduler, mesos, kafka, tone, title }: AgreeMarkProps) {
  return (
    <span
      className={styles['mark']}
      data-tone={tone}
      role="img"
      title={title}
      aria-label={`${t.mark(t.word[scheduler], t.word[mesos], t.word[kafka])} ${title}`}
    >
      {[scheduler, mesos, kafka].map((says, at) => (
        // Three places, always in this order.
        // oxlint-disable-next-line react/no-array-index-key
        <i key={at} data-says={says} />
      ))}
    </span>
  )
}
