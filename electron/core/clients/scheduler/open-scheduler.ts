import type { SchedulerRelease } from '../../../../shared/domain/scheduler/model.ts'
import { AppError } from '../../../../shared/errors/error.ts'
import { parseBase } from '../http/address.ts'
import type { Lanes } from '../http/lanes.ts'
import { NO_CREDENTIAL } from '../http/settings.ts'
import { createHttp, type Http } from '../http.ts'
import type { PlacesSettings } from '../places.ts'
import { createSchedulerChanges, type SchedulerChanges } from './create-changes.ts'
import { detectRelease } from './detect.ts'
import type { BrokerList } from './parse.ts'
import { openSdk, type SdkAccess } from './open-sdk.ts'
import { createSchedulerReader, type SchedulerReader } from './reader.ts'
import type { Clock } from '../../lib/clock.ts'

/** One address that answers as a scheduler. */
export interface SchedulerAccess {
  readonly base: string
  readonly release: SchedulerRelease
  readonly reader: SchedulerReader
  /** The list that was read when it was opened. */
  readonly first: BrokerList
  /** It asked for the login, and got it. */
  readonly loggedIn: boolean
  /** A connection that changes something; made when first asked for. */
  changes(): SchedulerChanges
  close(): void
}

export interface AccessNeeds {
  readonly clock: Clock
  readonly lanes: Lanes
  readonly settings: PlacesSettings
  /** Left out: the address that the user named may get the login. */
  readonly mayLogIn?: (base: string) => boolean
}

/**
 * Asks an address who it is, without a login. Only the address that the user named gets the login, and only when it asks for one: the
 * scheduler itself has none, a proxy in front of it may.
 */
export async function openScheduler(needs: AccessNeeds, base: string, signal: AbortSignal): Promise<SchedulerAccess> {
  const anonymous = read(needs, base, false)
  try {
    return await opened(needs, base, anonymous, false, signal)
  } catch (error) {
    anonymous.close()
    const asksForLogin = error instanceof AppError && error.code === 'http.unauthenticated'
    if (!asksForLogin || needs.mayLogIn?.(base) === false || !isNamed(needs.settings, base)) throw error
    const known = read(needs, base, true)
    try {
      return await opened(needs, base, known, true, signal)
    } catch (second) {
      known.close()
      throw second
    }
  }
}

function isNamed({ scheduler }: PlacesSettings, base: string): boolean {
  if (scheduler === null || scheduler.credential.kind === 'none') return false
  return parseBase(scheduler.base).origin === parseBase(base).origin
}

const httpFor = (
  { settings, clock, lanes }: AccessNeeds,
  base: string,
  system: 'scheduler' | 'schedulerChange' | 'schedulerSdk',
  login: boolean,
): Http => {
  const { origin } = parseBase(base)
  const credential = login ? (settings.scheduler?.credential ?? NO_CREDENTIAL) : NO_CREDENTIAL
  const { tls, plainCredentials, network } = settings
  return createHttp({ system, tls, credential, plainCredentials, network, trusts: (asked) => asked === origin }, { clock, lanes })
}

const read = (needs: AccessNeeds, base: string, login: boolean): Http => httpFor(needs, base, 'scheduler', login)

/** The later scheduler of DC/OS is none of these, but it is known: `scheduler.dcos` says so in place of “it is none”. */
async function explained(needs: AccessNeeds, base: string, login: boolean, error: unknown, signal: AbortSignal): Promise<never> {
  if (!(error instanceof AppError) || error.code !== 'scheduler.notScheduler') throw error
  const sdk = await openSdk(httpFor(needs, base, 'schedulerSdk', login), base, signal)
  sdk?.close()
  throw sdk === null ? error : new AppError('scheduler.dcos', { address: base })
}

/** The same with a login where it is asked for and the user named the address. Null: no scheduler of DC/OS answers there. */
export async function openSdkScheduler(needs: AccessNeeds, base: string, signal: AbortSignal): Promise<SdkAccess | null> {
  const anonymous = await openSdk(httpFor(needs, base, 'schedulerSdk', false), base, signal)
  return anonymous === null && isNamed(needs.settings, base) ? openSdk(httpFor(needs, base, 'schedulerSdk', true), base, signal) : anonymous
}

async function opened(needs: AccessNeeds, base: string, http: Http, login: boolean, signal: AbortSignal): Promise<SchedulerAccess> {
  const release = await detectRelease({ http, base, signal }).catch((error: unknown) => explained(needs, base, login, error, signal))
  const reader = createSchedulerReader({ http, base, release })
  const first = await reader.brokers(signal)
  let changing: { readonly http: Http; readonly changes: SchedulerChanges } | null = null
  return {
    base,
    release,
    reader,
    first,
    loggedIn: login,
    changes() {
      if (changing === null) {
        const own = httpFor(needs, base, 'schedulerChange', login)
        changing = { http: own, changes: createSchedulerChanges({ http: own, base, release, clock: needs.clock }) }
      }
      return changing.changes
    },
    close() {
      http.close()
      changing?.http.close()
    },
  }
}
