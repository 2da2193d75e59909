import { messagesFrom, useApp, useMayChange } from '../../app/actions.ts'
import { en } from '../../text/en.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { lengthOf, type LogSpan } from '../../ui/chart/log/log-span.ts'
import { CopyButton } from '../../ui/clipboard.tsx'
import { count, offset } from '../../ui/format/numbers.ts'
import styles from './log-tab.module.css'

const t = en.lag.log.span

/** What was chosen in the picture, and what can be done with it. */
export function LogSpanBar({ topic, span, onClear }: { readonly topic: string; readonly span: LogSpan; onClear(): void }) {
  const app = useApp()
  const may = useMayChange()
  const length = lengthOf(span)
  const off = may !== true ? may : topic.startsWith('__') ? en.topicChanges.internalWhy : undefined
  const { partition, from, to } = span
  // The last offset that is in it, as people count.
  const last = length > 0 ? (BigInt(to) - 1n).toString() : from
  return (
    <div className={styles['span']} role="group" aria-label={t.label}>
      <b className={styles['strong']}>{length > 1 ? t.range(partition, offset(from), offset(last)) : t.place(partition, offset(from))}</b>
      {length > 1 && <span className={styles['number']}>{t.length(count(length))}</span>}
      <CopyButton text={length > 1 ? `${from}-${last}` : from} label={t.copy} />
      <Button onClick={() => app.open(messagesFrom(topic, partition, from, length))}>{t.browse}</Button>
      <Button icon="trash" off={off} onClick={() => app.form('topics.deleteRecords', topic, String(partition), from)}>
        {`${t.deleteBefore} ${offset(from)}`}
      </Button>
      <IconButton icon="x" label={t.clear} onClick={onClear} />
    </div>
  )
}
