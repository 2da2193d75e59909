import type { VerdictClass, VerdictShape } from '../../../shared/domain/verdict/rank.ts'

/** Outlines in a box of 20 units, and where the letter stands in them. */
export const shapePaths: Readonly<Record<VerdictShape, { readonly d: string; readonly y: number }>> = {
  hexagon: { d: 'M5.4 1.8h9.2L19.4 10l-4.8 8.2H5.4L.6 10Z', y: 13.6 },
  triangle: { d: 'M10 1.4 19 17.6a.9.9 0 0 1-.8 1.2H1.8a.9.9 0 0 1-.8-1.2Z', y: 16.6 },
  diamond: { d: 'M10 .4 19.6 10 10 19.6.4 10Z', y: 13.6 },
  circle: { d: 'M2.7 10a7.3 7.3 0 1 0 14.6 0a7.3 7.3 0 1 0-14.6 0Z', y: 13.6 },
  ring: { d: 'M2.7 10a7.3 7.3 0 1 0 14.6 0a7.3 7.3 0 1 0-14.6 0Z', y: 13.6 },
  square: { d: 'M3 5a2 2 0 0 1 2-2h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2Z', y: 13.6 },
}

export type VerdictTone = 'bad' | 'warn' | 'info' | 'ok' | 'unknown'

/** Calm and notice in outline, watch on its soft ground, bad and critical solid. */
export const classLook: Readonly<Record<VerdictClass, { readonly tone: VerdictTone; readonly fill: 'outline' | 'soft' | 'solid' }>> = {
  critical: { tone: 'bad', fill: 'solid' },
  bad: { tone: 'warn', fill: 'solid' },
  watch: { tone: 'info', fill: 'soft' },
  calm: { tone: 'ok', fill: 'outline' },
  unknown: { tone: 'unknown', fill: 'outline' },
  notice: { tone: 'unknown', fill: 'outline' },
}
