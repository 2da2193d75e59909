import { useRef } from 'react'

/** Things with a place of their own keep it while somebody points at them: new ones go to the end, gone ones leave. */
export function heldOrder<Row>(rows: readonly Row[], held: readonly string[], keyOf: (row: Row) => string): readonly Row[] {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]))
  const kept = held.flatMap((key) => {
    const row = byKey.get(key)
    byKey.delete(key)
    return row === undefined ? [] : [row]
  })
  return [...kept, ...byKey.values()]
}

export function useHeldOrder<Row>(rows: readonly Row[], keyOf: (row: Row) => string, held: boolean): readonly Row[] {
  const shown = useRef<readonly Row[]>(rows)
  shown.current = held ? heldOrder(rows, shown.current.map(keyOf), keyOf) : rows
  return shown.current
}
