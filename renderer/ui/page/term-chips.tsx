import { Chip } from '../badge.tsx'
import { hasTerm, toggleTerm } from '../filter/terms.ts'
import { Chips } from './page-head.tsx'

export interface TermChipsProps {
  readonly label: string
  /** Terms of the filter, each with what stands on its chip. */
  readonly terms: readonly (readonly [term: string, title: string])[]
  readonly filter: string
  onFilter(filter: string): void
}

/** Filters that are ready to be pressed; each is a term of the same filter that is written. */
export const TermChips = ({ label, terms, filter, onFilter }: TermChipsProps) => (
  <Chips label={label}>
    {terms.map(([term, title]) => (
      <Chip key={term} on={hasTerm(filter, term)} onClick={() => onFilter(toggleTerm(filter, term))}>
        {title}
      </Chip>
    ))}
  </Chips>
)
