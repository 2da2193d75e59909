import type { ReactNode } from 'react'
import { en } from '../../text/en.ts'
import styles from './style.module.css'

const idOf = (title: string): string => `settings-${title.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`

/** What belongs together, under its title. */
export const Section = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section id={idOf(title)} className={styles['section']} aria-label={title}>
    <h2 tabIndex={-1} className={styles['head']}>
      {title}
    </h2>
    {children}
  </section>
)

/** The sections beside the page; the chosen one has the focus, so that keys go on in it. */
export const Sections = ({ titles }: { readonly titles: readonly string[] }) => (
  <nav className={styles['sections']} aria-label={en.settings.sections}>
    {titles.map((title) => (
      <button
        key={title}
        type="button"
        onClick={() => {
          const head = document.querySelector<HTMLElement>(`#${idOf(title)} > h2`)
          head?.focus({ preventScroll: true })
          head?.scrollIntoView({ block: 'start' })
        }}
      >
        {title}
      </button>
    ))}
  </nav>
)
