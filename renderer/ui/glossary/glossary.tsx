import { useState } from 'react'
import { en } from '../../text/en.ts'
import { terms } from '../../text/glossary.ts'
import { FilterBox } from '../filter/filter-box.tsx'
import { findTerms } from './find-terms.ts'
import styles from './glossary.module.css'

const t = en.glossary

/** Words of the field, searched by name, other names and what is said of them. */
export function Glossary({ asked = '' }: { readonly asked?: string }) {
  const [query, setQuery] = useState(asked)
  const found = findTerms(query)
  return (
    <div className={styles['glossary']}>
      <FilterBox value={query} onChange={setQuery} shown={found.length} total={terms.length} hint={t.about} />
      {/* It has nothing in it to reach by key: it takes the focus itself, so that keys scroll it. */}
      <div className={styles['list']} role="region" aria-label={t.title} tabIndex={0}>
        {found.length === 0 ? (
          <p>{t.nothing(query)}</p>
        ) : (
          <dl>
            {found.map(({ term, also, text }) => (
              <div key={term} className={styles['term']}>
                <dt>
                  {term}
                  {also && <span className={styles['also']}>{also.join(', ')}</span>}
                </dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </div>
  )
}
