import { DEFAULT_SETTINGS, type Settings } from '../../shared/contract/settings.ts'

const pick = <T>(of: readonly [T, ...T[]], n: number): T => of[n % of.length] ?? of[0]

/** The settings of save `n`: 24 in a row are all different. */
export const settingsOf = (n: number): Settings => ({
  ...DEFAULT_SETTINGS,
  theme: pick(['system', 'light', 'dark'], n),
  contrast: pick(['normal', 'more'], Math.floor(n / 3)),
  density: pick(['comfortable', 'compact'], Math.floor(n / 6)),
  time: pick(['local', 'utc'], Math.floor(n / 12)),
})
