import type { HostInfo } from '../../../shared/contract/host.ts'
import type { Policy } from '../../../shared/contract/policy.ts'
import { AppError } from '../../../shared/errors/error.ts'
import { newestRelease, type Release, type ReleaseNeeds } from '../clients/updates/newest-release.ts'
import { forbids } from './policy.ts'

export interface UpdatesNeeds extends Omit<ReleaseNeeds, 'from'> {
  /** Of the build; empty: it knows no place. */
  readonly from: string
  readonly policy: Policy
}

/** Whether a newer Samsa is out. Never asked by itself: there is no clock here. */
export interface Updates {
  readonly ability: HostInfo['updates']
  /** Fails with `policy.forbids`, `core.notSupported`, an `http.…` error or `releases.notOne`. */
  find(signal: AbortSignal): Promise<Release | null>
}

const NOWHERE = 'This Samsa was not built from a release and knows no place to look.'

export function createUpdates({ policy, ...needs }: UpdatesNeeds): Updates {
  const off = policy.updates === 'none'
  const from = off ? '' : (policy.updates ?? needs.from)
  const why = off ? `Looking for newer versions is off on this computer: ${policy.by} decided so.` : from === '' ? NOWHERE : ''
  return {
    ability: { available: from !== '', why, from },
    async find(signal) {
      if (off) throw forbids(policy, 'Looking for newer versions')
      if (from === '') throw new AppError('core.notSupported', { what: 'Looking for newer versions', why })
      return newestRelease({ ...needs, from }, signal)
    },
  }
}
