import type { ReactNode } from 'react'
import { Icon, type IconName } from '../../ui/icons/icon.tsx'
import { PlaceLink } from './link.tsx'
import type { Sentence } from './sentence.ts'
import styles from './style.module.css'

const icons: Readonly<Record<Sentence['tone'], IconName>> = { calm: 'check', warn: 'warn', bad: 'stop', unknown: 'info' }

export interface VerdictLineProps {
  readonly sentence: Sentence
  readonly note: string | null
  /** At its end. */
  readonly children: ReactNode
}

/** The sentence, each noun a link to what it names. */
export function VerdictLine({ sentence, note, children }: VerdictLineProps) {
  return (
    <header className={styles['verdict']} data-tone={sentence.tone}>
      <Icon name={icons[sentence.tone]} size={20} stroke={1.6} className={styles['verdictIcon']} />
      <div>
        <h1>
          {sentence.pieces.map((piece, at) =>
            piece.to === undefined ? (
              piece.text
            ) : (
              <PlaceLink key={at} to={piece.to}>
                {piece.text}
              </PlaceLink>
            ),
          )}
        </h1>
        {note !== null && <p className={styles['note']}>{note}</p>}
      </div>
      <span className={styles['grow']} />
      {children}
    </header>
  )
}
