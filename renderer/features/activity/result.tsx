import type { AuditRow } from '../../../shared/contract/audit.ts'
import { en } from '../../text/en.ts'
import { StateDot, type Tone } from '../../ui/badge.tsx'
import styles from './style.module.css'

const t = en.activity

type Told = Pick<AuditRow, 'state' | 'ended' | 'steps' | 'seen'>

/** What is read for a result: an accepted act that ended was never seen. */
export function resultWord({ state, ended, seen }: Told): string {
  if (seen !== undefined) return seen.away ? t.seen.away : t.seen.result
  return state === 'accepted' && ended ? t.notSeen : t.state[state]
}

const tones: Readonly<Record<AuditRow['state'], Tone>> = { sent: 'info', accepted: 'info', verified: 'ok', failed: 'bad', unknown: 'warn' }

export function resultTone({ state, ended, seen }: Told): Tone {
  if (seen !== undefined) return 'info'
  return state === 'accepted' && ended ? 'warn' : tones[state]
}

export function Result({ row }: { readonly row: Told }) {
  const tone = resultTone(row)
  return (
    <span className={styles['result']} data-tone={tone}>
      <StateDot tone={tone} hollow={row.state === 'unknown'} pulse={!row.ended} />
      {resultWord(row)}
      {row.steps && (
        <i>
          {row.steps.done}/{row.steps.of}
        </i>
      )}
    </span>
  )
}

export const undoWord = ({ undo, ended }: AuditRow): string => {
  if (undo.by !== null) return t.undo.done
  if (!ended) return t.goesOn
  return undo.can ? t.undo.can : t.undo.no
}
