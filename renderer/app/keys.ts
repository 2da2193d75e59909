import { hasLayer, isWriting, pressed } from '../ui/keys.ts'

/** Time in which the second key of `g o` must follow. */
const SEQUENCE_MS = 1500

export interface KeyBinding {
  /** `g o`, `Mod+K`; several ways for the same. */
  readonly keys: readonly string[]
  run(): void
}

export interface Keys {
  /** The key after a first one (`g` `o`): asked before anything else on the page, which may know that key alone. True: it meant that. */
  second(event: KeyboardEvent): boolean
  /** Any key that nothing nearer has taken. True: it meant something. */
  press(event: KeyboardEvent): boolean
}

/** Single letters are off while somebody writes or a layer lies above; keys with Mod or Alt work always but under a layer. */
export function createKeys(bindings: () => readonly KeyBinding[]): Keys {
  /** When it was pressed by the event's own time: a page that is busy is told late. */
  let first: { readonly key: string; readonly at: number } | null = null
  /** Null: not for the page. */
  const read = (event: KeyboardEvent): string | null => {
    if (event.defaultPrevented || event.isComposing || hasLayer()) return null
    const name = pressed(event)
    return !name.includes('+') && isWriting(event.target) ? null : name
  }
  const run = (keys: string): boolean => {
    const found = bindings().find((binding) => binding.keys.includes(keys))
    found?.run()
    return found !== undefined
  }
  return {
    second(event) {
      const before = first
      first = null
      const name = before !== null && event.timeStamp - before.at < SEQUENCE_MS ? read(event) : null
      return name !== null && run(`${before?.key} ${name}`)
    },
    press(event) {
      const name = read(event)
      if (name === null) return false
      if (run(name)) return true
      if (!bindings().some(({ keys }) => keys.some((each) => each.startsWith(`${name} `)))) return false
      first = { key: name, at: event.timeStamp }
      return true
    },
  }
}
