import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { textLog as t } from '../../text/text-log.ts'
import { Button, IconButton } from '../button.tsx'
import { count } from '../format/numbers.ts'
import { useKept } from '../kept.ts'
import { found, logLines, type LogLine } from './lines.ts'
import styles from './text-log.module.css'

const LINE_PX = 18
const WRAP_KEY = 'samsa.log.wrap'

export interface LogViewProps {
  /** What it is the log of, for screen readers. */
  readonly label: string
  readonly text: string
  readonly following: boolean
  /** The text ends where the file ends: that end is shown, and stays in view as more comes. */
  readonly atEnd: boolean
  /** Absent: this log cannot be followed. */
  onFollow?(follow: boolean): void
  /** Absent: there is nothing before what is shown. */
  onEarlier?(): void
  onDownload?(): void
  /** At the left of the bar: what is shown, and what else there is. */
  readonly children?: ReactNode
  /** In place of the lines: loading, an error, nothing. */
  readonly instead?: ReactNode
  readonly foot?: ReactNode
}

/** Lines of a log, coloured by level: search, follow, download. */
export function LogView(props: LogViewProps) {
  const { label, text, following, atEnd, onFollow, onEarlier, onDownload, children, instead, foot } = props
  const lines = useMemo(() => logLines(text), [text])
  const [words, setWords] = useState('')
  const [at, setAt] = useState(0)
  const [wrap, setWrap] = useWrap()
  const hits = useMemo(() => found(lines, words), [lines, words])
  const hit = hits[Math.min(at, hits.length - 1)] ?? null
  const step = (by: number): void =>
    setAt((before) => (hits.length === 0 ? 0 : (Math.min(before, hits.length - 1) + by + hits.length) % hits.length))
  return (
    <div className={styles['log']}>
      <div className={styles['bar']}>
        {children}
        <span className={styles['grow']} />
        <input
          className={styles['search']}
          type="search"
          aria-label={t.search}
          placeholder={t.search}
          value={words}
          spellCheck={false}
          onChange={(event) => {
            setWords(event.target.value)
            setAt(0)
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') step(event.shiftKey ? -1 : 1)
            else if (event.key === 'Escape') setWords('')
            else return
            event.preventDefault()
            event.stopPropagation()
          }}
        />
        {words !== '' && (
          <>
            <span role="status" className={styles['count']}>
              {hits.length === 0 ? t.nothing : t.hit(count(Math.min(at, hits.length - 1) + 1), count(hits.length))}
            </span>
            <IconButton icon="up" label={t.before} onClick={() => step(-1)} />
            <IconButton icon="down" label={t.next} onClick={() => step(1)} />
          </>
        )}
        <Button aria-pressed={wrap} tone={wrap ? 'primary' : 'normal'} onClick={() => setWrap(!wrap)}>
          {t.wrap}
        </Button>
        {onFollow && (
          <Button aria-pressed={following} tone={following ? 'primary' : 'normal'} onClick={() => onFollow(!following)}>
            {following ? t.following : t.follow}
          </Button>
        )}
        {onDownload && (
          <Button icon="file" onClick={onDownload}>
            {t.download}
          </Button>
        )}
      </div>
      {instead ?? <Lines label={label} lines={lines} hit={hit} hits={hits} wrap={wrap} atEnd={following || atEnd} onEarlier={onEarlier} />}
      {foot !== undefined && <div className={styles['foot']}>{foot}</div>}
    </div>
  )
}

/** One choice for all logs, kept over restarts. */
function useWrap(): readonly [boolean, (wrap: boolean) => void] {
  const kept = useKept()
  const [wrap, setWrap] = useState(() => kept.getItem(WRAP_KEY) === 'on')
  return [
    wrap,
    (next) => {
      setWrap(next)
      if (next) kept.setItem(WRAP_KEY, 'on')
      else kept.removeItem(WRAP_KEY)
    },
  ]
}

interface LinesProps {
  readonly label: string
  readonly lines: readonly LogLine[]
  readonly hit: number | null
  readonly hits: readonly number[]
  readonly wrap: boolean
  readonly atEnd: boolean
  readonly onEarlier: (() => void) | undefined
}

function Lines({ label, lines, hit, hits, wrap, atEnd, onEarlier }: LinesProps) {
  const root = useRef<HTMLDivElement>(null)
  const marked = useMemo(() => new Set(hits), [hits])
  const virtual = useVirtualizer({ count: lines.length, getScrollElement: () => root.current, estimateSize: () => LINE_PX, overscan: 20 })
  // A wrapped line is as high as the window's width makes it.
  useEffect(() => virtual.measure(), [virtual, wrap])
  useEffect(() => {
    if (hit !== null) virtual.scrollToIndex(hit, { align: 'center' })
  }, [hit, virtual])
  useEffect(() => {
    if (atEnd && hit === null && lines.length > 0) virtual.scrollToIndex(lines.length - 1, { align: 'end' })
  }, [atEnd, hit, lines.length, virtual])
  return (
    <div ref={root} role="log" aria-label={label} aria-live="off" tabIndex={0} className={styles['lines']} data-wrap={wrap || undefined}>
      {onEarlier && (
        <p className={styles['earlier']}>
          <Button tone="link" onClick={onEarlier}>
            {t.earlier}
          </Button>
        </p>
      )}
      <div className={styles['sheet']} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((place) => {
          const line = lines[place.index]
          return (
            line && (
              <div
                key={place.key}
                ref={wrap ? virtual.measureElement : undefined}
                data-index={place.index}
                data-level={line.level}
                data-hit={place.index === hit ? 'this' : marked.has(place.index) ? 'one' : undefined}
                style={{ transform: `translateY(${place.start}px)` }}
              >
                {line.text}
              </div>
            )
          )
        })}
      </div>
    </div>
  )
}
