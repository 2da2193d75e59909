import { memo } from 'react'
import type { GroupRow } from '../../../shared/contract/groups.ts'
import { VerdictGlyph } from '../../ui/chart/verdict-glyph.tsx'
import { Sparkline, type SparklineProps } from '../../ui/chart/sparkline.tsx'
import { en } from '../../text/en.ts'
import { Icon } from '../../ui/icons/icon.tsx'
import { timeLagTitle } from '../../ui/kafka/time-lag.ts'
import { LongName } from '../../ui/long-name.tsx'
import type { Cause } from './use-causes.ts'
import { bigFigure, chipOf, lagText, outlook, ratesText, stateOf, tileClass, type TileClass } from './tile-model.ts'
import styles from './style.module.css'

const tones: Readonly<Record<TileClass, NonNullable<SparklineProps['tone']>>> = { calm: 'calm', soon: 'info', slow: 'warn', never: 'bad' }

export interface TileProps {
  readonly row: GroupRow
  readonly column: number
  readonly line: number
  /** Px, for its history. */
  readonly width: number
  readonly height: number
  /** The same top for all histories, or its own. */
  readonly most: number | undefined
  /** Until when nobody is told of it. */
  readonly muted: string | undefined
  /** The likeliest cause, where it is likely enough. */
  readonly cause: Cause | undefined
  onOpen(group: string, how: { readonly newTab: boolean }): void
}

/** What is calm stays low: its own scale would make a wall of it. */
const CALM_TOP = 2.2
/** Least height in which a history has room under the figures. */
const WITH_HISTORY = 118

/** One group: its verdict, how late it is, what becomes of it, and its last hour. */
export const Tile = memo(function Tile({ row, column, line, width, height, most, muted, cause, onOpen }: TileProps) {
  const kind = tileClass(row)
  const chip = muted === undefined ? chipOf(row, kind === 'calm' ? undefined : cause) : en.wall.muted(muted)
  const top = most ?? (kind === 'calm' ? CALM_TOP * row.trend.reduce<number>((m, v) => Math.max(m, v ?? 0), 0) : undefined)
  return (
    <div className={styles['place']} style={{ transform: `translate(${column * 100}%, ${line * 100}%)` }}>
      <button
        type="button"
        className={styles['tile']}
        data-class={kind}
        data-group={row.group}
        onClick={(event) => onOpen(row.group, { newTab: event.ctrlKey || event.metaKey })}
      >
        <span className={styles['tileHead']}>
          {row.verdict ? (
            <VerdictGlyph verdict={row.verdict} size={18} />
          ) : (
            <Icon name={row.access === 'forbidden' ? 'lock' : 'info'} size={15} />
          )}
          <b title={row.group}>
            <LongName>{row.group}</LongName>
          </b>
          <i>{stateOf(row)}</i>
        </span>
        <span className={styles['big']} title={timeLagTitle(row.timeLag)}>
          {bigFigure(row).map(({ figure, unit }) => (
            <span key={unit}>
              {figure}
              <small>{unit}</small>
            </span>
          ))}
          <em data-tone={kind === 'never' ? 'bad' : undefined}>{outlook(row, kind)}</em>
        </span>
        <span className={styles['second']}>
          <span>{lagText(row)}</span>
          <span data-tone={row.out === 0 && (row.in ?? 0) > 0 ? 'bad' : undefined}>{ratesText(row)}</span>
        </span>
        {height >= WITH_HISTORY && (
          <span className={styles['history']}>
            <Sparkline
              values={row.trend}
              width={width}
              height={Math.min(58, height - 84)}
              tone={tones[kind]}
              dot={false}
              {...(top === undefined ? {} : { most: top })}
            />
          </span>
        )}
        {chip !== '' && height >= WITH_HISTORY && <span className={styles['chip']}>{chip}</span>}
      </button>
    </div>
  )
})
