import axios, { type AxiosInstance } from 'axios'
import type { IncomingMessage } from 'node:http'
import type { Json } from '../../../shared/domain/part-status.ts'
import { AppError } from '../../../shared/errors/error.ts'
import type { Clock } from '../lib/clock.ts'
import { hostAndPort, parseBase, redirectTarget, type BaseAddress } from './http/address.ts'
import { createAgents, type Agents } from './http/agents.ts'
import { createDeadlines } from './http/deadlines.ts'
import { createLanes, type Lanes } from './http/lanes.ts'
import { answerOfProxy, DIRECT, ProxyError, type HttpNetwork } from './http/network.ts'
import { collect, drop, piecesOf, readJson, type HttpHead, type Sent } from './http/read.ts'
import { isAllowed, type System } from './http/routes.ts'
import {
  authorization,
  BODY_BYTES,
  HTTP_TIMES,
  isLoopback,
  MOST_REDIRECTS,
  type Credential,
  type HttpTimes,
  type HttpTls,
} from './http/settings.ts'
import { endOf, statusError, transportError } from './http/translate.ts'
import { watchSocket } from './http/watch-socket.ts'

/** Characters of a reason phrase: some servers put their message there (D-15). */
const MOST_REASON = 2_000

export interface HttpSettings {
  /** Whose list of requests holds. */
  readonly system: System
  readonly tls: HttpTls | null
  readonly credential: Credential
  /** Origins that may be redirected to, and that get the credential. */
  readonly trusts: (origin: string) => boolean
  /** Credentials may go over plain HTTP; over loopback they always may. */
  readonly plainCredentials: boolean
  /** Through which proxy, if any; left out: straight. */
  readonly network?: HttpNetwork | undefined
}

export interface HttpNeeds {
  readonly clock: Clock
  /** Shared by all that talk to the same hosts. */
  readonly lanes?: Lanes
}

export interface HttpRequest {
  /** `http://host:port`, perhaps with the path of a proxy behind it. */
  readonly base: string
  readonly method: 'GET' | 'HEAD' | 'POST'
  readonly path: string
  readonly query?: Readonly<Record<string, string | number>>
  readonly body?: { readonly type: string; readonly [key: string]: Json }
  /** Sent as `application/x-www-form-urlencoded`. */
  readonly form?: Readonly<Record<string, string>>
  readonly accept?: string
  readonly signal: AbortSignal
  readonly times?: Partial<HttpTimes>
  /** Of the body after inflation. */
  readonly most?: number
  /** `report`: a redirect is an answer like any other. */
  readonly redirect?: 'follow' | 'report'
  /** `report`: a status of 400 or more is an answer like any other, for servers that say in it what is wrong. */
  readonly status?: 'throw' | 'report'
  /** On a connection of its own, which no server can have closed meanwhile: then nothing is ever sent a second time (E-09). */
  readonly fresh?: boolean
}

export interface HttpReply extends HttpHead {
  readonly body: Buffer
}

export interface HttpJson extends HttpHead {
  readonly value: unknown
  readonly bytes: number
}

export interface HttpOpen extends HttpHead {
  readonly pieces: AsyncIterable<Buffer>
  readonly close: () => void
}

/** HTTP to one system. Every failure is a catalogue error; every request is on the list of that system (D-01 … D-07, E-04). */
export interface Http {
  json(request: HttpRequest): Promise<HttpJson>
  bytes(request: HttpRequest): Promise<HttpReply>
  /** The body comes piece by piece, without a limit unless one is given; the clocks run on. */
  open(request: HttpRequest): Promise<HttpOpen>
  close(): void
}

