import { withProcess } from './measured-process.ts'
import type { MomentsRun } from './moments-process.ts'

export type { Cost, Jump, MomentsRun } from './moments-process.ts'

/** @param kept a folder with a record made before, which is used and stays; null: one is made, and removed again */
export const measureMoments = (hours: number, kept: string | null): Promise<MomentsRun> =>
  withProcess('./moments-process.ts', ({ tell }) => tell<MomentsRun>({ hours, kept }, 7_200_000))
