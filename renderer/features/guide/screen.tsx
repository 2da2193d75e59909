import { useApp, type ScreenProps } from '../../app/actions.ts'
import { en } from '../../text/en.ts'
import { Glossary } from '../../ui/glossary/glossary.tsx'
import { Markdown } from './markdown.tsx'
import { pages } from './pages.ts'
import styles from './style.module.css'

/** Its page of words, which are searched instead of read. */
export const GLOSSARY = 'glossary'
const entries = [...pages, { id: GLOSSARY, title: en.glossary.title }]

/** The guide: its pages at the left, the one that is read beside them. */
export function GuideScreen({ params }: ScreenProps) {
  const app = useApp()
  const shown = pages.find(({ id }) => id === params['page']) ?? pages[0]
  const page = params['page'] === GLOSSARY ? GLOSSARY : shown?.id
  return (
    <div className={styles['guide']}>
      <nav className={styles['pages']} aria-label={en.guide.pages}>
        {entries.map(({ id, title }) => (
          <button
            key={id}
            type="button"
            className={styles['page']}
            aria-current={id === page ? 'page' : undefined}
            onClick={() => app.open(`//guide/${id}`)}
          >
            {title}
          </button>
        ))}
      </nav>
      {page === GLOSSARY ? (
        <div className={styles['words']}>
          <h1>{en.glossary.title}</h1>
          <Glossary />
        </div>
      ) : (
        <div className={styles['reading']} tabIndex={0} role="region" aria-label={shown?.title}>
          {shown && <Markdown key={shown.id} text={shown.text} />}
        </div>
      )}
    </div>
  )
}
