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

export interface StackLayer {
  readonly name: string
  readonly lag: readonly (number | null)[]
}

/** A topic keeps its colour; two of one colour side by side would read as one. */
export const layerColour = (palette: Palette, name: string, place: number): string =>
  palette.series[(seriesOf(name) + place) % palette.series.length] ?? ''
