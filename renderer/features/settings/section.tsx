import { useEffect, useRef, useState, type ReactNode } from 'react'
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

/** How far below the top edge a section begins to be the one that is read. */
const REACHED_PX = 80

/** The section that is read: the last whose head went past the top, or the last of all where the page ends. */
function useCurrent(nav: { readonly current: HTMLElement | null }, titles: readonly string[]): string | undefined {
  const [current, setCurrent] = useState<string | undefined>(titles[0])
  const all = titles.join('\n')
  useEffect(() => {
    const scroll = nav.current?.parentElement
    if (!scroll) return
    const names = all.split('\n')
    const look = (): void => {
      const line = scroll.getBoundingClientRect().top + REACHED_PX
      const reached = names.filter((title) => (document.getElementById(idOf(title))?.getBoundingClientRect().top ?? Infinity) <= line)
      const ends = scroll.scrollTop > 0 && scroll.scrollTop + scroll.clientHeight >= scroll.scrollHeight - 1
      setCurrent(ends ? names.at(-1) : (reached.at(-1) ?? names[0]))
    }
    look()
    scroll.addEventListener('scroll', look, { passive: true })
    return () => scroll.removeEventListener('scroll', look)
  }, [nav, all])
  return current
}

/** The sections beside the page; the chosen one has the focus, so that keys go on in it. */
export function Sections({ titles }: { readonly titles: readonly string[] }) {
  const nav = useRef<HTMLElement>(null)
  const current = useCurrent(nav, titles)
  return (
    <nav ref={nav} className={styles['sections']} aria-label={en.settings.sections}>
      {titles.map((title) => (
        <button
          key={title}
          type="button"
          aria-current={title === current ? 'location' : undefined}
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
}
