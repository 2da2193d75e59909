import type { AccessRow } from '../../../shared/contract/access.ts'
import type { ProfileCard } from '../../../shared/contract/profiles.ts'
import { en } from '../../text/en.ts'

const t = en.changes.why

/** Whether this cluster may be changed now, or the reason why not: what every disabled control says. The core asks the same again. */
export function mayChange(profile: ProfileCard | null, access: AccessRow | null, at: 'live' | number): true | string {
  if (profile === null) return t.noCluster
  if (at !== 'live') return t.recorded
  if (profile.connection.state === 'off' || profile.connection.state === 'failed') return t.notConnected
  if (access === null) return t.notKnown
  if (access.level !== 'observe') return true
  return access.canUnlock ? t.observe : (access.why ?? t.never)
}

/** Ms that an unlock has left; null: nothing is unlocked. */
export const timeLeft = (access: AccessRow | null, now: number): number | null =>
  access?.until === null || access?.until === undefined ? null : Math.max(0, access.until - now)

/** `12:41`, `0:09`. */
export function countdown(ms: number): string {
  const seconds = Math.ceil(ms / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
