import { line, sharp, type Pen } from '../pen.ts'
import { STRIP, type LogGeometry } from './log-layout.ts'

/** What all parts of the picture are drawn with. */
export interface LogPaint {
  readonly geometry: LogGeometry
  readonly focus: string | null
  readonly selected: string | null
  /** 0 to 7, the group's own. */
  seriesOf(group: string): number
  /** `16:40`, in the zone of the page. */
  clock(at: number): string
}

/** Left of it records will be gone within the hour. */
export function paintEdge(pen: Pen, x: number, top: number): void {
  line(pen, [sharp(x), top - 4], [sharp(x), top + STRIP.height + 3], { colour: pen.palette.of['warn-text'], width: 1.5, dash: [2, 2] })
}
