import type { About } from '../../ui/states/about.ts'
import type { DataAreaProps } from '../../ui/states/data-area.tsx'

/** What a view of the contract gives, as far as a list needs it. */
export interface Listed<Row> {
  readonly rows: readonly Row[]
  readonly about: About
  readonly error: NonNullable<DataAreaProps['error']> | null
}

/** What every view of this screen gets from it. */
export interface ViewProps {
  readonly filter: string
  setFilter(next: string): void
  setShown(shown: number): void
  onRetry(): void
  onAction(action: string): void
}
