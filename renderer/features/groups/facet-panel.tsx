import { en } from '../../text/en.ts'
import { cx } from '../../ui/cx.ts'
import { fieldChoice, hasTerm, toggleChoice, toggleTerm } from '../../ui/filter/terms.ts'
import { count } from '../../ui/format/numbers.ts'
import type { FacetValue, GroupFacets } from './facets.ts'
import styles from './style.module.css'

const t = en.groups.facet

export interface FacetPanelProps {
  readonly facets: GroupFacets
  readonly filter: string
  onFilter(filter: string): void
}

/** What there is to choose from, with counts. A choice is a term of the filter. */
export function FacetPanel({ facets, filter, onFilter }: FacetPanelProps) {
  const choice = (title: string, field: string, values: readonly FacetValue[]) => (
    <section aria-label={title}>
      <h2>{title}</h2>
      {values.map(({ value, title: name, count: n }) => (
        <Facet
          key={value}
          title={name}
          n={n}
          on={fieldChoice(filter, field)?.toLowerCase() === value}
          onClick={() => onFilter(toggleChoice(filter, field, value))}
        />
      ))}
    </section>
  )
  const term = (title: string, n: number, text: string) =>
    n > 0 || hasTerm(filter, text) ? (
      <Facet title={title} n={n} on={hasTerm(filter, text)} onClick={() => onFilter(toggleTerm(filter, text))} />
    ) : null
  const { counts } = facets
  return (
    <aside className={styles['facets']} aria-label={t.label}>
      <section aria-label={t.show}>
        <h2>{t.show}</h2>
        {term(t.watched, counts.watched, 'watched:yes')}
        {term(t.withLag, counts.withLag, 'lag>0')}
        {term(t.lost, counts.lost, 'lost>0')}
        {term(t.notAllowed, counts.forbidden, 'access:forbidden')}
        {term(t.hideEmpty, counts.empty, '-members=0')}
      </section>
      {choice(t.state, 'state', facets.state)}
      {choice(t.kind, 'kind', facets.kind)}
      {facets.type.length > 1 && choice(t.type, 'type', facets.type)}
      {choice(t.coordinator, 'broker', facets.coordinator)}
    </aside>
  )
}

function Facet({ title, n, on, onClick }: { readonly title: string; readonly n: number; readonly on: boolean; onClick(): void }) {
  return (
    <button type="button" className={cx(styles['facet'], on && styles['facetOn'])} aria-pressed={on} onClick={onClick}>
      <span className={styles['facetTitle']} title={title}>
        {title}
      </span>
      <span className={styles['facetCount']}>{count(n)}</span>
    </button>
  )
}
