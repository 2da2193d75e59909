import { seriesOf, type Colour, type Palette } from './palette.ts'

/** Something that happened, with its flag. */
export interface TimeMark {
  readonly at: number
  readonly text: string
  readonly tone: Extract<Colour, 'info' | 'warn' | 'bad' | 'accent'>
}

/** Between words and what stands beside them, as wide as a flag with some air. */
const GAP = 11

export interface PlacedWords {
  readonly from: number
  readonly to: number
}

/**
 * Where the words of flags stand, from left to right: right of their flag where there is room before the next one, else left of it; null: nowhere.
 * @param flags places in pixels, in order, with how wide their words are
 * @param room from the left edge to the line of now, which no words cross
 */
export function placeWords(
  flags: readonly { readonly x: number; readonly width: number }[],
  room: PlacedWords,
  gap = GAP,
): (PlacedWords | null)[] {
  let free = room.from
  return flags.map(({ x, width }, i) => {
    const next = flags[i + 1]?.x ?? room.to
    const placed = [x + gap, x - gap - width].find((from) => from >= free && from + width <= (from > x ? next - gap / 2 : x))
    free = Math.max(x + gap, placed === undefined ? free : placed + width + gap)
    return placed === undefined ? null : { from: placed, to: placed + width }
  })
}

/** With `more`: its flag's words, and how many flags beside it have none. */
export interface Words extends PlacedWords {
  readonly more?: number
}

/** Some flags in a row without words, and where it stands how many they are. */
export interface Crowd extends PlacedWords {
  readonly flags: number
}

interface Flag {
  readonly x: number
  readonly width: number
}

/**
 * How many flags crowd each other out of their words is said beside or between them, or else behind the words of the one before or after.
 * Where there is no room for that either, those words go and are counted in.
 * @param placed as `placeWords` tells: between two neighbours, never farther
 * @param widthOf how wide a count is
 */
export function placeCrowds(
  flags: readonly Flag[],
  placed: readonly (PlacedWords | null)[],
  room: PlacedWords,
  widthOf: (flags: number) => number,
  gap = GAP,
): { readonly words: readonly (Words | null)[]; readonly crowds: readonly Crowd[] } {
  const words: (Words | null)[] = [...placed]
  /** Which flags, first and last, the words of a flag count. */
  const counts = new Map<number, readonly [number, number]>()
  for (;;) {
    const crowds: Crowd[] = []
    let stuck: readonly [number, number] | undefined
    for (const [first, last] of withoutWords(words)) {
      const many = last - first + 1
      if ([counts.get(first - 1), counts.get(last + 1)].some((each) => each?.[0] === first && each[1] === last)) continue
      const width = widthOf(many)
      const free = Array.from({ length: many + 1 }, (_, i) => freeBefore(flags, words, room, first + i, gap)).toReversed()
      const at = free.findIndex(({ from, to }) => to - from >= width)
      const place = free[at]
      // Close to a flag: left of the first one, else right of one.
      const from = place && (at === free.length - 1 ? place.to - width : place.from)
      if (from === undefined) stuck ??= [first, last]
      else crowds.push({ from, to: from + width, flags: many })
    }
    if (stuck === undefined) return { words, crowds }
    const [first, last] = stuck
    const beside = [first - 1, last + 1].filter((at) => flags[at] !== undefined)
    const longer = beside.map((at) => [at, withCount(flags, words, room, at, last - first + 1, widthOf, gap)] as const)
    const [at, instead] = longer.find(([, each]) => each !== null) ?? longer[0] ?? []
    if (at === undefined) return { words, crowds }
    words[at] = instead ?? null
    if (instead) {
      counts.set(at, stuck)
      continue
    }
    counts.delete(at)
    // Flags beside it that were counted behind other words are more by it now.
    for (const [by, [from, to]] of counts) {
      if (at < from - 1 || at > to + 1) continue
      words[by] = placed[by] ?? null
      counts.delete(by)
    }
  }
}

/** A flag's words with a count behind them, where they have room; null: nowhere, or they have one already. */
function withCount(
  flags: readonly Flag[],
  words: readonly (Words | null)[],
  room: PlacedWords,
  at: number,
  more: number,
  widthOf: (flags: number) => number,
  gap: number,
): Words | null {
  if (words[at]?.more !== undefined) return null
  const width = (flags[at]?.width ?? 0) + widthOf(more)
  const others = words.with(at, null)
  const [before, after] = [freeBefore(flags, others, room, at, gap), freeBefore(flags, others, room, at + 1, gap)]
  if (after.to - after.from >= width) return { from: after.from, to: after.from + width, more }
  return before.to - before.from >= width ? { from: before.to - width, to: before.to, more } : null
}

/** What nothing stands in between a flag and the one before it. */
function freeBefore(
  flags: readonly { readonly x: number }[],
  words: readonly (Words | null)[],
  room: PlacedWords,
  at: number,
  gap: number,
): PlacedWords {
  const [before, after] = [flags[at - 1], flags[at]]
  const [left, right] = [words[at - 1] ?? null, words[at] ?? null]
  return {
    from: before === undefined ? room.from : left !== null && left.from > before.x ? left.to + gap : before.x + gap,
    to: after === undefined ? room.to : right !== null && right.to <= after.x ? right.from - gap : after.x - gap / 2,
  }
}

/** First and last of each row of flags without words. */
function withoutWords(words: readonly (Words | null)[]): (readonly [number, number])[] {
  const runs: [number, number][] = []
  for (const [i, one] of words.entries()) {
    const run = runs.at(-1)
    if (one === null && run?.[1] === i - 1) run[1] = i
    else if (one === null) runs.push([i, i])
  }
  return runs
}

/**
 * The first point where words of so many points' width stand clear of all lines; the first point at all where there is none.
 * @param lines how high they pass, a value a point
 * @param yOf how high the words would stand there
 */
export function freeAbove(
  lines: readonly (readonly (number | null)[])[],
  first: number,
  points: number,
  yOf: (at: number) => number,
  clear: number,
): number {
  const [line = []] = lines
  for (let at = first; at + points <= line.length; at += 1) {
    const y = yOf(at)
    const passes = lines.some((each) => each.slice(at, at + points).some((value) => value !== null && Math.abs(value - y) < clear))
    if (!passes && lines.at(-1)?.[at] !== null) return at
  }
  return first
}

export interface StackLayer {
  readonly name: string
  readonly lag: readonly (number | null)[]
}

/** A topic keeps its colour; two of one colour side by side would read as one. */
export const layerColour = (palette: Palette, name: string, place: number): string =>
  palette.series[(seriesOf(name) + place) % palette.series.length] ?? ''