export function createHttp(settings: HttpSettings, { clock, lanes = createLanes() }: HttpNeeds): Http {
  const client = createClient()
  const kept = createAgents(settings.tls, true)
  const fresh = createAgents(settings.tls, false)
  const header = authorization(settings.credential)
  const { network = DIRECT } = settings

  /** One request to one server, until its head is there. */
  async function sendOnce(base: BaseAddress, asked: HttpRequest, agents: Agents = asked.fresh ? fresh : kept): Promise<Sent> {
    const { origin, hostname, secure, prefix } = base
    const address = hostAndPort(origin)
    const request = nameOf(asked)
    const withLogin = header !== null && settings.trusts(origin)
    if (withLogin && !secure && !settings.plainCredentials && !isLoopback(hostname)) {
      throw new AppError('http.plainCredentials', { address })
    }
    const proxy = isLoopback(hostname) ? null : await network.route(origin)
    const leave = await lanes.enter(origin, asked.signal)
    const deadlines = createDeadlines(clock, asked.signal, { address, request, times: { ...HTTP_TIMES, ...asked.times } })
    const watch = watchSocket(deadlines, { origin, secure, agent: agents.for(secure, proxy), proxy })
    let answered = false
    const fail = (error: unknown): AppError => {
      leave()
      deadlines.stop()
      const peer = { address, host: hostname, request, secure, certificate: watch.certificate(), proxy, answered }
      if (deadlines.signal.aborted) throw endOf(deadlines.signal.reason as Error, peer) // a signal's reason is an Error by convention
      return transportError(error, peer)
    }
    try {
      const response = await client.request<IncomingMessage>({
        url: `${origin}${prefix}${asked.path}${queryOf(asked.query)}`,
        method: asked.method,
        headers: headersOf(asked, withLogin ? header : null),
        ...dataOf(asked),
        transport: watch.transport,
        signal: deadlines.signal,
      })
      deadlines.moved()
      answered = true
      const problem = proxy === null || secure ? null : answerOfProxy(proxy, response.status, response.data.headers)
      if (problem !== null) {
        response.data.destroy()
        throw new ProxyError(problem, response.status)
      }
      const head = {
        status: response.status,
        reason: response.statusText.slice(0, MOST_REASON),
        headers: flat(response.data.headers),
        origin,
      }
      const done = (): void => {
        leave()
        deadlines.stop()
      }
      return { head, response: response.data, deadlines, address, request, fail, done }
    } catch (error) {
      // A kept connection may have been closed by the other side just now: nothing was read of the request (RFC 9112, 9.3.1).
      const stale = watch.wasReused() && !deadlines.signal.aborted
      const failed = fail(error)
      if (stale && failed.code === 'http.closed') return sendOnce(base, asked, fresh)
      throw failed
    }
  }

  /** Follows redirects between servers that the profile names, and gives refusals their names. */
  async function send(asked: HttpRequest): Promise<Sent> {
    const query = asked.query ?? {}
    const form = asked.form ?? null
    if (!isAllowed(settings.system, { method: asked.method, path: asked.path, query, body: asked.body ?? null, form })) {
      throw new AppError('http.guard', { request: `${nameOf(asked)}${asked.body ? ` ${asked.body.type}` : ''}`.slice(0, 300) })
    }
    let base = parseBase(asked.base)
    for (let hops = 0; ; hops++) {
      const sent = await sendOnce(base, asked)
      const { status, headers } = sent.head
      if (status >= 300 && status < 400 && asked.redirect !== 'report') {
        drop(sent)
        base = next(base, headers['location'] ?? '', sent, hops)
      } else if (status >= 400 && asked.status !== 'report') {
        const text = (await collect(sent, 65_536).catch(() => Buffer.alloc(0))).toString('utf8')
        throw statusError({ ...sent, status, headers, text, sent: header !== null && settings.trusts(base.origin) })
      } else return sent
    }
  }

  function next(base: BaseAddress, location: string, { address, request }: Sent, hops: number): BaseAddress {
    const refuse = (to: string, why: string): AppError => new AppError('http.redirect', { address, request, to, why })
    if (base.prefix !== '') throw refuse('another server', 'behind a proxy there is no telling where that leads.')
    const target = redirectTarget(location, base, settings.trusts)
    if (!target.ok) throw refuse(target.to, target.why)
    if (hops >= MOST_REDIRECTS) throw refuse(hostAndPort(target.origin), `that was redirect number ${hops + 1} in a row.`)
    return parseBase(target.origin)
  }

  return {
    async json(asked) {
      const sent = await send(asked)
      const { value, bytes } = await readJson(sent, asked.most ?? BODY_BYTES)
      return { ...sent.head, value, bytes }
    },
    async bytes(asked) {
      const sent = await send(asked)
      return { ...sent.head, body: await collect(sent, asked.most ?? BODY_BYTES) }
    },
    async open(asked) {
      const sent = await send(asked)
      return { ...sent.head, pieces: piecesOf(sent, asked.most ?? Number.POSITIVE_INFINITY), close: () => drop(sent) }
    },
    close() {
      kept.close()
      fresh.close()
    },
  }
}

function createClient(): AxiosInstance {
  return axios.create({
    adapter: 'http',
    // Not from the environment (D-07), not by the library (D-06), not unpacked or read by it (D-03, D-04).
    proxy: false,
    maxRedirects: 0,
    decompress: false,
    responseType: 'stream',
    transformRequest: [(data: unknown) => data],
    transformResponse: [(data: unknown) => data],
    validateStatus: () => true,
    maxContentLength: -1,
    maxBodyLength: -1,
    timeout: 0,
  })
}

const nameOf = ({ method, path }: HttpRequest): string => `${method} ${path}`.slice(0, 200)

function queryOf(query: HttpRequest['query'] = {}): string {
  const pairs = Object.entries(query).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}

function dataOf({ body, form }: HttpRequest): { data?: Buffer } {
  if (body !== undefined) return { data: Buffer.from(JSON.stringify(body), 'utf8') }
  return form === undefined ? {} : { data: Buffer.from(new URLSearchParams(form).toString(), 'utf8') }
}

function headersOf(asked: HttpRequest, login: string | null): Record<string, string> {
  return {
    Accept: asked.accept ?? 'application/json',
    'Accept-Encoding': 'gzip',
    'User-Agent': 'Samsa',
    // Exactly this: Mesos answers 415 to a charset.
    ...(asked.body === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...(asked.form === undefined ? {} : { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' }),
    ...(login === null ? {} : { Authorization: login }),
  }
}

function flat(headers: IncomingMessage['headers']): Record<string, string> {
  const made = Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')] as const)
  return Object.fromEntries(made)
}
