import type { BackfillProgress } from '../../../shared/contract/history.ts'
import type { ProfileCard } from '../../../shared/contract/profiles.ts'
import { useState } from 'react'
import { useCommand, useView } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { errorText } from '../../text/errors.ts'
import { ErrorBlock } from '../../ui/states/error-block.tsx'
import { bytes } from '../../ui/format/numbers.ts'
import { dateTime } from '../../ui/format/times.ts'
import { useNow, useZone } from '../../ui/format/zone.tsx'
import { Button } from '../../ui/button.tsx'
import { ForgetDialog } from './forget-dialog.tsx'
import { Section } from './section.tsx'
import styles from './style.module.css'

const t = en.settings.recorder
const b = t.backfill
/** Each looks into a file of its own. */
const MOST = 40

/** Which clusters are recorded, how far back each reaches and how much room it takes. */
export function Recorder({ cards: shown }: { readonly cards: readonly ProfileCard[] }) {
  return (
    <Section title={t.title}>
      <p className={styles['note']}>{t.note}</p>
      <ul className={styles['recorded']}>
        {shown.slice(0, MOST).map((card) => (
          <Recorded key={card.id} card={card} />
        ))}
      </ul>
      {shown.length > MOST && <p className={styles['note']}>{t.others(shown.length - MOST)}</p>}
    </Section>
  )
}

function Recorded({ card }: { readonly card: ProfileCard }) {
  const row = useView('history', 'recorder', { cluster: card.id }).rows[0]
  const keep = useCommand('history', 'keep')
  const backfill = useCommand('history', 'backfill')
  const turn = (on: boolean): void => void backfill.run({ cluster: card.id, on }).catch(() => undefined)
  const now = useNow()
  const zone = useZone()
  const [deletes, setDeletes] = useState(false)
  const nothing = row === undefined || row.first === null || row.last === null
  return (
    <li className={styles['record']}>
      <label className={styles['switch']}>
        <input
          type="checkbox"
          checked={row?.on ?? true}
          disabled={row === undefined}
          onChange={(event) => void keep.run({ cluster: card.id, on: event.target.checked }).catch(() => undefined)}
        />
        {card.name}
      </label>
      <span className={styles['reach']}>
        {row === undefined ? t.reading : nothing ? t.nothing : t.reach(dateTime(row.first ?? 0, zone, now), bytes(row.bytes))}
        {row?.on === false && ` · ${t.off}`}
        {row?.paused != null && ` · ${t.paused(row.paused)}`}
        {!nothing && row.grains.length > 0 && (
          <small>{row.grains.map(({ seconds, since }) => t.grain(seconds, dateTime(since, zone, now))).join(', ')}</small>
        )}
        {row !== undefined && <Backfill name={card.name} progress={row.backfill} onTurn={(on) => turn(on)} />}
      </span>
      {!nothing && (
        <Button tone="quiet" aria-label={t.deleteOf(card.name)} onClick={() => setDeletes(true)}>
          {t.delete}
        </Button>
      )}
      {deletes && row && <ForgetDialog card={card} row={row} onClose={() => setDeletes(false)} />}
      {keep.error && <ErrorBlock error={keep.error} />}
      {backfill.error && <ErrorBlock error={backfill.error} />}
    </li>
  )
}

interface BackfillProps {
  readonly name: string
  readonly progress: BackfillProgress
  onTurn(on: boolean): void
}

/** How it stands with what was produced before the recording; while it is asked for it can be stopped. */
function Backfill({ name, progress, onTurn }: BackfillProps) {
  const said = saidOf(progress)
  if (said === null) return null
  return (
    <small>
      {said}
      {progress.is === 'running' && (
        <Button tone="link" aria-label={b.stopOf(name)} onClick={() => onTurn(false)}>
          {b.stop}
        </Button>
      )}
      {progress.is === 'stopped' && (
        <Button tone="link" aria-label={b.startOf(name)} onClick={() => onTurn(true)}>
          {b.start}
        </Button>
      )}
    </small>
  )
}

function saidOf({ is, topics, leftOut, done, hours, problem }: BackfillProgress): string | null {
  const more = leftOut > 0 ? `, ${b.leftOut(leftOut)}` : ''
  switch (is) {
    case 'off':
      return null
    case 'idle':
      return problem === null ? null : b.waits(errorText(problem).title)
    case 'running':
      return b.running(topics, done, hours) + more
    case 'stopped':
      return b.stopped
    case 'done':
      return topics === 0 ? null : b.done(topics) + more
    case 'cannot':
      return b.cannot
  }
}
