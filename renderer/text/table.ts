import { common } from './common.ts'

/** Of lists of what happened. */
export const eventTable = { time: 'Time', what: 'What happened', about: 'Where' } as const

export const table = {
  filter: 'Filter',
  filterHelp: 'Words, field:value, lag>1000, topic:orders*, "two words", -without',
  matches: (shown: string, total: string) => `${shown} of ${total}`,
  rows: (all: number, shown: string, written: string) =>
    shown === written ? common.plural(all, '1 row', `${written} rows`) : `${shown} of ${common.plural(all, '1 row', `${written} rows`)}`,
  columns: 'Columns',
  save: 'Save as CSV',
  resetColumns: 'Reset',
  sortBy: (title: string) => `Sort by ${title}`,
  rowActions: 'Row actions',
  open: 'Open',
  openInNewTab: 'Open in new tab',
  /** A title of capitals alone keeps them: `Copy ISR`. */
  copyCell: (title: string) => `Copy ${/^[A-Z][a-z]/.test(title) ? title.slice(0, 1).toLowerCase() + title.slice(1) : title}`,
  copyRow: 'Copy row',
  copyRows: (n: number) => (n === 1 ? 'Copy row' : `Copy ${n} rows`),
  copyJson: 'Copy as JSON',
  marked: (n: string) => `${n} selected`,
}
