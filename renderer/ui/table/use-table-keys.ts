import { useEffect, useRef } from 'react'
import { hasLayer, isWriting, withCommand } from '../keys.ts'

export interface TableKeys {
  readonly count: number
  /** Rows of a page; asked for only when a key needs it, for it reads the layout. */
  page(): number
  readonly current: number
  moveTo(at: number): void
  open(newTab: boolean): void
  mark(range: boolean): void
  markAll(): void
  menu(): void
  copy(json: boolean): void
  clearMarks(): boolean
}

/** Lists on the page, oldest first: keys pressed on the page itself go to the first one. */
const tables: object[] = []

function target(keys: TableKeys, key: string): number | null {
  switch (key) {
    case 'j':
    case 'ArrowDown':
      return keys.current + 1
    case 'k':
    case 'ArrowUp':
      return keys.current < 0 ? 0 : keys.current - 1
    case 'Home':
      return 0
    case 'End':
      return keys.count - 1
    case 'PageDown':
      return Math.max(0, keys.current) + keys.page()
    case 'PageUp':
      return keys.current - keys.page()
    default:
      return null
  }
}

/** Whether the table did something with the key. */
function act(keys: TableKeys, event: KeyboardEvent): boolean {
  const command = withCommand(event)
  if (command && event.key === 'Enter') return done(() => keys.open(true))
  if (command && event.key.toLowerCase() === 'a') return done(() => keys.markAll())
  if (command && event.key.toLowerCase() === 'c') {
    if (window.getSelection()?.toString()) return false
    return done(() => keys.copy(event.shiftKey))
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return false
  const to = target(keys, event.key)
  if (to !== null) return done(() => keys.moveTo(Math.min(Math.max(0, to), keys.count - 1)))
  if (event.key === 'Enter') return done(() => keys.open(false))
  if (event.key === ' ') return done(() => keys.mark(event.shiftKey))
  if (event.key === '.') return done(() => keys.menu())
  return event.key === 'Escape' && keys.clearMarks()
}

const done = (run: () => void): true => {
  run()
  return true
}

/** Keys of a list: those pressed inside it, and those pressed on the page when it is the page's first list. */
export function useTableKeys(root: { readonly current: HTMLElement | null }, keys: TableKeys): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    const self = {}
    tables.push(self)
    const onKey = (event: KeyboardEvent): void => {
      const at = event.target
      if (event.defaultPrevented || isWriting(at) || hasLayer() || latest.current.count === 0) return
      const inside = at instanceof Node && root.current?.contains(at) === true
      const onPage = at === document.body && tables[0] === self
      if (!inside && !onPage) return
      // A button inside a row keeps its own Enter and Space.
      if (inside && at !== root.current && (event.key === 'Enter' || event.key === ' ')) return
      if (act(latest.current, event)) event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('keydown', onKey)
      tables.splice(tables.indexOf(self), 1)
    }
  }, [root])
}
