import { AppError } from '../../../../shared/errors/error.ts'

/** `scheme://host:port` with the port always written, and the path prefix of a proxy ('' or `/mesos`). */
export interface BaseAddress {
  readonly origin: string
  readonly hostname: string
  readonly secure: boolean
  readonly prefix: string
}

/** A bare `host:port` means http. No user, no query, no fragment: credentials have their own place. */
export function parseBase(text: string): BaseAddress {
  const bad = (): AppError => new AppError('http.badAddress', { address: text.replace(/\/\/[^/]*@/, '//…@').slice(0, 300) })
  const written = text.includes('://') ? text : `http://${text}`
  if (!/^https?:\/\/[^\s\\]+$/i.test(written) || !URL.canParse(written)) throw bad()
  const url = new URL(written)
  if (url.username || url.password || url.search || url.hash) throw bad()
  return { ...originOf(url), prefix: url.pathname.replace(/\/+$/, '') }
}

function originOf(url: URL): { readonly origin: string; readonly hostname: string; readonly secure: boolean } {
  const secure = url.protocol === 'https:'
  return { origin: `${url.protocol}//${url.hostname}:${url.port || (secure ? '443' : '80')}`, hostname: url.hostname, secure }
}

/** The text of an origin as people write addresses. */
export const hostAndPort = (origin: string): string => origin.replace(/^https?:\/\//, '')

export type Target = { readonly ok: true; readonly origin: string } | { readonly ok: false; readonly to: string; readonly why: string }

const shown = (location: string): string =>
  // A redirect can hold credentials of its own, and anything else.
  location
    .replace(/\/\/[^/?#]*@/, '//…@')
    .replace(/[?#].*$/s, '')
    .slice(0, 300)

/**
 * Where a `Location` points, if we may go there. Mesos answers `//host:port`, with a path from 1.0 on: the scheme is the one we used
 * (Mesos libprocess endpoints, `/redirect`). Only the origin is taken; the request itself stays ours.
 */
export function redirectTarget(location: string, from: BaseAddress, trusts: (origin: string) => boolean): Target {
  const refuse = (why: string): Target => ({ ok: false, to: shown(location), why })
  if (location === '') return refuse('it does not say where to.')
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u0020\u007f\\]/.test(location)) return refuse('the address holds characters that no address has.')
  if (!URL.canParse(location, from.origin)) return refuse('that is not an address.')
  const url = new URL(location, from.origin)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return refuse('it is not HTTP.')
  if (url.username || url.password || /\/\/[^/?#]*@/.test(location)) return refuse('the address holds a user name.')
  if (from.secure && url.protocol === 'http:') return refuse('it leads from TLS to plain HTTP.')
  const { origin } = originOf(url)
  if (!trusts(origin)) return refuse('the profile does not name that server.')
  return { ok: true, origin }
}
