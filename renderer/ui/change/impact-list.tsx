import { useState } from 'react'
import { en } from '../../text/en.ts'
import { Button } from '../button.tsx'
import { Icon, type IconName } from '../icons/icon.tsx'
import styles from './change.module.css'

const t = en.changes

export interface ImpactLine {
  readonly severity: 'info' | 'warn' | 'bad'
  readonly text: string
  /** The place that shows it. */
  readonly path: string | null
}

const icons: Readonly<Record<ImpactLine['severity'], IconName>> = { info: 'info', warn: 'warn', bad: 'stop' }

/** What else a change does, worst first. */
export function ImpactList({ impact, onOpen }: { readonly impact: readonly ImpactLine[]; onOpen(path: string): void }) {
  if (impact.length === 0) return <p>{t.noImpact}</p>
  return (
    <ul className={styles['impacts']}>
      {impact.map((each, at) => (
        <li key={at} data-severity={each.severity}>
          <Icon name={icons[each.severity]} size={13} />
          <span>
            {each.severity === 'info' ? <Foldable text={each.text} /> : each.text}{' '}
            {each.path !== null && (
              <Button tone="link" onClick={() => onOpen(each.path ?? '')}>
                {t.openPlace}
              </Button>
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** A longer list of names hides what stands below it; what warns is never folded. */
const MOST = 180
const SHOWN = 120

function Foldable({ text }: { readonly text: string }) {
  const [open, setOpen] = useState(false)
  if (open || text.length <= MOST) return text
  const cut = Math.max(text.lastIndexOf(' ', SHOWN), SHOWN / 2)
  return (
    <>
      {text.slice(0, cut).replace(/[,;:]$/, '')} …{' '}
      <Button tone="link" onClick={() => setOpen(true)}>
        {t.showWhole}
      </Button>
    </>
  )
}
