import {
  request as plainRequest,
  type Agent,
  type ClientRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type RequestOptions,
} from 'node:http'
import { request as secureRequest } from 'node:https'
import { TLSSocket, type PeerCertificate } from 'node:tls'
import type { Deadlines } from './deadlines.ts'
import type { HttpProxy } from './network.ts'
import type { TunnelOptions } from './tunnel.ts'

export interface SocketWatch {
  /** As the handshake showed it, trusted or not. */
  certificate(): PeerCertificate | null
  /** The request went over a connection that had served another. */
  wasReused(): boolean
  /** In place of the library's own way to send. */
  readonly transport: { request(options: RequestOptions, onResponse: (response: IncomingMessage) => void): ClientRequest }
}

/** Sees the socket under a request: for the connect clock, for the certificate in an error, and to know whether it was used before. */
export function watchSocket(
  deadlines: Deadlines,
  { origin, secure, agent, proxy }: { origin: string; secure: boolean; agent: Agent; proxy: HttpProxy | null },
): SocketWatch {
  let sent: ClientRequest | null = null
  let certificate: PeerCertificate | null = null
  const follow = (request: ClientRequest): void => {
    sent = request
    deadlines.signal.addEventListener('abort', () => request.destroy(), { once: true })
    deadlines.connecting()
    request.on('socket', (socket) => {
      // Through a proxy the socket is there before its handshake.
      if (request.reusedSocket || (!socket.connecting && !secure)) return deadlines.connected()
      socket.once(secure ? 'secureConnect' : 'connect', () => deadlines.connected())
      // Before Node looks at it: afterwards the socket of a refused certificate has none.
      if (socket instanceof TLSSocket) socket.prependListener('secure', () => (certificate = socket.getPeerCertificate()))
    })
  }
  return {
    certificate: () => (certificate !== null && Object.keys(certificate).length > 0 ? certificate : null),
    wasReused: () => sent?.reusedSocket ?? false,
    transport: {
      request(options, onResponse) {
        const asked: TunnelOptions = {
          ...(proxy !== null && !secure ? throughProxy(options, origin, proxy) : options),
          agent,
          ends: deadlines.signal,
        }
        const request = (secure ? secureRequest : plainRequest)(asked, onResponse)
        follow(request)
        return request
      },
    },
  }
}

/** The whole address in the request line, the proxy at the other end of the connection (RFC 9112, 3.2.2). */
const throughProxy = (options: RequestOptions, origin: string, { host, port, authorization }: HttpProxy): RequestOptions => ({
  ...options,
  host,
  hostname: host,
  port,
  path: `${origin}${options.path ?? '/'}`,
  headers: {
    // axios hands them over by name.
    ...(options.headers as OutgoingHttpHeaders),
    Host: origin.replace(/^http:\/\//, ''),
    ...(authorization === null ? {} : { 'Proxy-Authorization': authorization }),
  },
})
