import { useRef, useState } from 'react'

export interface Marks {
  readonly keys: ReadonlySet<string>
  /** Marks or unmarks a row; `range`: all from the last one to it. */
  toggle(key: string | null, range: boolean): void
  all(): void
  /** True: there was something to clear. */
  clear(): boolean
}

/** Rows marked for copying and for acts on many. */
export function useMarks<Row>(shown: readonly Row[], rowKey: (row: Row) => string): Marks {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set())
  const anchor = useRef<string | null>(null)
  const between = (a: string, b: string): readonly string[] => {
    const names = shown.map(rowKey)
    const [from = 0, to = 0] = [names.indexOf(a), names.indexOf(b)].toSorted((x, y) => x - y)
    return names.slice(Math.max(0, from), to + 1)
  }
  return {
    keys,
    toggle(key, range) {
      if (key === null) return
      const next = new Set(keys)
      if (range && anchor.current !== null) for (const each of between(anchor.current, key)) next.add(each)
      else if (!next.delete(key)) next.add(key)
      anchor.current = key
      setKeys(next)
    },
    all: () => setKeys(new Set(shown.map(rowKey))),
    clear() {
      if (keys.size === 0) return false
      setKeys(new Set())
      return true
    },
  }
}
