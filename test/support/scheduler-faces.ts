import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface FaceCall {
  readonly method: string
  readonly path: string
  readonly authorization: string | null
}

/** A place where a scheduler answers: moves about, while the scheduler behind it stays what it is. */
export interface SchedulerFace {
  readonly url: string
  readonly host: string
  readonly port: number
  readonly calls: readonly FaceCall[]
  stop(): Promise<void>
}

export interface FaceOptions {
  /** Of the scheduler behind it. */
  readonly target: string
  readonly host?: string
  /** 0: any. */
  readonly port?: number
  /** A proxy that lets nobody through without a login: any will do. */
  readonly asksForLogin?: boolean
}

export async function startFace({ target, host = '127.0.0.1', port = 0, asksForLogin = false }: FaceOptions): Promise<SchedulerFace> {
  const calls: FaceCall[] = []
  const server: Server = createServer((asked, answer) => {
    const authorization = asked.headers.authorization ?? null
    calls.push({ method: asked.method ?? '', path: asked.url ?? '', authorization })
    if (asksForLogin && authorization === null) {
      answer.writeHead(401, { 'WWW-Authenticate': 'Basic realm="scheduler"' }).end()
      return
    }
    const on = request(`${target}${asked.url ?? '/'}`, { method: asked.method, headers: asked.headers }, (got) => {
      answer.writeHead(got.statusCode ?? 500, got.statusMessage, got.headers)
      got.pipe(answer)
    })
    on.on('error', () => answer.destroy())
    asked.pipe(on)
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve))
  // A listening TCP server has this form of address.
  const { port: bound } = server.address() as AddressInfo
  return {
    url: `http://${host}:${bound}`,
    host,
    port: bound,
    calls,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
