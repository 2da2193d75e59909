import type { ViewAbout, ViewSource } from '../../shared/rpc/define.ts'

/** Rows that a test can change while a page looks at them. */
export interface FakeCell<Row> {
  readonly source: ViewSource<Row>
  set(rows: readonly Row[]): void
  patch(key: string, change: Partial<Row>): void
  about(change: Partial<ViewAbout>): void
  rows(): readonly Row[]
}

export function createCell<Row extends object>(key: keyof Row & string, first: readonly Row[], asOf: number | null): FakeCell<Row> {
  const listeners = new Set<() => void>()
  const keyOf = (row: Row): string => String(row[key])
  let rows = new Map(first.map((row) => [keyOf(row), row]))
  let about: ViewAbout = { state: 'live', asOf, errors: [], progress: null }
  const tell = (): void => listeners.forEach((listener) => listener())
  return {
    source: {
      watch(changed, signal) {
        listeners.add(changed)
        signal.addEventListener('abort', () => listeners.delete(changed))
      },
      read: () => ({ rows, about }),
    },
    set(next) {
      rows = new Map(next.map((row) => [keyOf(row), row]))
      tell()
    },
    patch(name, change) {
      const row = rows.get(name)
      if (!row) throw new Error(`There is no row ${name}`)
      rows = new Map(rows).set(name, { ...row, ...change })
      tell()
    },
    about(change) {
      about = { ...about, ...change }
      tell()
    },
    rows: () => [...rows.values()],
  }
}
