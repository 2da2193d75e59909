import type { Settings } from '../../../shared/contract/settings.ts'

/** As Samsa is when nobody changed anything. */
export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  contrast: 'normal',
  density: 'comfortable',
  time: 'local',
  lockAfter: 'never',
  lockOnSleep: 'no',
  unlockFor: '15',
  typing: 'production',
  notRecorded: [],
}
