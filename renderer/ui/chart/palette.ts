import { useSyncExternalStore } from 'react'

/** Canvas code takes its colours from one object, made anew when theme or contrast change and never while drawing. */

const names = [
  ...(['bg', 'surface', 'sunken', 'hover', 'selected', 'line', 'line-2', 'grid'] as const),
  ...(['text', 'text-2', 'text-3', 'accent', 'accent-text', 'on-warn', 'on-bad'] as const),
  ...(['ok', 'info', 'info-text', 'warn', 'warn-text', 'warn-soft', 'bad', 'bad-text', 'bad-soft', 'unknown', 'stale'] as const),
  ...(['strip', 'strip-2', 'strip-edge', 'strip-torn', 'lag-none'] as const),
] as const

export type Colour = (typeof names)[number]

export interface Palette {
  readonly of: Readonly<Record<Colour, string>>
  /** Steps 0 to 8. */
  readonly lag: readonly string[]
  /** Series 1 to 8 at 0 to 7. */
  readonly series: readonly string[]
  readonly font: string
}

const LAG_STEPS = 9
const SERIES = 8

export function readPalette(root: Element): Palette {
  const style = getComputedStyle(root)
  const value = (name: string): string => style.getPropertyValue(`--${name}`).trim() || '#888888'
  return {
    // Every name of the list is there.
    of: Object.fromEntries(names.map((name) => [name, value(name)])) as Record<Colour, string>,
    lag: Array.from({ length: LAG_STEPS }, (_, step) => value(`lag-${step}`)),
    series: Array.from({ length: SERIES }, (_, at) => value(`series-${at + 1}`)),
    font: style.getPropertyValue('--font-ui').trim() || 'sans-serif',
  }
}

let palette: Palette | null = null
let watch: MutationObserver | null = null
const listeners = new Set<() => void>()

function listen(changed: () => void): () => void {
  listeners.add(changed)
  if (watch === null) {
    watch = new MutationObserver(() => {
      palette = null
      for (const tell of listeners) tell()
    })
    watch.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'data-contrast'] })
    palette = null
  }
  return () => {
    listeners.delete(changed)
    if (listeners.size > 0) return
    watch?.disconnect()
    watch = null
  }
}

const read = (): Palette => (palette ??= readPalette(document.documentElement))

export const usePalette = (): Palette => useSyncExternalStore(listen, read)

/** `#rrggbb` with an opacity; other notations are left as they are. */
export function fade(colour: string, opacity: number): string {
  if (!/^#[0-9a-f]{6}$/i.test(colour)) return colour
  return (
    colour +
    Math.round(Math.min(1, Math.max(0, opacity)) * 255)
      .toString(16)
      .padStart(2, '0')
  )
}

/** Which of the eight series a name has: a stable hash, so that it keeps its colour on every screen. 0 to 7. */
export function seriesOf(name: string): number {
  let hash = 7
  for (const letter of name) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) | 0
  return Math.abs(hash) % SERIES
}
