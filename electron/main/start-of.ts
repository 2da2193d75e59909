import type { SamsaHandlers } from '../../shared/contract/index.ts'
import { wholePath } from '../../shared/links.ts'

/** What is opened after an orderly end. After any other all windows are there again as they were, whatever was chosen. */
export interface Start {
  /** The windows of last time. */
  readonly last: boolean
  /** Else one window, here; null: at the launcher. */
  readonly path: string | null
}

/** As the user chose it; a profile that is gone is the launcher. */
export function startOf({ host, profiles }: Pick<SamsaHandlers, 'host' | 'profiles'>): Start {
  const context = { signal: new AbortController().signal }
  const [row] = host.settings({}, context).read().rows.values()
  const { start, startProfile } = row?.settings ?? { start: 'launcher', startProfile: null }
  const isThere = start === 'profile' && startProfile !== null && profiles.list({}, context).read().rows.has(startProfile)
  return { last: start === 'last', path: isThere ? wholePath({ profile: startProfile, path: '' }) : null }
}
