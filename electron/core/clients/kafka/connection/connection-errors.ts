import type { PeerCertificate } from 'node:tls'
import type { ErrorCode } from '../../../../../shared/errors/catalogue.ts'
import { AppError } from '../../../../../shared/errors/error.ts'
import type { BadFrame } from './frame-guard.ts'

export interface Peer {
  readonly address: string
  readonly host: string
  /** The name came from the cluster, not from the profile. */
  readonly advertised: boolean
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '')

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Errors of the network, by the codes of Node (errno names). */
export function networkError(error: unknown, peer: Peer, request: string): AppError {
  const { address, host, advertised } = peer
  const options = { cause: error }
  switch (codeOf(error)) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_NODATA':
    case 'EAI_NONAME':
      return new AppError('kafka.hostUnknown', { address, host, advertised }, options)
    case 'ECONNREFUSED':
      return new AppError('kafka.refused', { address }, options)
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ENETDOWN':
    case 'EHOSTDOWN':
    case 'EADDRNOTAVAIL':
    case 'EINVAL':
      return new AppError('kafka.unreachable', { address, why: 'There is no network route to that address.' }, options)
    case 'ETIMEDOUT':
      return new AppError('kafka.unreachable', { address, why: 'The connection attempt got no answer.' }, options)
    case 'EMFILE':
    case 'ENFILE':
      return new AppError('kafka.unreachable', { address, why: 'This computer has no more file handles for connections.' }, options)
    default:
      return new AppError('kafka.closed', { address, request }, options)
  }
}

export function frameError(bad: BadFrame, address: string): AppError {
  return bad.kind === 'notKafka'
    ? new AppError('kafka.notKafka', { address, speaks: bad.speaks, detail: bad.detail })
    : new AppError('kafka.frame', { address, reason: bad.reason })
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

/** Alerts by which a broker refuses our certificate; OpenSSL 3.5 renamed the first part. */
const REFUSES_OURS = /ALERT_(CERTIFICATE_|BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED|DECRYPT_ERROR)/

/** What a broker does that takes our hello for a message of absurd length. */
export const HUNG_UP = 'the other side hung up.'

/** A peer that answers a TLS hello with something else, or hangs up on it. */
const NO_TLS =
  /wrong version number|packet length too long|record layer|unexpected message|http request|unknown protocol|before secure TLS/i

const MADE_BY_OPENSSL = /^(ERR_SSL|ERR_TLS|ERR_OSSL|EPROTO|CERT_|UNABLE_|SELF_SIGNED|DEPTH_ZERO|INVALID_|HOSTNAME)/

const nameOf = (name: PeerCertificate['subject'] | undefined): string => {
  const text = name?.CN ?? name?.O ?? ''
  return Array.isArray(text) ? text.join(', ') : text
}

/** The reason alone: OpenSSL's messages carry file names and line numbers, `C0D7…:error:0A00010B:SSL routines:…:wrong version number:…`. */
const tidy = (message: string): string => /: ?[\w ]+ routines:[^:]*:([^:]+)/.exec(message)?.[1] ?? message.split('\n')[0] ?? message

function certificateError(problem: Problem, detail: string, address: string, peer: PeerCertificate | null, cause: unknown): AppError {
  return new AppError(
    'kafka.certificate',
    {
      address,
      problem,
      subject: nameOf(peer?.subject),
      issuer: nameOf(peer?.issuer),
      validFrom: peer?.valid_from ?? '',
      validTo: peer?.valid_to ?? '',
      detail: problem === 'other' || problem === 'clientRefused' || problem === 'wrongHost' ? detail : '',
    },
    { cause },
  )
}

/**
 * Errors of a TLS connection. `secure`: the handshake had finished on our side; with TLS 1.3 a broker refuses our certificate only
 * after that.
 */
export function tlsError(error: unknown, peer: Peer, certificate: PeerCertificate | null, secure: boolean, request: string): AppError {
  const code = codeOf(error)
  const detail = tidy(messageOf(error))
  const problem = REFUSES_OURS.test(code) ? 'clientRefused' : problems[code]
  if (problem) return certificateError(problem, detail, peer.address, certificate, error)
  if (NO_TLS.test(detail)) return new AppError('kafka.plainPort', { address: peer.address, detail }, { cause: error })
  if (!secure && (code === 'ECONNRESET' || code === 'EPIPE')) {
    return new AppError('kafka.plainPort', { address: peer.address, detail: HUNG_UP }, { cause: error })
  }
  if (MADE_BY_OPENSSL.test(code)) return certificateError('other', detail, peer.address, certificate, error)
  return networkError(error, peer, request)
}

/** The profile's own certificate, key or pass phrase cannot be used; nothing was sent. */
export const ownCertificateError = (error: unknown, address: string): AppError =>
  certificateError('other', `The certificates or the key of the profile cannot be used: ${tidy(messageOf(error))}`, address, null, error)

/** Catalogue errors that another attempt cannot cure and that say most about why a cluster cannot be reached. */
const TELLING: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'kafka.authentication',
  'kafka.mechanism',
  'kafka.loginUnexpected',
  'kafka.certificate',
  'kafka.plainPort',
  'kafka.notKafka',
  'kafka.brokerTooOld',
])

export const isTelling = (error: AppError): boolean => TELLING.has(error.code)
