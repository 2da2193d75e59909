import { useApp, type ScreenProps } from '../../app/actions.ts'
import { en } from '../../text/en.ts'
import { Markdown } from './markdown.tsx'
import { pages } from './pages.ts'
import styles from './style.module.css'

/** The guide: its pages at the left, the one that is read beside them. */
export function GuideScreen({ params }: ScreenProps) {
  const app = useApp()
  const shown = pages.find(({ id }) => id === params['page']) ?? pages[0]
  return (
    <div className={styles['guide']}>
      <nav className={styles['pages']} aria-label={en.guide.pages}>
        {pages.map(({ id, title }) => (
          <button
            key={id}
            type="button"
            className={styles['page']}
            aria-current={id === shown?.id ? 'page' : undefined}
            onClick={() => app.open(`//guide/${id}`)}
          >
            {title}
          </button>
        ))}
      </nav>
      <div className={styles['reading']} tabIndex={0} role="region" aria-label={shown?.title}>
        {shown && <Markdown key={shown.id} text={shown.text} />}
      </div>
    </div>
  )
}
