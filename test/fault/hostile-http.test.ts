import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { gzipSync, brotliCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { createHttp, type Http, type HttpRequest, type HttpSettings } from '../../electron/core/clients/http.ts'
import { isAllowed, observeRoutes } from '../../electron/core/clients/http/routes.ts'
import { parseBase, redirectTarget } from '../../electron/core/clients/http/address.ts'
import { NO_CREDENTIAL } from '../../electron/core/clients/http/settings.ts'
import type { Clock } from '../../electron/core/lib/clock.ts'
import { systemClock } from '../../electron/core/lib/clock.ts'
import { AppError } from '../../shared/errors/error.ts'
import { hurriedClock, startPeer, type Peer } from './hostile-kafka-peers.ts'
import { watchBusyStretches } from '../support/busy-stretches.ts'
import { until } from '../support/until.ts'

const HURRY = 40
const peers: Peer[] = []
const clients: Http[] = []
afterEach(async () => {
  for (const client of clients.splice(0)) client.close()
  await Promise.all(peers.splice(0).map((p) => p.stop()))
})

const peer = async (...args: Parameters<typeof startPeer>): Promise<Peer> => {
  const started = await startPeer(...args)
  peers.push(started)
  return started
}
const web = (answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<Peer> =>
  peer(() => undefined, createHttpServer(answer))

function client(more: Partial<HttpSettings> = {}, clock: Clock = systemClock): Http {
  const made = createHttp(
    { system: 'mesosMaster', tls: null, credential: NO_CREDENTIAL, trusts: () => false, plainCredentials: false, ...more },
    { clock },
  )
  clients.push(made)
  return made
}
const state = (port: number, more: Partial<HttpRequest> = {}): HttpRequest => ({
  base: `http://127.0.0.1:${port}`,
  method: 'GET',
  path: '/state',
  signal: AbortSignal.timeout(30_000),
  ...more,
})

async function failure(act: Promise<unknown>): Promise<{ error: AppError; ms: number }> {
  const start = performance.now()
  try {
    await act
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { error, ms: performance.now() - start }
  }
  throw new Error('it was answered')
}

const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n'
const every = (ms: number, act: () => void, socket: Socket): void => {
  const timer = setInterval(act, ms)
  socket.on('close', () => clearInterval(timer))
}
const onRequest = (act: (socket: Socket) => void) => (socket: Socket) => socket.once('data', () => act(socket))

/** Shapes of a server that does not come to an end, with the clock that ends each, in seconds. */
const shapes: readonly { what: string; behave: (socket: Socket) => void; phase: string; seconds: number }[] = [
  { what: 'takes the request and is silent', behave: onRequest(() => undefined), phase: 'firstByte', seconds: 15 },
  {
    what: 'drips its headers',
    behave: onRequest((s) => {
      s.write('HTTP/1.1 200 OK\r\nX: ')
      every(20, () => s.write('H'), s)
    }),
    phase: 'firstByte',
    seconds: 15,
  },
  { what: 'sends half of its headers', behave: onRequest((s) => s.write('HTTP/1.1 200 OK\r\nContent-')), phase: 'firstByte', seconds: 15 },
  { what: 'stalls after its headers', behave: onRequest((s) => s.write(`${HEAD}Content-Length: 100\r\n\r\n`)), phase: 'idle', seconds: 15 },
  { what: 'stalls in its body', behave: onRequest((s) => s.write(`${HEAD}Content-Length: 100\r\n\r\n{"a":`)), phase: 'idle', seconds: 15 },
  {
    what: 'stalls in a chunk',
    behave: onRequest((s) => s.write(`${HEAD}Transfer-Encoding: chunked\r\n\r\n10\r\n[1,`)),
    phase: 'idle',
    seconds: 15,
  },
  {
    what: 'drips its body',
    behave: onRequest((s) => {
      s.write(`${HEAD}Content-Length: 100000\r\n\r\n[`)
      every(20, () => s.write('1,'), s)
    }),
    phase: 'total',
    seconds: 30,
  },
  {
    what: 'drips chunks without end',
    behave: onRequest((s) => {
      s.write(`${HEAD}Transfer-Encoding: chunked\r\n\r\n1\r\n[\r\n`)
      every(20, () => s.write('2\r\n1,\r\n'), s)
    }),
    phase: 'total',
    seconds: 30,
  },
  {
    what: 'drips spaces before its JSON',
    behave: onRequest((s) => {
      s.write(`${HEAD}Transfer-Encoding: chunked\r\n\r\n`)
      every(20, () => s.write('1\r\n \r\n'), s)
    }),
    phase: 'total',
    seconds: 30,
  },
]

describe('D-02 four clocks: no server holds a request for longer', () => {
  const cases = shapes.flatMap((shape) => Array.from({ length: 20 }, (_, run) => ({ ...shape, run })))

  it.each(shapes)('$what: ended by its clock, 20 times, the socket gone', async ({ behave, phase, seconds }) => {
    let open = 0
    const { port } = await peer((socket) => {
      open++
      socket.on('close', () => open--)
      behave(socket)
    })
    const http = client({}, hurriedClock(HURRY))
    const requests = Array.from({ length: cases.length / shapes.length }, () => failure(http.json(state(port))))
    // Six at once: the last wait for their turn, which is not counted.
    const ended = await Promise.all(requests)
    for (const { error } of ended) expect(error.about).toMatchObject({ phase, seconds })
    expect(ended[0]?.ms).toBeGreaterThan((seconds * 1_000) / HURRY - 20)
    expect(ended[0]?.ms).toBeLessThan((seconds * 1_000) / HURRY + 500)
    await until(() => open === 0, 'all sockets are gone')
  })

  it('a call may raise its own limits; the caller’s abort ends it at once with its own reason', async () => {
    const { port } = await peer(onRequest(() => undefined))
    const http = client({}, hurriedClock(HURRY))
    const { error } = await failure(http.json(state(port, { times: { firstByte: 20_000 } })))
    expect(error.about).toMatchObject({ phase: 'firstByte', seconds: 20 })
    const abort = new AbortController()
    const reason = new Error('the screen was left')
    const asked = http.json(state(port, { signal: abort.signal }))
    abort.abort(reason)
    await expect(asked).rejects.toBe(reason)
  })

  it.each([
    ['closes at once', (s: Socket) => s.destroy(), 'http.closed'],
    ['half-closes', onRequest((s) => s.end()), 'http.closed'],
    ['breaks off in its body', onRequest((s) => s.end(`${HEAD}Content-Length: 100\r\n\r\n{"a":`)), 'http.closed'],
    ['breaks off between chunks', onRequest((s) => s.end(`${HEAD}Transfer-Encoding: chunked\r\n\r\n3\r\n[1,\r\n`)), 'http.closed'],
    ['speaks no HTTP', onRequest((s) => s.end('SSH-2.0-OpenSSH_9.6\r\n')), 'http.notHttp'],
    ['garbles its chunks', onRequest((s) => s.end(`${HEAD}Transfer-Encoding: chunked\r\n\r\nzz\r\n[1]\r\n`)), 'http.closed'],
    ['lies about gzip', onRequest((s) => s.end(`${HEAD}Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\n[1]`)), 'http.notJson'],
    ['sends a login page with 200', onRequest((s) => s.end(`${HEAD}Content-Length: 13\r\n\r\n<html></html>`)), 'http.notJson'],
    ['sends nothing with 200', onRequest((s) => s.end(`${HEAD}Content-Length: 0\r\n\r\n`)), 'http.notJson'],
    ['sends 100,000 header lines', onRequest((s) => s.end(`HTTP/1.1 200 OK\r\n${'X: y\r\n'.repeat(100_000)}\r\n`)), 'http.notHttp'],
  ])('a server that %s', async (_what, behave, code) => {
    const { port } = await peer(behave)
    const { error } = await failure(client({}, hurriedClock(HURRY)).json(state(port)))
    expect(error.code).toBe(code)
  })

  it('nobody listens', async () => {
    const { port, stop } = await startPeer(() => undefined)
    await stop()
    expect((await failure(client().json(state(port)))).error.code).toBe('http.refused')
  })
})

describe('D-03 bodies are counted after inflation', () => {
  const rss = (): number => process.memoryUsage().rss / 1_048_576

  it('300 MB plain, announced or endless, are refused at 16 MiB', async () => {
    const piece = Buffer.from(`${JSON.stringify('x'.repeat(65_000))},`)
    const { port } = await web((_request, response) => {
      const more = (): void => {
        while (response.writable && response.write(piece));
        if (response.writable) response.once('drain', more)
      }
      response.write('[')
      more()
    })
    const before = rss()
    const { error } = await failure(client().json(state(port)))
    expect(error.about).toMatchObject({ measure: 'bytes', limit: 16 * 1_048_576 })
    expect(rss() - before).toBeLessThan(150)
    const { port: announced } = await peer(onRequest((s) => s.write(`${HEAD}Content-Length: 300000000\r\n\r\n[`)))
    expect((await failure(client().json(state(announced)))).error.code).toBe('http.tooLarge')
  })

  it.each([
    ['gzip', { 'Content-Encoding': 'gzip' }, gzipSync, 'http.tooLarge'],
    ['gzip twice', { 'Content-Encoding': 'gzip, gzip' }, (b: Buffer) => gzipSync(gzipSync(b)), 'http.encoding'],
    ['brotli', { 'Content-Encoding': 'br' }, (b: Buffer) => brotliCompressSync(b), 'http.encoding'],
  ])('a bomb of 100 MB in %s', async (_what, headers, pack, code) => {
    const bomb = pack(Buffer.alloc(100 * 1_048_576, ' '))
    const { port } = await web((_request, response) => response.writeHead(200, headers).end(bomb))
    const before = rss()
    const { error, ms } = await failure(client().json(state(port, { most: 128 * 1_048_576 })))
    expect(error.code).toBe(code)
    if (code === 'http.tooLarge') expect(error.about).toMatchObject({ measure: 'ratio' })
    expect(ms).toBeLessThan(1_000)
    expect(rss() - before).toBeLessThan(100)
  })

  it('a state as Mesos packs it (24 : 1) is read', async () => {
    const body = JSON.stringify({
      tasks: Array.from({ length: 5_000 }, (_, i) => ({ id: `t-${i}`, name: 'kafka', state: 'TASK_RUNNING', more: 'x'.repeat(300) })),
    })
    const { port } = await web((_request, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(body)))
    const { value, bytes } = await client().json(state(port))
    expect(value).toEqual(JSON.parse(body))
    expect(bytes).toBe(body.length)
  })

  it('M-1 a state of 100 MB: the event loop stays free (p99 ≤ 50 ms, worst ≤ 200 ms)', async () => {
    const task = JSON.stringify({
      id: 'kafka-0-6f1d2c9e',
      statuses: Array.from({ length: 6 }, (_, n) => ({ state: 'TASK_RUNNING', timestamp: n })),
      text: 'y'.repeat(600),
    })
    const piece = Buffer.from(`${Array.from({ length: 100 }, () => task).join(',')},`)
    const { port } = await web((_request, response) => {
      let left = Math.ceil((100 * 1_048_576) / piece.length)
      const more = (): void => {
        while (left > 0) if ((left--, !response.write(piece))) return void response.once('drain', more)
        response.end(`${task}]}`)
      }
      response.write('{"tasks":[')
      more()
    })
    const busy = watchBusyStretches()
    const { value, bytes } = await client().json(state(port, { most: 128 * 1_048_576, times: { total: 90_000 } }))
    const { looks, p99, worst } = busy()
    expect(bytes).toBeGreaterThan(100 * 1_048_576)
    expect((value as { tasks: unknown[] }).tasks.length).toBeGreaterThan(90_000)
    console.log(`100 MB: busy stretches p99 ${p99} ms, worst ${worst} ms of ${looks}`)
    expect(p99).toBeLessThanOrEqual(50)
    expect(worst).toBeLessThanOrEqual(200)
  })
})

describe('D-06 redirects and credentials', () => {
  const login = { kind: 'basic', user: 'ops', password: 'hunter2-canary' } as const
  const to = (location: string) => (_request: IncomingMessage, response: ServerResponse) =>
    void response.writeHead(307, { Location: location }).end()

  it('decoys get no request at all, over 40 shapes of redirect', async () => {
    const got: string[] = []
    const decoy = await web((request, response) => {
      got.push(`${request.method} ${request.url}`)
      response.end('{}')
    })
    let location = ''
    const master = await web((request, response) => to(location)(request, response))
    const trusted = `http://127.0.0.1:${master.port}`
    const d = `127.0.0.1:${decoy.port}`
    const m = `127.0.0.1:${master.port}`
    const shapes = [
      `//${d}`,
      `//${d}/master/state`,
      `http://${d}`,
      `http://${d}/`,
      `HTTP://${d}`,
      `https://${d}`,
      `//localhost:${decoy.port}`,
      `//[::1]:${decoy.port}`,
      `//${m}@${d}`,
      `http://${m}@${d}/`,
      `//user:pass@${d}`,
      `http://${m}%2F@${d}`,
      `http://${m}\\@${d}`,
      `\\\\${d}`,
      `/\\${d}`,
      `//${d}#@${m}`,
      `//${d}?@${m}`,
      `///${d}`,
      `////${d}`,
      `http:/${d}`,
      `http:${d}`,
      `//2130706433:${decoy.port}`,
      `//0x7f000001:${decoy.port}`,
      `//0177.0.0.1:${decoy.port}`,
      `//127.1:${decoy.port}`,
      `//127。0。0。1:${decoy.port}`,
      `//１２７.0.0.1:${decoy.port}`,
      `//${m}.evil.test`,
      `//evil.test:${master.port}`,
      `ftp://${d}`,
      `javascript:alert(1)`,
      `data:,x`,
      `file:///etc/passwd`,
      ` //${d}`,
      `//${d}\t`,
      `//${d} ${m}`,
      `//${m}:${decoy.port}`,
      `//${m},${d}`,
      ``,
      `http://`,
    ]
    expect(shapes).toHaveLength(40)
    const http = client({ credential: login, trusts: (origin) => origin === trusted })
    for (location of shapes.map((shape) => Buffer.from(shape).toString('latin1'))) {
      const { error } = await failure(http.json(state(master.port)))
      expect(['http.redirect', 'http.notHttp'], location).toContain(error.code)
      expect(JSON.stringify(error.about), location).not.toContain('hunter2')
    }
    expect(got).toEqual([])
  })

  it('Mesos’ own form is followed to a master of the profile, with our path, query, body and login', async () => {
    const got: { url: string | undefined; body: string; login: string | undefined; type: string | undefined }[] = []
    const leader = await web((request, response) => {
      let body = ''
      request.on('data', (piece: Buffer) => (body += piece.toString()))
      request.on('end', () => {
        got.push({ url: request.url, body, login: request.headers.authorization, type: request.headers['content-type'] })
        response.end('{}')
      })
    })
    const standby = await web(to(`//127.0.0.1:${leader.port}/master/tasks`))
    const origins = [standby, leader].map((p) => `http://127.0.0.1:${p.port}`)
    const http = client({ credential: login, trusts: (origin) => origins.includes(origin) })
    const reply = await http.json(state(standby.port, { path: '/tasks', query: { limit: 5, task_id: 'a&b=/é' } }))
    expect(reply.origin).toBe(origins[1])
    await http.json(state(standby.port, { method: 'POST', path: '/api/v1', body: { type: 'GET_TASKS' } }))
    const basic = `Basic ${Buffer.from('ops:hunter2-canary').toString('base64')}`
    expect(got).toEqual([
      { url: '/tasks?limit=5&task_id=a%26b%3D%2F%C3%A9', body: '', login: basic, type: undefined },
      { url: '/api/v1', body: '{"type":"GET_TASKS"}', login: basic, type: 'application/json' },
    ])
  })

  it('two masters that point at each other end after three hops', async () => {
    const ports: number[] = []
    let hops = 0
    const pointing = (index: number) => (request: IncomingMessage, response: ServerResponse) => {
      hops++
      to(`//127.0.0.1:${ports[1 - index]}`)(request, response)
    }
    for (const index of [0, 1]) ports.push((await web(pointing(index))).port)
    const { error } = await failure(client({ trusts: () => true }).json(state(ports[0] ?? 0)))
    expect(error.code).toBe('http.redirect')
    expect(hops).toBe(4)
  })

  it('no login goes to a server that the profile does not name, none over plain HTTP but to loopback', async () => {
    let seen: string | undefined = 'none yet'
    const { port } = await web((request, response) => {
      seen = request.headers.authorization
      response.end('{}')
    })
    await client({ credential: login }).json(state(port))
    expect(seen).toBeUndefined()
    const refused = await failure(
      client({ credential: login, trusts: () => true }).json(state(port, { base: `http://127.0.0.1.nip.test:${port}` })),
    )
    expect(refused.error.code).toBe('http.plainCredentials')
  })

  it('from TLS to plain HTTP is refused, whoever it is', () => {
    const from = parseBase('https://m1:5050')
    expect(redirectTarget('http://m2:5050', from, () => true)).toMatchObject({ ok: false })
    expect(redirectTarget('//m2:5050', from, () => true)).toEqual({ ok: true, origin: 'https://m2:5050' })
  })

  it('refused logins tell the realm, and never the login', async () => {
    const { port } = await web((_request, response) =>
      response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="mesos-master-readonly"' }).end('401 Unauthorized.'),
    )
    const { error } = await failure(client({ credential: login, trusts: () => true }).json(state(port)))
    expect(error).toMatchObject({ code: 'http.unauthenticated', about: { realm: 'mesos-master-readonly', scheme: 'Basic', sent: true } })
    expect(JSON.stringify(error.cause ?? null)).not.toContain('hunter2')
  })
})

describe('D-07 nothing of the environment changes where requests go', () => {
  const names = [
    'http_proxy',
    'HTTP_PROXY',
    'https_proxy',
    'HTTPS_PROXY',
    'all_proxy',
    'ALL_PROXY',
    'no_proxy',
    'NO_PROXY',
    'NODE_USE_ENV_PROXY',
    'npm_config_proxy',
    'GLOBAL_AGENT_HTTP_PROXY',
    'axios_proxy',
  ]
  it.each(names)('%s', async (name) => {
    let proxied = 0
    const proxy = await web((_request, response) => {
      proxied++
      response.end('{"from":"proxy"}')
    })
    const { port } = await web((_request, response) => response.end('{"from":"master"}'))
    const before = process.env[name]
    process.env[name] = name.toLowerCase().startsWith('no') ? (name === 'NODE_USE_ENV_PROXY' ? '1' : '') : `http://127.0.0.1:${proxy.port}`
    try {
      expect((await client().json(state(port))).value).toEqual({ from: 'master' })
    } finally {
      if (before === undefined) delete process.env[name]
      else process.env[name] = before
    }
    expect(proxied).toBe(0)
  })
})

describe('D-01, E-04 what is not on the list is not sent', () => {
  it('every change that Mesos, Marathon and agents know is stopped below the client', async () => {
    let got = 0
    const { port } = await web((_request, response) => {
      got++
      response.end('{}')
    })
    const changes: readonly (readonly ['GET' | 'POST', string, string | null])[] = [
      ...[
        'TEARDOWN',
        'MARK_AGENT_GONE',
        'DRAIN_AGENT',
        'DEACTIVATE_AGENT',
        'REACTIVATE_AGENT',
        'RESERVE_RESOURCES',
        'UNRESERVE_RESOURCES',
        'CREATE_VOLUMES',
        'DESTROY_VOLUMES',
        'UPDATE_WEIGHTS',
        'SET_QUOTA',
        'UPDATE_QUOTA',
        'REMOVE_QUOTA',
        'START_MAINTENANCE',
        'STOP_MAINTENANCE',
        'UPDATE_MAINTENANCE_SCHEDULE',
        'SET_LOGGING_LEVEL',
        'LAUNCH_CONTAINER',
        'KILL_CONTAINER',
        'get_tasks',
        '',
      ].map((type) => ['POST', '/api/v1', type] as const),
      ...[
        '/teardown',
        '/quota',
        '/reserve',
        '/machine/down',
        '/machine/up',
        '/create-volumes',
        '/maintenance/schedule',
        '/v2/apps',
        '/state',
      ].map((path) => ['POST', path, null] as const),
      ...[
        '/quitquitquit',
        '/abortabortabort',
        '/loglevel',
        '/logging/toggle',
        '/api/broker/stop',
        '/state/../teardown',
        '/v2/apps/../../x',
        '//evil',
        '/state?x',
        '/%2e%2e/x',
        '/profiler/start',
      ].map((path) => ['GET', path, null] as const),
    ]
    for (const system of ['mesosMaster', 'mesosAgent', 'marathon', 'dcos'] as const) {
      const http = client({ system })
      for (const [method, path, type] of changes) {
        if (method === 'GET' && isAllowed(system, { method, path, query: {}, body: null })) continue
        const { error } = await failure(http.bytes(state(port, { method, path, ...(type === null ? {} : { body: { type } }) })))
        expect(error.code).toBe('http.guard')
      }
    }
    expect(got).toBe(0)
  })

  it('10,000 random requests: sent exactly when on the list', () => {
    const text = fc.oneof(
      fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', '/state', '/files/read', '/api/v1', 'GET_TASKS', 'TEARDOWN', 'path', '..', '%2e'),
      fc.string(),
    )
    fc.assert(
      fc.property(
        text,
        fc.array(text, { maxLength: 3 }),
        fc.dictionary(text, text, { maxKeys: 2 }),
        fc.option(text),
        (method, parts, query, type) => {
          const path = parts.join('/')
          const allowed = isAllowed('mesosMaster', { method, path, query, body: type === null ? null : { type } })
          if (!allowed) return
          expect(['GET', 'POST']).toContain(method)
          if (method === 'POST') expect(observeRoutes.mesosMaster.some((r) => r.calls?.has(type ?? '') ?? false)).toBe(true)
          expect(path).not.toMatch(/\.\.|%|\\|\/\//)
        },
      ),
      { numRuns: 10_000 },
    )
  })
})

describe('G-04 a few requests at once for each host', () => {
  it('six run, a hundred wait, the next is core.busy; all is well when the server answers again', async () => {
    const held: ServerResponse[] = []
    let most = 0
    let answering = false
    const { port } = await web((_request, response) => {
      if (answering) return void response.end('{}')
      held.push(response)
      most = Math.max(most, held.length)
    })
    const http = client()
    const asked = Array.from({ length: 106 }, () => http.json(state(port)))
    await until(() => held.length === 6, 'six requests arrived')
    const { error } = await failure(http.json(state(port)))
    expect(error).toMatchObject({ code: 'core.busy', about: { limit: 100 } })
    answering = true
    for (const response of held) response.end('{}')
    expect(await Promise.all(asked)).toHaveLength(106)
    expect(most).toBe(6)
  })
})
