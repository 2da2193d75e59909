import type { Settings } from '../../shared/contract/settings.ts'

const pick = <T>(of: readonly [T, ...T[]], n: number): T => of[n % of.length] ?? of[0]

/** The settings of save `n`: 24 in a row are all different. */
export const settingsOf = (n: number): Settings => ({
  theme: pick(['system', 'light', 'dark'], n),
  contrast: pick(['normal', 'more'], Math.floor(n / 3)),
  density: pick(['comfortable', 'compact'], Math.floor(n / 6)),
  time: pick(['local', 'utc'], Math.floor(n / 12)),
  ...{
    lockAfter: 'never',
    lockOnSleep: 'no',
    unlockFor: '15',
    typing: 'production',
    pace: '20',
    readOpen: '5',
    readOthers: '30',
    readEmpty: '600',
    readMetadata: '60',
    readSizes: '120',
    readMesos: '10',
    historyCap: '512',
    tray: 'no',
    openAtLogin: 'no',
  },
  ...{ proxy: { use: 'none' }, extraCa: '', notRecorded: [] },
})
