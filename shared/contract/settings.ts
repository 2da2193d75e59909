import * as z from 'zod'
import { ProfileId } from './common.ts'

export const Settings = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  contrast: z.enum(['normal', 'more']),
  density: z.enum(['comfortable', 'compact']),
  time: z.enum(['local', 'utc']),
  /** Profiles whose clusters are not recorded. */
  notRecorded: z.array(ProfileId).max(1_000),
})
export type Settings = z.infer<typeof Settings>

/** Those that an administrator can fix: the ones that are about no single profile. */
export const FixedSettings = Settings.omit({ notRecorded: true }).partial()
export type FixedSettings = z.infer<typeof FixedSettings>
