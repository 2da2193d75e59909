import type { IncomingHttpHeaders } from 'node:http'

/** A forward proxy that speaks HTTP (RFC 9110, 7.3.2 and 9.3.6). */
export interface HttpProxy {
  readonly host: string
  readonly port: number
  /** Value of `Proxy-Authorization`; goes to the proxy and to nobody else. Null: it wants no login. */
  readonly authorization: string | null
}

/** How HTTP leaves this computer. `core/network` makes it of the settings; every client is handed one. */
export interface HttpNetwork {
  /** For a server (`https://host:443`), asked before each request; null: straight. Fails with `http.proxyKind`, `core.notSupported`. */
  route(origin: string): Promise<HttpProxy | null>
}

/** Straight to every server. */
export const DIRECT: HttpNetwork = { route: () => Promise.resolve(null) }

export const proxyName = ({ host, port }: Pick<HttpProxy, 'host' | 'port'>): string => `${host.includes(':') ? `[${host}]` : host}:${port}`

/** What went wrong between us and the proxy, before the server had any part in it. */
export type ProxyProblem =
  'unknownHost' | 'refused' | 'unreachable' | 'timeout' | 'login' | 'loginRefused' | 'status' | 'notHttp' | 'closed'

export class ProxyError extends Error {
  readonly problem: ProxyProblem
  /** Of the proxy's answer; 0: there was none. */
  readonly status: number
  constructor(problem: ProxyProblem, status = 0) {
    super(`proxy: ${problem}`)
    this.problem = problem
    this.status = status
  }
}

/** By the codes of Node, for a connection that was to the proxy. */
export function proxyProblem(error: unknown): ProxyProblem {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (/^(ENOTFOUND|EAI_)/.test(code)) return 'unknownHost'
  if (code === 'ECONNREFUSED') return 'refused'
  if (/^(EHOST|ENET|EADDRNOTAVAIL|EINVAL)/.test(code)) return 'unreachable'
  if (code === 'ETIMEDOUT') return 'timeout'
  return code.startsWith('HPE_') ? 'notHttp' : 'closed'
}

/** An answer of 407 from a proxy that got a login, or got none. */
export const loginProblem = ({ authorization }: HttpProxy): ProxyProblem => (authorization === null ? 'login' : 'loginRefused')

/** Whether an answer to a plain request is the proxy's own; null: it is the server's. */
export function answerOfProxy(proxy: HttpProxy, status: number, headers: IncomingHttpHeaders): ProxyProblem | null {
  if (status === 407) return loginProblem(proxy)
  // No server here says 502 or 504; of a 503 the proxy says that it is its own (RFC 9209, and Squid before it).
  const own = headers['proxy-status'] !== undefined || headers['x-squid-error'] !== undefined
  return status === 502 || status === 504 || (status === 503 && own) ? 'status' : null
}
