import { request, type ClientRequest } from 'node:http'
import { Agent, type AgentOptions, type RequestOptions } from 'node:https'
import type { Duplex } from 'node:stream'
import { loginProblem, ProxyError, proxyProblem, type HttpProxy } from './network.ts'

/** More of an answer to CONNECT is no answer. */
const MOST_HEAD = 16_384

type Connected = (error: Error | null, stream: Duplex) => void

/** What a request may carry for its tunnel: its end ends the asking too. */
export interface TunnelOptions extends RequestOptions {
  readonly ends?: AbortSignal
}

/**
 * TLS through a proxy: CONNECT first, then the handshake with the server, which the proxy cannot read. Not by the usual library: that reads
 * the proxy's answer without a limit, and keeps its socket when the request is over (D-02, D-03).
 */
export class TunnelAgent extends Agent {
  readonly #proxy: HttpProxy
  readonly #asking = new Set<ClientRequest>()

  constructor(proxy: HttpProxy, options: AgentOptions) {
    super(options)
    this.#proxy = proxy
  }

  override createConnection(options: TunnelOptions, connected?: Connected): undefined {
    const { host, port, authorization } = this.#proxy
    const target = targetOf(options)
    const asking = request({
      host,
      port,
      method: 'CONNECT',
      path: target,
      headers: { Host: target, ...(authorization === null ? {} : { 'Proxy-Authorization': authorization }) },
      agent: false,
      maxHeaderSize: MOST_HEAD,
    })
    const end = (): void => void asking.destroy()
    const settle = (): void => {
      this.#asking.delete(asking)
      options.ends?.removeEventListener('abort', end)
    }
    // An error is all that is looked at then.
    const fail = (error: Error): void => connected?.(error, undefined as never)
    asking.once('error', (error) => {
      settle()
      fail(new ProxyError(proxyProblem(error)))
    })
    asking.once('connect', ({ statusCode = 0 }, socket, head) => {
      settle()
      if (statusCode === 200 && head.length === 0) {
        connected?.(null, secured(super.createConnection({ ...options, socket } as RequestOptions)))
        return
      }
      socket.destroy()
      fail(new ProxyError(statusCode === 407 ? loginProblem(this.#proxy) : statusCode === 200 ? 'notHttp' : 'status', statusCode))
    })
    this.#asking.add(asking)
    if (options.ends?.aborted) end()
    else options.ends?.addEventListener('abort', end, { once: true })
    asking.end()
  }

  override destroy(): void {
    for (const asking of this.#asking) asking.destroy()
    super.destroy()
  }
}

const targetOf = ({ host, port }: TunnelOptions): string => {
  const name = (host ?? '').replace(/^\[|\]$/g, '')
  return `${name.includes(':') ? `[${name}]` : name}:${port ?? 443}`
}

function secured(stream: Duplex | null | undefined): Duplex {
  // Only where a callback is handed in does it answer later.
  if (!stream) throw new ProxyError('closed')
  return stream
}
