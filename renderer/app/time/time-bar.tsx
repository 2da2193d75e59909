import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import type { Happening } from '../../../shared/contract/history.ts'
import { useQuery } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { clockTime, dateTimeSeconds, day, fullTime, hourMinute } from '../../ui/format/times.ts'
import { useNow, useZone } from '../../ui/format/zone.tsx'
import { tickAt, type Reach } from './at.ts'
import { PinDialog } from './pin-dialog.tsx'
import { flagsOf, heightsOf, momentAt, placeOf, roundTimes } from './band.ts'
import { SPEEDS, type Time } from './use-time.ts'
import styles from './time.module.css'

const t = en.time
const COLUMNS = 240

/** The whole kept range with what was recorded and what happened; the knob is the moment on the screen. */
export function TimeBar(props: { readonly cluster: string; readonly time: Time; readonly isRecording: boolean; onExact(): void }) {
  const { cluster, time, isRecording, onExact } = props
  const [pins, setPins] = useState(false)
  const { at, reach, speed } = time
  const zone = useZone()
  const now = useNow()
  if (reach === null) return <div className={styles['bar']}>{t.nothing}</div>
  const here = at === 'live' ? reach.last : at
  return (
    <section className={styles['bar']} aria-label={t.bar}>
      <div className={styles['buttons']}>
        <IconButton icon="left" iconSize={14} label={`${t.stepBack} ([)`} onClick={() => time.step(-1)} />
        {speed === 0 ? (
          <IconButton icon="play" iconSize={14} label={t.play} off={at === 'live' && t.why.live} onClick={() => time.play(SPEEDS[1])} />
        ) : (
          <IconButton icon="pause" iconSize={14} label={t.stop} onClick={() => time.play(0)} />
        )}
        <IconButton icon="right" iconSize={14} label={`${t.stepOn} (])`} onClick={() => time.step(1)} />
        <button
          type="button"
          className={styles['speed']}
          title={t.speed}
          disabled={at === 'live'}
          onClick={() => time.play(SPEEDS[(SPEEDS.indexOf(speed as (typeof SPEEDS)[number]) + 1) % SPEEDS.length] ?? SPEEDS[0])}
        >
          ×{speed === 0 ? SPEEDS[1] : speed}
        </button>
        <button type="button" className={styles['moment']} title={`${t.exact} (t)\n${fullTime(here, zone)}`} onClick={onExact}>
          {at === 'live' ? t.live : dateTimeSeconds(at, zone, now)}
        </button>
      </div>
      <Track cluster={cluster} time={time} reach={reach} here={here} />
      {isRecording ? null : (
        <>
          <Button onClick={() => setPins(true)}>{en.recordings.pin}</Button>
          {pins && <PinDialog cluster={cluster} at={here} reach={reach} onClose={() => setPins(false)} />}
        </>
      )}
    </section>
  )
}

interface TrackProps {
  readonly cluster: string
  readonly time: Time
  readonly reach: Reach
  readonly here: number
}

function Track({ cluster, time, reach, here }: TrackProps) {
  const zone = useZone()
  const now = useNow()
  const box = useRef<HTMLDivElement>(null)
  // The end moves all the time; the band is asked for anew once a minute.
  const span = { from: reach.first, to: Math.ceil(reach.last / 60_000) * 60_000 }
  const { data } = useQuery('history', 'band', { cluster, ...span, columns: COLUMNS })
  const shown: Reach = { first: span.from, last: span.to }
  const go = (event: PointerEvent): void => {
    const rect = box.current?.getBoundingClientRect()
    if (!rect || rect.width === 0) return
    time.goTo(Math.min(reach.last, momentAt((event.clientX - rect.left) / rect.width, shown)))
  }
  const onKey = (event: KeyboardEvent): void => {
    const tick = tickAt(here, Date.now()) * (event.shiftKey ? 6 : 1)
    const by = { ArrowLeft: -tick, ArrowRight: tick, PageUp: -60 * tick, PageDown: 60 * tick }[event.key]
    if (event.key === 'Home') time.goTo(reach.first)
    else if (event.key === 'End') time.goTo(reach.last)
    else if (by !== undefined) time.goTo(Math.min(reach.last, Math.max(reach.first, here + by)))
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div
      ref={box}
      className={styles['track']}
      role="slider"
      tabIndex={0}
      aria-label={t.bar}
      aria-valuemin={reach.first}
      aria-valuemax={reach.last}
      aria-valuenow={here}
      aria-valuetext={time.at === 'live' ? t.live : fullTime(here, zone)}
      onKeyDown={onKey}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        go(event)
      }}
      onPointerMove={(event) => event.buttons === 1 && go(event)}
    >
      <svg className={styles['density']} viewBox={`0 0 ${COLUMNS} 1`} preserveAspectRatio="none" aria-hidden>
        {heightsOf(data?.density ?? []).map((height, column) =>
          height === 0 ? null : <rect key={column} x={column} y={1 - height} width={1} height={height} />,
        )}
      </svg>
      {roundTimes(shown, 8).map((each) => (
        <span key={each} className={styles['tick']} style={{ left: `${100 * placeOf(each, shown)}%` }}>
          {clockTime(each, zone) === '00:00:00' ? day(each, zone, now) : hourMinute(each, zone)}
        </span>
      ))}
      {flagsOf(data?.events ?? [], shown, COLUMNS / 2).map(({ place, tone, events }) => (
        <span
          key={place}
          className={styles['flag']}
          data-tone={tone}
          style={{ left: `${100 * place}%` }}
          title={events
            .slice(0, 8)
            .map((event) => sentence(event, clockTime(event.at, zone)))
            .join('\n')}
        />
      ))}
      <span className={styles['knob']} data-live={time.at === 'live' || undefined} style={{ left: `${100 * placeOf(here, shown)}%` }} />
    </div>
  )
}

const sentence = ({ kind, subject }: Happening, time: string): string => `${time} ${t.events[kind](subject)}`
