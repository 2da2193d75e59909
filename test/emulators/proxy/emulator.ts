import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'

/** One request that came to the proxy. */
export interface Forwarded {
  readonly kind: 'plain' | 'tunnel'
  /** `host:port`. */
  readonly target: string
  /** Value of `Proxy-Authorization`. */
  readonly login: string | null
  /** Value of `Authorization`; of a tunnel nothing is seen. */
  readonly authorization: string | null
}

/**
 * `refuse`: it opens no connection to anybody · `hang`: it takes requests and never answers · `babble`: it speaks no HTTP · `endless`: the
 * head of its answer does not end · `cut`: it ends the connection after the request.
 */
export type ProxyFault = 'refuse' | 'hang' | 'babble' | 'endless' | 'cut'

export interface ProxyEmulator {
  readonly port: number
  /** `127.0.0.1:port`. */
  readonly address: string
  readonly log: readonly Forwarded[]
  /** Connections to it that are open. */
  readonly open: number
  fault: ProxyFault | null
  stop(): Promise<void>
}

export interface ProxyOptions {
  /** Who is let through; left out: everybody. */
  readonly login?: { readonly user: string; readonly password: string }
}

/** A small forward proxy (RFC 9110, 9.3.6; RFC 9112, 3.2.2). Every name it is asked for is this computer: it stands in a network of its own. */
export async function startProxyEmulator({ login }: ProxyOptions = {}): Promise<ProxyEmulator> {
  const wanted = login ? `Basic ${Buffer.from(`${login.user}:${login.password}`, 'utf8').toString('base64')}` : null
  const log: Forwarded[] = []
  const sockets = new Set<Duplex>()
  const server = createServer()
  const proxy = { fault: null as ProxyFault | null }

  const note = (kind: Forwarded['kind'], target: string, { headers }: IncomingMessage): boolean => {
    const given = headers['proxy-authorization'] ?? null
    log.push({ kind, target, login: given, authorization: headers.authorization ?? null })
    return wanted === null || given === wanted
  }
  /** True: the fault has dealt with it. */
  const misbehave = (socket: Duplex): boolean => {
    if (proxy.fault === 'hang') return true
    if (proxy.fault === 'cut') {
      socket.destroy()
      return true
    }
    if (proxy.fault === 'babble') {
      socket.end('SSH-2.0-OpenSSH_9.6\r\n')
      return true
    }
    if (proxy.fault !== 'endless') return false
    socket.write('HTTP/1.1 200 Connection established\r\nX: ')
    const more = (): void => {
      if (!socket.destroyed) socket.write('x'.repeat(65_536), () => setImmediate(more))
    }
    more()
    return true
  }
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
  })
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://not-absolute.invalid')
    const known = note('plain', `${url.hostname}:${url.port || '80'}`, request)
    if (misbehave(request.socket)) return
    if (proxy.fault === 'refuse') return void response.writeHead(504).end('<html>no</html>')
    if (!known) return void response.writeHead(407, { 'Proxy-Authenticate': 'Basic realm="proxy"' }).end()
    const { 'proxy-authorization': _own, connection: _hop, ...headers } = request.headers
    const onward = ask(
      { host: '127.0.0.1', port: url.port || 80, method: request.method, path: url.pathname + url.search, headers },
      (reply) => {
        response.writeHead(reply.statusCode ?? 502, reply.headers)
        reply.pipe(response)
      },
    )
    onward.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()))
    request.pipe(onward)
  })
  server.on('connect', (request: IncomingMessage, client: Duplex, head: Buffer) => {
    const target = request.url ?? ''
    const known = note('tunnel', target, request)
    if (misbehave(client)) return
    if (proxy.fault === 'refuse') return void client.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n')
    if (!known) return void client.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n')
    const onward = connect(Number(target.slice(target.lastIndexOf(':') + 1)), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      onward.write(head)
      onward.pipe(client).pipe(onward)
    })
    sockets.add(onward)
    onward.on('error', () => client.end('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n'))
    onward.on('close', () => {
      sockets.delete(onward)
      client.destroy()
    })
    client.on('close', () => onward.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // Listening on TCP, so it is no path.
  const { port } = server.address() as AddressInfo
  return Object.assign(proxy, {
    port,
    address: `127.0.0.1:${port}`,
    log,
    get open() {
      return sockets.size
    },
    async stop() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  })
}
