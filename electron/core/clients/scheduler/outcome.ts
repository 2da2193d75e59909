import { AppError } from '../../../../shared/errors/error.ts'
import type { Http, HttpRequest } from '../http.ts'
import { ask, refusalOf, type Answer } from './answer.ts'

/**
 * How a change ended (E-09, E-11). `refused`: certainly nothing was done. `unknown`: the request may have been carried out in part or in
 * whole, so look before saying anything; never sent again by machine.
 */
export type Outcome<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'refused'; readonly error: AppError }
  | { readonly kind: 'unknown'; readonly error: AppError }

export const refused = (error: AppError): Outcome<never> => ({ kind: 'refused', error })
const unknown = (error: AppError): Outcome<never> => ({ kind: 'unknown', error })

/** Nothing of the request was read by anyone. */
const NEVER_SENT: ReadonlySet<string> = new Set([
  'http.guard',
  'http.badAddress',
  'http.plainCredentials',
  'http.hostUnknown',
  'http.refused',
  'http.unreachable',
  'http.certificate',
  'http.notTls',
  'http.proxyKind',
  'core.busy',
])
/** Somebody on the way answered in place of the scheduler. */
const NOT_PASSED_ON: ReadonlySet<string> = new Set(['http.redirect', 'http.unauthenticated', 'http.forbidden'])

function wasNotSent({ code, about }: AppError): boolean {
  if (NEVER_SENT.has(code) || NOT_PASSED_ON.has(code)) return true
  // A proxy that broke off, or answers in place of the server, may have passed it on.
  if (code === 'http.proxy') return !('problem' in about && (about.problem === 'closed' || about.problem === 'status'))
  return code === 'http.timeout' && 'phase' in about && about.phase === 'connect'
}

/** A status that says that nothing was done. Proxies say 408 and the 5xx without knowing; a failure inside may leave half a change. */
const isRefusal = (status: number): boolean => status >= 400 && status < 500 && status !== 408

/** Sends one change, once. Foreign aborts pass through as what they are: unknown. */
export async function sendChange<T>(http: Http, request: HttpRequest, read: (answer: Answer) => T): Promise<Outcome<T>> {
  let answer: Answer
  try {
    answer = await ask(http, { ...request, fresh: true })
  } catch (error) {
    const known = error instanceof AppError ? error : unreadableEnd(error, request)
    return wasNotSent(known) ? refused(known) : unknown(known)
  }
  if (answer.status !== 200) {
    const error = refusalOf(answer)
    // Without its driver to Mesos it changes its mind first and fails then.
    return isRefusal(answer.status) && error.code !== 'scheduler.disconnected' ? refused(error) : unknown(error)
  }
  try {
    return { kind: 'done', value: read(answer) }
  } catch (error) {
    if (error instanceof AppError) return unknown(error)
    throw error
  }
}

/** Cancelled while it was under way. */
const unreadableEnd = (error: unknown, { base, method, path }: HttpRequest): AppError =>
  new AppError('http.closed', { address: base, request: `${method} ${path}` }, { cause: error })
