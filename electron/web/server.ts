import { createServer, STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { cacheControl, findPageFile, pageHeaders, type PageManifest } from '../../shared/page.ts'
import type { CorePort } from '../../shared/rpc/port.ts'
import { MESSAGE_LIMIT } from '../../shared/rpc/text-port.ts'
import type { Access } from './access.ts'
import { acceptedHosts, bearerOf, hostOf, isOwnPage, PROTOCOL, ticketOf } from './checks.ts'
import { socketPort } from './socket-port.ts'

export interface WebServerNeeds {
  /** 0: any free port. */
  readonly port: number
  readonly tunnelPort: number | null
  readonly manifest: PageManifest
  readonly read: (file: string) => Promise<Uint8Array>
  readonly access: Access
  readonly onPage: (port: CorePort) => void
  readonly onDefect: (error: unknown, where: string) => void
}

export interface WebServer {
  readonly port: number
  stop(): Promise<void>
}

const ADDRESS = '127.0.0.1'
const SOCKETS_LIMIT = 8

/** HTTP serves the page's files, the token swap and the ticket; the contract goes over the WebSocket only (B-03). */
export async function startWebServer(needs: WebServerNeeds): Promise<WebServer> {
  const server = createServer({ maxHeaderSize: 16_384, headersTimeout: 10_000, requestTimeout: 30_000, requireHostHeader: false })
  server.maxConnections = 64
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MESSAGE_LIMIT,
    perMessageDeflate: false,
    handleProtocols: () => PROTOCOL,
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(needs.port, ADDRESS, resolve)
  })
  // Listening on TCP, so the address is one with a port.
  const { port } = server.address() as AddressInfo
  const hosts = acceptedHosts(port, needs.tunnelPort)

  server.on('request', (request, response) => {
    answer(needs, hosts, request).then(
      (reply) => send(response, reply, request.method === 'HEAD'),
      (error: unknown) => {
        needs.onDefect(error, 'web')
        send(response, text(500, 'Something went wrong in Samsa.'), false)
      },
    )
  })
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    const refused = refuseUpgrade(request, hosts, needs.access, sockets.clients.size)
    if (refused !== null) return refuse(socket, refused)
    sockets.handleUpgrade(request, socket, head, (client) => needs.onPage(socketPort(client)))
  })
  server.on('clientError', (_error, socket) => refuse(socket, 400))
  server.on('checkContinue', (_request, response) => send(response, text(417, 'No body is expected.'), false))

  return {
    port,
    stop: () =>
      new Promise((resolve) => {
        for (const client of sockets.clients) client.terminate()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | string
}

async function answer(needs: WebServerNeeds, hosts: readonly string[], request: IncomingMessage): Promise<Reply> {
  const host = hostOf(request, hosts)
  if (host === null) return text(421, `Samsa answers at http://${hosts[0]}/ only.`)
  const { method = '', url = '' } = request
  const headers = pageHeaders(`'self' ws://${host}`)
  if (method === 'GET' || method === 'HEAD') {
    const file = findPageFile(needs.manifest, url)
    if (!file) return text(404, 'Not found', headers)
    return {
      status: 200,
      headers: { ...headers, 'content-type': file.type, 'cache-control': cacheControl(file) },
      body: await needs.read(file.file),
    }
  }
  if (method === 'POST') return answerPost(needs.access, host, request, headers)
  // Also every preflight: no other origin is ever let in.
  return text(method === 'OPTIONS' ? 403 : 405, 'Refused', headers)
}

function answerPost(access: Access, host: string, request: IncomingMessage, headers: Readonly<Record<string, string>>): Reply {
  if (!isOwnPage(request, host)) return text(403, 'Refused', headers)
  const token = bearerOf(request)
  const found = request.url === '/session' ? access.swap(token) : request.url === '/ticket' ? access.createTicket(token) : undefined
  if (found === undefined) return text(404, 'Not found', headers)
  if (found === null) return text(401, 'This link or session is not valid any more.', headers)
  return {
    status: 200,
    headers: { ...headers, 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify({ token: found }),
  }
}

function refuseUpgrade(request: IncomingMessage, hosts: readonly string[], access: Access, open: number): number | null {
  const host = hostOf(request, hosts)
  if (host === null) return 421
  if (request.url !== '/socket' || request.method !== 'GET') return 404
  if (request.headers.upgrade?.toLowerCase() !== 'websocket') return 400
  if (!isOwnPage(request, host)) return 403
  if (open >= SOCKETS_LIMIT) return 503
  return access.useTicket(ticketOf(request)) ? null : 401
}

const text = (status: number, body: string, headers: Readonly<Record<string, string>> = pageHeaders("'none'")): Reply => ({
  status,
  headers: { ...headers, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  body: `${body}\n`,
})

function send(response: ServerResponse, { status, headers, body }: Reply, headOnly: boolean): void {
  const bytes = Buffer.from(body)
  response.writeHead(status, { ...headers, 'content-length': bytes.length })
  response.end(headOnly ? undefined : bytes)
}

function refuse(socket: Duplex, status: number): void {
  const { headers, body } = text(status, STATUS_CODES[status] ?? '')
  const lines = Object.entries({ ...headers, connection: 'close', 'content-length': body.length }).map(
    ([name, value]) => `${name}: ${value}`,
  )
  if (socket.writable) socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('\r\n')}\r\n\r\n${body.toString()}`)
  else socket.destroy()
}
