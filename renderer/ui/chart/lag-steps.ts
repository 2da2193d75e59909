/** Steps of the lag scale, 0 to 8, for figures of three kinds. */

export type HeatMetric = 'lag' | 'timeLag' | 'slope'

const MOST = 400_000
const LEAST = 100

/** Below 100 messages nothing; then eight steps on a log scale up to 400 000. */
export function lagStep(lag: number): number {
  if (lag < LEAST) return 0
  return Math.min(8, 1 + Math.floor((8 * Math.log(lag / LEAST)) / Math.log(MOST / LEAST)))
}

/** Seconds, from 1 s to 1 h. */
export function timeLagStep(seconds: number): number {
  if (seconds < 1) return 0
  return Math.min(8, 1 + Math.floor((8 * Math.log(seconds)) / Math.log(3600)))
}

/** Messages a minute; what shrinks or stands is 0. */
export const slopeStep = (perMinute: number): number => (perMinute <= 0 ? 0 : lagStep(perMinute * 10))

export const stepOf: Readonly<Record<HeatMetric, (value: number) => number>> = { lag: lagStep, timeLag: timeLagStep, slope: slopeStep }

/** Stands for no value in arrays of steps. */
export const NONE = 255
