import type { PeerCertificate } from 'node:tls'
import { AppError } from '../../../../shared/errors/error.ts'
import { ProxyError, proxyName, proxyProblem, type HttpProxy, type ProxyProblem } from './network.ts'

export interface Peer {
  readonly address: string
  readonly host: string
  readonly request: string
  readonly secure: boolean
  /** As the handshake showed it; null: none came. */
  readonly certificate: PeerCertificate | null
  /** Null: the connection was straight. */
  readonly proxy: HttpProxy | null
  /** Its head had come. */
  readonly answered: boolean
}

type Problem = 'untrusted' | 'expired' | 'notYetValid' | 'wrongHost' | 'clientRefused' | 'other'

/** Verification results of OpenSSL as Node names them. */
const problems: Readonly<Record<string, Problem>> = {
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'notYetValid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'wrongHost',
  HOSTNAME_MISMATCH: 'wrongHost',
  UNABLE_TO_GET_ISSUER_CERT: 'untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'untrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'untrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'untrusted',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'untrusted',
  CERT_UNTRUSTED: 'untrusted',
  CERT_REJECTED: 'untrusted',
  CERT_REVOKED: 'untrusted',
  CERT_SIGNATURE_FAILURE: 'untrusted',
  INVALID_CA: 'untrusted',
  INVALID_PURPOSE: 'untrusted',
}

const REFUSES_OURS = /ALERT_(CERTIFICATE_|BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED|DECRYPT_ERROR)/
const NO_TLS = /wrong version number|packet length too long|record layer|unexpected message|http request|unknown protocol/i
const MADE_BY_OPENSSL = /^(ERR_SSL|ERR_TLS|ERR_OSSL|EPROTO|CERT_|UNABLE_|SELF_SIGNED|DEPTH_ZERO|INVALID_|HOSTNAME)/

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '')
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** The reason alone: OpenSSL's messages carry file names and line numbers. */
const tidy = (message: string): string =>
  (/: ?[\w ]+ routines:[^:]*:([^:]+)/.exec(message)?.[1] ?? message.split('\n')[0] ?? '').slice(0, 300)

const nameOf = (name: PeerCertificate['subject'] | undefined): string => {
  const text = name?.CN ?? name?.O ?? ''
  return Array.isArray(text) ? text.join(', ') : text
}

function certificateError(problem: Problem, detail: string, { address, certificate }: Peer, cause: unknown): AppError {
  return new AppError(
    'http.certificate',
    {
      address,
      problem,
      subject: nameOf(certificate?.subject),
      issuer: nameOf(certificate?.issuer),
      validFrom: certificate?.valid_from ?? '',
      validTo: certificate?.valid_to ?? '',
      detail: problem === 'other' || problem === 'clientRefused' || problem === 'wrongHost' ? detail : '',
    },
    { cause },
  )
}

/** Whatever ended a request before its answer was there, by the codes of Node. The library's own error is not kept: it holds headers. */
export function transportError(error: unknown, peer: Peer): AppError {
  if (error instanceof AppError) return error
  const code = codeOf(error)
  const { address, host, request } = peer
  const cause = new Error(`${code} ${tidy(messageOf(error))}`)
  const byProxy = [error, error instanceof Error ? error.cause : null].find((one) => one instanceof ProxyError)
  if (byProxy) return proxyError(byProxy.problem, byProxy.status, peer, cause)
  // A plain request is the proxy's until it was answered; what the tunnel meets comes with its own name.
  if (peer.proxy !== null && !peer.secure && !peer.answered) return proxyError(proxyProblem(error), 0, peer, cause)
  if (peer.secure) {
    const problem = REFUSES_OURS.test(code) ? 'clientRefused' : problems[code]
    if (problem) return certificateError(problem, tidy(messageOf(error)), peer, cause)
    if (NO_TLS.test(messageOf(error))) return new AppError('http.notTls', { address, detail: tidy(messageOf(error)) }, { cause })
    if (MADE_BY_OPENSSL.test(code)) return certificateError('other', tidy(messageOf(error)), peer, cause)
  }
  if (code.startsWith('HPE_')) return new AppError('http.notHttp', { address, detail: tidy(messageOf(error)) }, { cause })
  // What zlib says of a body that is damaged.
  if (code.startsWith('Z_')) return new AppError('http.notJson', { address, request, detail: 'its compression is damaged' }, { cause })
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_NODATA':
    case 'EAI_NONAME':
      return new AppError('http.hostUnknown', { address, host }, { cause })
    case 'ECONNREFUSED':
      return new AppError('http.refused', { address }, { cause })
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ENETDOWN':
    case 'EHOSTDOWN':
    case 'EADDRNOTAVAIL':
    case 'EINVAL':
      return new AppError('http.unreachable', { address, why: 'There is no network route to that address.' }, { cause })
    case 'ETIMEDOUT':
      return new AppError('http.unreachable', { address, why: 'The connection attempt got no answer.' }, { cause })
    case 'EMFILE':
    case 'ENFILE':
      return new AppError('http.unreachable', { address, why: 'This computer has no more file handles for connections.' }, { cause })
    default:
      return new AppError('http.closed', { address, request }, { cause })
  }
}

function proxyError(problem: ProxyProblem, status: number, { address, proxy }: Peer, cause: unknown): AppError {
  return new AppError('http.proxy', { address, proxy: proxy === null ? '' : proxyName(proxy), problem, status }, { cause })
}

/** Why a request was ended from our side: a connection that did not come about is the proxy's, where there is one. */
export function endOf(reason: Error, peer: Peer): Error {
  const late = reason instanceof AppError && reason.code === 'http.timeout' && reason.about['phase'] === 'connect'
  return late && peer.proxy !== null ? proxyError('timeout', 0, peer, reason) : reason
}

export interface Refusal {
  readonly address: string
  readonly request: string
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  /** Credentials went with the request. */
  readonly sent: boolean
}

/** An answer that is no answer: 4xx and 5xx. Bodies of Mesos are plain text; pages of proxies are not shown. */
export function statusError({ address, request, status, headers, text, sent }: Refusal): AppError {
  const said = plain(text, headers['content-type'] ?? '')
  switch (status) {
    case 401: {
      const challenge = headers['www-authenticate'] ?? ''
      const scheme = /^[A-Za-z0-9-]+/.exec(challenge)?.[0] ?? ''
      const realm = /realm="([^"]{0,200})"/.exec(challenge)?.[1] ?? ''
      return new AppError('http.unauthenticated', { address, request, scheme, realm, sent })
    }
    case 403:
      return new AppError('http.forbidden', { address, request, text: said })
    case 404:
    case 410:
      return new AppError('http.notFound', { address, request, text: said })
    default:
      return new AppError('http.status', { address, request, status, text: said, retryAfterMs: retryAfter(headers['retry-after']) })
  }
}

/** Bare errors of Mesos only repeat the status: "404 Not Found.". */
const BARE = /^\d{3} [A-Z][\w -]*\.?$/

function plain(text: string, type: string): string {
  if (/html/i.test(type) || /^\s*</.test(text)) return ''
  const first = text.trim().slice(0, 2_000)
  return BARE.test(first) ? '' : first
}

/** Seconds; the form with a date needs two clocks that agree. */
const retryAfter = (value: string | undefined): number | null =>
  value !== undefined && /^\d{1,6}$/.test(value.trim()) ? Number(value) * 1_000 : null
