import type { ProfileProxy, ProxyChoice } from '../../../shared/contract/network.ts'
import type { Settings } from '../../../shared/contract/settings.ts'
import type { DesktopServices } from '../../../shared/desktop-services.ts'
import { AppError } from '../../../shared/errors/error.ts'
import { authorization, type HttpTls } from '../clients/http/settings.ts'
import type { HttpNetwork, HttpProxy } from '../clients/http/network.ts'
import type { Clock } from '../lib/clock.ts'
import { createExclusions } from './exclusions.ts'
import { withExtraCa } from './extra-ca.ts'
import { firstProxy } from './system-proxy.ts'

/** A script of the system may look up names, or be fetched first. */
const SYSTEM_MS = 5_000

export interface NetworkNeeds {
  readonly settings: () => Pick<Settings, 'proxy' | 'extraCa'>
  /** Of the proxy's login, in clear; null: there is none. */
  readonly password: () => string | null
  readonly systemProxy: DesktopServices['systemProxy'] | undefined
  readonly clock: Clock
}

/** How Samsa reaches servers that are not Kafka brokers: the settings of section Network, followed at each request. */
export interface Network {
  /** For `createHttp({ …, network })`. */
  readonly http: HttpNetwork
  /** The same for a profile that may have a proxy of its own; its password in clear. */
  of(own: ProfileProxy, password: () => string | null): HttpNetwork
  /** What is given to TLS, with the authorities of the settings beside it; null: the system's alone. */
  tls(own: HttpTls | null): HttpTls | null
}

export function createNetwork({ settings, password, systemProxy, clock }: NetworkNeeds): Network {
  const way = (choice: () => ProxyChoice, secret: () => string | null): HttpNetwork => {
    const manual = createManual(secret)
    return {
      route(origin) {
        const proxy = choice()
        if (proxy.use === 'none') return Promise.resolve(null)
        return proxy.use === 'manual' ? Promise.resolve(manual(proxy, origin)) : bySystem(systemProxy, origin, clock)
      },
    }
  }
  const http = way(() => settings().proxy, password)
  return {
    http,
    of: (own, secret) => (own.use === 'settings' ? http : way(() => own, secret)),
    tls: (own) => withExtraCa(own, settings().extraCa),
  }
}

type Manual = Extract<ProxyChoice, { use: 'manual' }>

function createManual(password: () => string | null) {
  let made: { readonly of: Manual; readonly excluded: ReturnType<typeof createExclusions> } | null = null
  return (proxy: Manual, origin: string): HttpProxy | null => {
    if (made?.of !== proxy) made = { of: proxy, excluded: createExclusions(proxy.except) }
    const { hostname, port, protocol } = new URL(origin)
    if (made.excluded(hostname, Number(port || (protocol === 'https:' ? 443 : 80)))) return null
    const colon = proxy.address.lastIndexOf(':')
    const login = proxy.user === '' ? null : authorization({ kind: 'basic', user: proxy.user, password: password() ?? '' })
    return {
      host: proxy.address.slice(0, colon).replace(/^\[|\]$/g, ''),
      port: Number(proxy.address.slice(colon + 1)),
      authorization: login,
    }
  }
}

async function bySystem(ask: DesktopServices['systemProxy'] | undefined, origin: string, clock: Clock): Promise<HttpProxy | null> {
  const address = origin.replace(/^https?:\/\//, '')
  if (ask === undefined) throw new AppError('core.notSupported', { what: 'The proxy of the system', why: NO_SYSTEM_PROXY })
  const late = new AppError('http.proxy', { address, proxy: 'of this computer', problem: 'timeout', status: 0 })
  const answer = await new Promise<string>((resolve, reject) => {
    const stop = clock.after(SYSTEM_MS, () => reject(late))
    ask(`${origin}/`).then(resolve, reject).finally(stop)
  }).catch((error: unknown) => {
    throw error instanceof AppError
      ? error
      : new AppError('http.proxyKind', { address, kind: 'unknown', proxy: 'not told' }, { cause: error })
  })
  const found = firstProxy(answer, address)
  // The system's own store of logins is not asked: Samsa has none for this one.
  return found === null ? null : { ...found, authorization: null }
}

export const NO_SYSTEM_PROXY = 'The browser host cannot ask the system. Write the proxy by hand.'
