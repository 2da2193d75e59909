import type { VerdictShape } from '../../shared/domain/verdict/rank.ts'

/** What a tray draws: the shape and letter of a verdict, as on the page; `quiet`: nothing is connected. */
export interface Sign {
  readonly letter: string
  readonly shape: VerdictShape
  readonly colour: keyof typeof colours
}

/** Blue, green, red. They stand out from light and dark bars alike; the shape says the same. */
const colours = {
  critical: [0x2b, 0x1c, 0xc4],
  bad: [0x1a, 0x5f, 0xc9],
  watch: [0x0e, 0x86, 0xa8],
  calm: [0x4b, 0x8a, 0x2e],
  quiet: [0x80, 0x78, 0x70],
} as const

/** Rows of 5 points, from the left the highest. */
const glyphs: Readonly<Record<string, readonly number[]>> = {
  N: [17, 25, 21, 19, 17, 17, 17],
  D: [30, 17, 17, 17, 17, 17, 30],
  L: [16, 16, 16, 16, 16, 16, 31],
  A: [14, 17, 17, 31, 17, 17, 17],
  R: [30, 17, 17, 30, 20, 18, 17],
  T: [31, 4, 4, 4, 4, 4, 4],
  S: [15, 16, 16, 14, 1, 1, 30],
  X: [17, 17, 10, 4, 10, 17, 17],
  F: [31, 16, 16, 30, 16, 16, 16],
  M: [17, 27, 21, 21, 17, 17, 17],
  B: [30, 17, 17, 30, 17, 17, 30],
  C: [14, 17, 16, 16, 16, 17, 14],
  O: [14, 17, 17, 17, 17, 17, 14],
  U: [17, 17, 17, 17, 17, 17, 14],
  '?': [14, 17, 1, 2, 4, 0, 4],
  '!': [4, 4, 4, 4, 4, 0, 4],
}

/** Whether a point (from the middle, -1 to 1, y downwards) is in the shape. */
const inside: Readonly<Record<VerdictShape, (x: number, y: number) => boolean>> = {
  circle: (x, y) => x * x + y * y <= 1,
  ring: (x, y) => x * x + y * y <= 1 && x * x + y * y >= 0.62,
  square: (x, y) => Math.max(Math.abs(x), Math.abs(y)) <= 0.88,
  diamond: (x, y) => Math.abs(x) + Math.abs(y) <= 1.15,
  hexagon: (x, y) => Math.abs(y) <= 0.87 && Math.abs(x) * 1.732 + Math.abs(y) <= 1.732,
  triangle: (x, y) => y <= 0.9 && Math.abs(x) <= (y + 1.05) * 0.6,
}

/** Points to a side: twice what a tray has, for screens with a scale of two. */
export const SIDE = 32
const FINE = 3
const SCALE = 2

/** As `nativeImage.createFromBitmap` takes it: 4 bytes a point, premultiplied. */
export function signBitmap({ letter, shape, colour }: Sign): Buffer {
  const bitmap = Buffer.alloc(SIDE * SIDE * 4)
  const glyph = glyphs[letter] ?? glyphs['!'] ?? []
  // A triangle has its room below.
  const top = shape === 'triangle' ? 14 : 9
  for (let y = 0; y < SIDE; y += 1)
    for (let x = 0; x < SIDE; x += 1) {
      const row = glyph[Math.floor((y - top) / SCALE)] ?? 0
      const column = Math.floor((x - 11) / SCALE)
      const lettered = column >= 0 && column < 5 && y >= top && ((row >> (4 - column)) & 1) === 1
      const covered = coverage(shape, x, y)
      const at = (y * SIDE + x) * 4
      // A ring has nothing behind its letter.
      const alpha = shape === 'ring' && lettered ? 1 : covered
      const ink = lettered && shape !== 'ring' ? ([255, 255, 255] as const) : colours[colour]
      for (const [i, part] of ink.entries()) bitmap[at + i] = Math.round(part * alpha)
      bitmap[at + 3] = Math.round(255 * alpha)
    }
  return bitmap
}

function coverage(shape: VerdictShape, x: number, y: number): number {
  let hits = 0
  for (let i = 0; i < FINE; i += 1)
    for (let j = 0; j < FINE; j += 1) {
      const half = SIDE / 2
      if (inside[shape]((x + (i + 0.5) / FINE - half) / (half - 1), (y + (j + 0.5) / FINE - half) / (half - 1))) hits += 1
    }
  return hits / FINE ** 2
}
