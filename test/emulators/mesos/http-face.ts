import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { gzipSync } from 'node:zlib'

/** One request as it came, for tests that look at what a client sends. */
export interface Logged {
  readonly who: string
  readonly method: string
  readonly path: string
  readonly query: string
  readonly call: string | null
  readonly authorization: string | null
  readonly contentType: string | null
}

export interface Asked {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly rawQuery: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Buffer | string
  /** Takes the response over: the event stream. */
  readonly stream?: (response: ServerResponse) => void
}

/** What can go wrong on the way; undo by calling what comes back. */
export interface HttpFaults {
  slow(ms: number, path?: string): () => void
  /** Takes requests and never answers. */
  hang(path?: string): () => void
  drop(path?: string): () => void
  /** Ends in the middle of the body. */
  cut(path?: string): () => void
  garble(path?: string): () => void
  answer(status: number, body: string, path?: string): () => void
}

export interface HttpFace {
  readonly port: number
  readonly url: string
  readonly faults: HttpFaults
  /** Closes every connection, as a process that ends. */
  cutAll(): void
  stop(): Promise<void>
}

type Rule = { readonly path: string | undefined } & (
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'hang' | 'drop' | 'cut' | 'garble' }
  | { readonly kind: 'answer'; readonly status: number; readonly body: string }
)

/** An HTTP server on loopback that answers as Mesos' own does: gzip from 1,024 bytes on, plain texts for errors. */
export async function startHttpFace(
  who: string,
  log: Logged[],
  answer: (asked: Asked) => Answer | Promise<Answer>,
  fixedPort = 0,
): Promise<HttpFace> {
  const rules = new Set<Rule>()
  const sockets = new Set<Socket>()
  const add = (rule: Rule) => {
    rules.add(rule)
    return () => void rules.delete(rule)
  }
  const server: Server = createServer((request, response) => {
    void handle(request, response)
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = '/', rawQuery = ''] = (request.url ?? '/').split('?', 2)
    const body = await textOf(request)
    log.push({
      who,
      method: request.method ?? '',
      path,
      query: rawQuery,
      call: /"type"\s*:\s*"(\w+)"/.exec(body)?.[1] ?? null,
      authorization: request.headers.authorization ?? null,
      contentType: request.headers['content-type'] ?? null,
    })
    const rule = [...rules].find((r) => r.path === undefined || path.endsWith(r.path))
    if (rule?.kind === 'hang') return
    if (rule?.kind === 'drop') return void request.socket.destroy()
    if (rule?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, rule.ms).unref())
    if (rule?.kind === 'garble') return void request.socket.end('\u0000\u0001 not HTTP\r\n\r\n')
    const asked = { method: request.method ?? 'GET', path, query: new URLSearchParams(rawQuery), rawQuery, headers: request.headers, body }
    const given = rule?.kind === 'answer' ? { status: rule.status, body: rule.body } : await answer(asked)
    if (given.stream) return given.stream(response)
    write(request, response, given, rule?.kind === 'cut')
  }

  await new Promise<void>((resolve) => server.listen(fixedPort, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const cutAll = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    faults: {
      slow: (ms, path) => add({ kind: 'slow', ms, path }),
      hang: (path) => add({ kind: 'hang', path }),
      drop: (path) => add({ kind: 'drop', path }),
      cut: (path) => add({ kind: 'cut', path }),
      garble: (path) => add({ kind: 'garble', path }),
      answer: (status, body, path) => add({ kind: 'answer', status, body, path }),
    },
    cutAll,
    async stop() {
      cutAll()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function write(request: IncomingMessage, response: ServerResponse, { status, headers = {}, body = '' }: Answer, cut: boolean): void {
  const bytes = Buffer.from(body)
  const packed = bytes.length >= 1_024 && (request.headers['accept-encoding'] ?? '').includes('gzip')
  const sent = packed ? gzipSync(bytes) : bytes
  response.sendDate = true
  response.writeHead(status, { ...headers, ...(packed ? { 'Content-Encoding': 'gzip' } : {}), 'Content-Length': String(sent.length) })
  if (!cut) return void response.end(sent)
  response.write(sent.subarray(0, sent.length / 2), () => request.socket.destroy())
}

async function textOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer) // no encoding is set, so pieces are buffers
  return Buffer.concat(pieces).toString('utf8')
}
