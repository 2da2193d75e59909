import { STATUS_CODES } from 'node:http'
import { AppError } from '../../../../shared/errors/error.ts'
import { hostAndPort, parseBase } from '../http/address.ts'
import { createJsonScanner, JSON_LIMITS } from '../http/json-scan.ts'
import { parseSlices, SLICE_BYTES } from '../http/json.ts'
import { statusError } from '../http/translate.ts'
import type { Http, HttpRequest } from '../http.ts'

/** One answer of a scheduler, whatever its status; what is wrong with it is said by `refusalOf`. */
export interface Answer {
  readonly address: string
  /** Method and path. */
  readonly request: string
  readonly status: number
  readonly reason: string
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  /** Undefined: the body is no JSON. */
  readonly json: unknown
}

/** Asking for HTML alone is answered 406 by the 0.10 lines, and `/health` is no JSON. */
const ACCEPT = 'application/json, */*;q=0.5'

export async function ask(http: Http, request: HttpRequest): Promise<Answer> {
  const reply = await http.bytes({ ...request, accept: ACCEPT, status: 'report', redirect: 'report' })
  const { status, reason, headers } = reply
  const address = hostAndPort(parseBase(request.base).origin)
  const named = `${request.method} ${request.path}`
  const text = reply.body.length <= SLICE_BYTES ? reply.body.toString('utf8') : ''
  if (status >= 300 && status < 400) {
    const why = 'the scheduler itself never redirects; a proxy in between does.'
    throw new AppError('http.redirect', { address, request: named, to: 'another server', why })
  }
  if (status === 401 || status === 403) {
    throw statusError({ address, request: named, status, headers, text, sent: false })
  }
  return { address, request: named, status, reason, headers, text, json: await jsonOf(reply.body) }
}

async function jsonOf(body: Buffer): Promise<unknown> {
  try {
    const scanner = createJsonScanner(SLICE_BYTES, JSON_LIMITS)
    scanner.feed(body)
    return await parseSlices(body, scanner.end())
  } catch {
    return undefined
  }
}

/** The JSON of a good answer; anything else is thrown as the error it is. */
export function goodJson(answer: Answer): unknown {
  if (answer.status !== 200) throw refusalOf(answer)
  if (answer.json === undefined) throw unreadable(answer, `it is no JSON but begins with “${answer.text.trim().slice(0, 40)}”`)
  return answer.json
}

export const unreadable = ({ address, request }: Answer, detail: string): AppError =>
  new AppError('scheduler.unreadable', { address, request, detail })

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

function fromPage(text: string): string | null {
  const inside = /<pre>([\s\S]{0,4000}?)<\/pre>/i.exec(text)?.[1]?.trim()
  return inside ? inside.replace(/&(amp|lt|gt|quot|#39);/g, (whole, name: string) => entities[name] ?? whole) : null
}

function fromJson(json: unknown): string | null {
  if (typeof json !== 'object' || json === null) return null
  for (const name of ['error', 'message']) {
    const value: unknown = Object.hasOwn(json, name) ? Reflect.get(json, name) : null
    if (typeof value === 'string' && value !== '') return value
  }
  return null
}

/** The plain text of 0.9 outside its two APIs: `404 - uri not found`. */
const fromPlain = (text: string, status: number): string | null => new RegExp(`^${status} - (.{1,200})$`).exec(text.trim())?.[1] ?? null

/**
 * What the scheduler says is wrong: in JSON (0.9), in the reason phrase (0.10), or, behind a proxy that writes its own phrases, in the
 * page that comes with it.
 */
export function messageOf({ json, reason, status, text }: Pick<Answer, 'json' | 'reason' | 'status' | 'text'>): string {
  const phrase = reason.trim() !== '' && reason !== STATUS_CODES[status] ? reason : null
  const found = fromJson(json) ?? phrase ?? fromPage(text) ?? fromPlain(text, status) ?? `HTTP ${status}`
  return found.slice(0, 2_000)
}

/** The driver to Mesos is missing: 0.10 runs into it, 0.9 says so. */
const NO_DRIVER = /^(java\.lang\.NullPointerException|disconnected from the master)/

export function refusalOf(answer: Answer): AppError {
  const { address, request, status } = answer
  const text = messageOf(answer)
  if (NO_DRIVER.test(text)) return new AppError('scheduler.disconnected', { address, request, text })
  if (status === 404 || status === 405) {
    return new AppError('scheduler.unsupported', { address, what: `answer ${request}`, release: 'another' })
  }
  return new AppError(status >= 500 ? 'scheduler.failed' : 'scheduler.refused', { address, request, status, text })
}
