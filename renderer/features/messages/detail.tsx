import type { MessageRow, Payload } from '../../../shared/contract/messages.ts'
import { en } from '../../text/en.ts'
import { Inspector } from '../../ui/inspector.tsx'
import { IconButton } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/clipboard.tsx'
import { bytes, offset } from '../../ui/format/numbers.ts'
import { fullTime } from '../../ui/format/times.ts'
import { useZone } from '../../ui/format/zone.tsx'
import { prettyJson } from './pretty.ts'
import styles from './style.module.css'

const t = en.messages.detail

const LAID_OUT: ReadonlySet<Payload['format']> = new Set(['json', 'messagePack', 'avro', 'protobuf'])
const isLaidOut = (format: Payload['format']): boolean => LAID_OUT.has(format)

const shown = ({ format, text }: Payload): string => (isLaidOut(format) ? prettyJson(text) : text)

function Content({ title, payload }: { readonly title: string; readonly payload: Payload | null }) {
  return (
    <section>
      <h3>
        {title}
        {payload && <span className={styles['format']}>{en.messages.formats[payload.format]}</span>}
        {payload?.schema && <span className={styles['schemaName']}>{en.schemas.used(payload.schema.name, payload.schema.id)}</span>}
        {payload && payload.text !== '' && <CopyButton text={payload.text} label={`${t.copy}: ${title}`} />}
      </h3>
      {payload === null ? (
        <span className={styles['nothing']}>{en.messages.nothing}</span>
      ) : (
        <>
          {payload.problem !== null && <p className={styles['why']}>{payload.problem}</p>}
          <pre className={styles['content']}>{shown(payload)}</pre>
          {payload.cut && <p className={styles['why']}>{t.cut(bytes(64 * 1024), bytes(payload.bytes))}</p>}
        </>
      )}
    </section>
  )
}

/** One record in full: what it says is text of strangers, and drawn as text. */
export function Detail({ row, onClose }: { readonly row: MessageRow; onClose(): void }) {
  const zone = useZone()
  const title = `${row.partition} · ${offset(row.offset)}`
  const facts: readonly (readonly [string, string | null])[] = [
    [t.fact.timeType, row.timeType && t.timeType[row.timeType]],
    [t.fact.codec, row.codec],
    [t.fact.producer, row.producer && `${row.producer.id} · ${row.producer.epoch}`],
    [t.fact.transactional, row.transactional ? t.yes : null],
  ]
  return (
    <Inspector label={title} wide className={styles['detail']}>
      <header>
        <h2>{title}</h2>
        <IconButton icon="x" label={t.close} onClick={onClose} />
        <p className={styles['facts']}>
          <span>{fullTime(row.at, zone)}</span>
          {facts.map(([name, value]) => value !== null && <span key={name}>{`${name} ${value}`}</span>)}
        </p>
      </header>
      {row.unreadable === null ? (
        <>
          <Content title={t.value} payload={row.value} />
          <Content title={t.key} payload={row.key} />
          <section>
            <h3>{t.headers}</h3>
            {row.headers.length === 0 && <span className={styles['second']}>{t.noHeaders}</span>}
            <dl className={styles['headers']}>
              {row.headers.map((header, i) => (
                // Names may repeat; their place tells them apart.
                <div key={i}>
                  <dt>{header.name}</dt>
                  <dd>{header.value?.text ?? <span className={styles['nothing']}>{en.messages.nothing}</span>}</dd>
                </div>
              ))}
            </dl>
          </section>
        </>
      ) : (
        <section>
          <p className={styles['bad']}>{en.messages.unreadable(row.unreadable)}</p>
        </section>
      )}
    </Inspector>
  )
}
