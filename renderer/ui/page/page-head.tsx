import type { ReactNode } from 'react'
import { cx } from '../cx.ts'
import { explainable } from './explainable.ts'
import styles from './page.module.css'

export interface PageHeadProps {
  readonly title: string
  /** Beside the title, quiet: how many there are. */
  readonly note?: ReactNode
  /** Before the title: a star. */
  readonly mark?: ReactNode
  /** After the title: badges, a sentence. */
  readonly about?: ReactNode
  /** At the right end: filter, buttons. */
  readonly children?: ReactNode
}

/** The head of a screen: one title, what can be done at the right. */
export function PageHead({ title, note, mark, about, children }: PageHeadProps) {
  return (
    <header className={styles['head']}>
      {mark}
      <h1 className={styles['title']} title={title}>
        {title}
      </h1>
      {note !== undefined && <span className={styles['note']}>{note}</span>}
      {about}
      <span className={styles['grow']} />
      {children}
    </header>
  )
}

export interface FigureProps {
  readonly label: string
  readonly value: ReactNode
  readonly unit?: ReactNode
  readonly tone?: 'normal' | 'warn' | 'bad'
  readonly title?: string | undefined
  /** Told elsewhere, too: left out where there is little room. */
  readonly minor?: boolean
  /** Says how it came about: by right click, or Enter on it. */
  onExplain?(): void
}

/** A headline number with what it counts above it. */
export function Figure({ label, value, unit, tone = 'normal', title, minor = false, onExplain }: FigureProps) {
  const explained = onExplain && explainable(onExplain)
  return (
    <div className={cx(styles['figure'], minor && styles['minor'])} title={title} {...explained}>
      <dt>{label}</dt>
      <dd data-tone={tone}>
        {value}
        {unit !== undefined && <span className={styles['unit']}>{unit}</span>}
      </dd>
    </div>
  )
}

/** Headline numbers side by side, a picture at the right end. */
export function Figures({ children, picture }: { readonly children: ReactNode; readonly picture?: ReactNode }) {
  return (
    <div className={styles['figures']}>
      <dl>{children}</dl>
      {picture}
    </div>
  )
}

export interface SubTab {
  readonly id: string
  readonly title: string
  /** A count beside it. */
  readonly note?: string | undefined
}

export interface SubTabsProps {
  readonly label: string
  readonly tabs: readonly SubTab[]
  readonly current: string
  onChange(id: string): void
  /** At the right end of the line. */
  readonly children?: ReactNode
}

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 }

/** Parts of one thing, underlined by the accent. Arrow keys move between them. */
export function SubTabs({ label, tabs, current, onChange, children }: SubTabsProps) {
  const move = (key: string): void => {
    const step = steps[key]
    const at = tabs.findIndex((tab) => tab.id === current)
    const next = step === undefined ? undefined : tabs[(at + step + tabs.length) % tabs.length]
    if (next) onChange(next.id)
  }
  return (
    <div className={styles['tabLine']}>
      <div role="tablist" aria-label={label} className={styles['tabs']} onKeyDown={(event) => move(event.key)}>
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            aria-selected={tab.id === current}
            tabIndex={tab.id === current ? 0 : -1}
            ref={tab.id === current ? keepFocus : undefined}
            className={cx(styles['tab'], tab.id === current && styles['tabOn'])}
            onClick={() => onChange(tab.id)}
          >
            {tab.title}
            {tab.note !== undefined && <span className={styles['tabNote']}>{tab.note}</span>}
          </button>
        ))}
      </div>
      <span className={styles['grow']} />
      {children}
    </div>
  )
}

/** The focus follows the arrow keys, and only them. */
function keepFocus(tab: HTMLButtonElement | null): void {
  const focused = document.activeElement
  if (tab && focused !== tab && focused?.getAttribute('role') === 'tab' && focused.parentElement === tab.parentElement) tab.focus()
}

/** Chips above a table: ready filters. */
export function Chips({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={styles['chips']} role="group" aria-label={label}>
      {children}
    </div>
  )
}

/** The line above a table: ready filters at the left, its filter at the right. */
export function Toolbar({ children }: { readonly children: ReactNode }) {
  return <div className={styles['bar']}>{children}</div>
}

export interface MissingProps {
  readonly title: string
  readonly sentence: string
  readonly hint: string
  readonly children: ReactNode
}

/** In place of a thing that is not there, or not any more. */
export function Missing({ title, sentence, hint, children }: MissingProps) {
  return (
    <>
      <PageHead title={title} />
      <div className={styles['missing']} role="status">
        <p>{sentence}</p>
        <p>{hint}</p>
        {children}
      </div>
    </>
  )
}
