import { seriesOf, type Colour, type Palette } from './palette.ts'

/** Something that happened, with its flag. */
export interface TimeMark {
  readonly at: number
  readonly text: string
  readonly tone: Extract<Colour, 'info' | 'warn' | 'bad' | 'accent'>
}

export interface StackLayer {
  readonly name: string
  readonly lag: readonly (number | null)[]
}

/** A topic keeps its colour; two of one colour side by side would read as one. */
export const layerColour = (palette: Palette, name: string, place: number): string =>
  palette.series[(seriesOf(name) + place) % palette.series.length] ?? ''
