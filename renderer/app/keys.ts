import { hasLayer, isWriting, withCommand } from '../ui/keys.ts'

/** Time in which the second key of `g o` must follow. */
const SEQUENCE_MS = 1500

/** How a press is written in an action's `keys`: `Mod+Shift+T`, `r`, `?`, `Mod+,`. */
export function pressed(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key : event.key
  const command = withCommand(event)
  const control = event.ctrlKey && !command
  const plain = command || event.altKey || control
  const name = plain && key.length === 1 ? key.toUpperCase() : key
  // A printed character says what Shift did to it; only with a command key or a named key Shift counts by itself.
  const shift = event.shiftKey && (plain || key.length > 1)
  return [command && 'Mod', control && 'Ctrl', event.altKey && 'Alt', shift && 'Shift', name].filter(Boolean).join('+')
}

export interface KeyBinding {
  /** `g o`, `Mod+K`; several ways for the same. */
  readonly keys: readonly string[]
  run(): void
}

/**
 * Answers key presses. Single letters are off while somebody writes or a layer lies above; keys with Mod or Alt work always but under a
 * layer. Returns whether the press meant something.
 */
export function createKeys(bindings: () => readonly KeyBinding[], now: () => number = () => performance.now()) {
  let first: { readonly key: string; readonly at: number } | null = null
  return (event: KeyboardEvent): boolean => {
    if (event.defaultPrevented || event.isComposing || hasLayer()) return false
    const name = pressed(event)
    const letter = !name.includes('+')
    if (letter && isWriting(event.target)) return false
    const started = first !== null && now() - first.at < SEQUENCE_MS ? `${first.key} ${name}` : null
    first = null
    const all = bindings()
    const found = all.find((b) => started !== null && b.keys.includes(started)) ?? all.find((b) => b.keys.includes(name))
    if (found) {
      found.run()
      return true
    }
    if (all.some((b) => b.keys.some((keys) => keys.startsWith(`${name} `)))) {
      first = { key: name, at: now() }
      return true
    }
    return false
  }
}
