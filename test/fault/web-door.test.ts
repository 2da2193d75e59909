import { createServer } from 'node:http'
import { networkInterfaces } from 'node:os'
import { createConnection } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAccess, type Access } from '../../electron/web/access.ts'
import { readArguments } from '../../electron/web/arguments.ts'
import { startWebServer, type WebServer } from '../../electron/web/server.ts'
import type { PageManifest } from '../../shared/page.ts'
import { openPort, post, raw, request, tokenOf, type Answer } from '../support/web-client.ts'

const file = (name: string, type: string, immutable: boolean) => ({ file: name, type, size: 1, sha256: '', immutable })
const manifest: PageManifest = {
  files: { '/index.html': file('index.html', 'text/html', false), '/assets/a-1.js': file('assets/a-1.js', 'text/javascript', true) },
}

let server: WebServer
let access: Access
let now = 0
let reads: string[] = []
let pages = 0
const heads: string[] = []
const TUNNEL = 45_678

const go = async (bytes: string): Promise<Answer> => {
  const answer = await raw(server.port, bytes)
  heads.push(answer.head)
  return answer
}
const own = (): Record<string, string> => ({ Host: `127.0.0.1:${server.port}` })
const ownPage = (): Record<string, string> => ({ ...own(), Origin: `http://127.0.0.1:${server.port}` })
const session = async (): Promise<string> => tokenOf(await post(server.port, '/session', access.createLaunchToken(60_000)))

beforeAll(async () => {
  access = createAccess({ now: () => now })
  server = await startWebServer({
    port: 0,
    tunnelPort: TUNNEL,
    manifest,
    read: (name) => {
      reads.push(name)
      return Promise.resolve(Buffer.from('x'))
    },
    access,
    onPage: (port) => {
      pages++
      port.listen(() => {}, () => {}) // prettier-ignore
    },
    onDefect: (error) => {
      throw error
    },
  })
})
afterAll(() => server.stop())

describe('B-01 listens on 127.0.0.1 only', () => {
  it('cannot be reached at any other address of this machine', async () => {
    const others = Object.values(networkInterfaces()).flatMap((each) => (each ?? []).map((one) => one.address)).filter((address) => address !== '127.0.0.1') // prettier-ignore
    for (const address of [...others, '127.0.0.2', '::1']) {
      const reached = await new Promise<boolean>((resolve) => {
        const socket = createConnection({ host: address, port: server.port, timeout: 1_000 })
        const end = (is: boolean) => () => {
          socket.destroy()
          resolve(is)
        }
        socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(false))
      })
      expect(reached, address).toBe(false)
    }
  })

  it('has no option to listen elsewhere', () => {
    const refused = [
      ...['--host', '--bind', '--listen', '--address', '--hostname', '--interface', '-h', '-H'].flatMap((o) => [
        [o, '0.0.0.0'],
        [`${o}=0.0.0.0`],
      ]),
      ...['-1', '65536', '0x50', '1e3', ' 80', '', '80;', '0.0.0.0:80', '127.0.0.1'].map((port) => [`--port=${port}`]),
      ['--tunnel-port=0'],
      ['--tunnel-port=host:1'],
      ['0.0.0.0'],
    ]
    expect(refused.length).toBeGreaterThanOrEqual(28)
    for (const set of refused) expect(() => readArguments(set, {}), set.join(' ')).toThrow(/option|port|address|argument|number/i)
    expect(readArguments(['--port', '9000', '--tunnel-port=8000', '--no-open'], { XDG_CONFIG_HOME: '/x' })).toMatchObject({
      port: 9000,
      tunnelPort: 8000,
      open: false,
    })
  })
})

describe('B-02 Host is checked first', () => {
  const wrong = (port: number): readonly string[] => [
    'localhost', `localhost:${port}`, '127.0.0.1', `127.0.0.1.:${port}`, `127.0.0.1:${port}.`, `127.0.0.2:${port}`, `127.1:${port}`,
    `[::1]:${port}`, `0.0.0.0:${port}`, `0x7f.0.0.1:${port}`, `2130706433:${port}`, `127.000.000.001:${port}`, `evil.example:${port}`,
    `127.0.0.1.nip.io:${port}`, `127.0.0.1:${port + 1}`, `127.0.0.1:0${port}`, `127.0.0.1:${port}, evil.example`, `user@127.0.0.1:${port}`,
    `127.0.0.1:${port}/`, `http://127.0.0.1:${port}`, `LOCALHOST:${TUNNEL}`, `localhost.:${TUNNEL}`, `localhost:${TUNNEL}0`, '*', 'null', `127。0。0。1:${port}`,
  ] // prettier-ignore

  it('refuses every other name, on files, posts and upgrades alike', async () => {
    reads = []
    const before = pages
    const launch = access.createLaunchToken(60_000)
    for (const host of wrong(server.port)) {
      const upgrade = {
        Upgrade: 'websocket',
        Connection: 'Upgrade',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
      }
      const tries = [
        request('GET', '/', { Host: host }),
        request('POST', '/session', { ...ownPage(), Host: host, Authorization: `Bearer ${launch}`, 'Content-Length': '0' }),
        request('GET', '/socket', { Host: host, ...upgrade }).replace('Connection: close\r\n', ''),
      ]
      for (const bytes of tries) {
        const answer = await go(bytes)
        expect([400, 421], `${host}: ${bytes.slice(0, 12)}`).toContain(answer.status)
        if (answer.status === 421 && !bytes.includes('Upgrade')) expect(answer.body).toContain(`http://127.0.0.1:${server.port}/`)
      }
    }
    expect(reads).toEqual([])
    expect(pages).toBe(before)
    expect(tokenOf(await post(server.port, '/session', launch))).toBeTruthy()
  })

  it('refuses absent, repeated and absolute forms', async () => {
    reads = []
    const host = `127.0.0.1:${server.port}`
    for (const bytes of [
      'GET / HTTP/1.1\r\nConnection: close\r\n\r\n',
      'GET / HTTP/1.0\r\n\r\n',
      `GET / HTTP/1.1\r\nHost: ${host}\r\nHost: evil.example\r\nConnection: close\r\n\r\n`,
      `GET / HTTP/1.1\r\nHost: ${host}\r\nhost: ${host}\r\nConnection: close\r\n\r\n`,
      `GET http://evil.example/ HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
      `GET http://${host}/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`,
      `OPTIONS * HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
      `GET / HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n`,
    ])
      expect([400, 421], bytes).toContain((await go(bytes)).status)
    expect(reads).toEqual([])
  })

  it('answers at its own name and the tunnel’s', async () => {
    for (const host of [`127.0.0.1:${server.port}`, `127.0.0.1:${TUNNEL}`, `localhost:${TUNNEL}`])
      expect((await go(request('GET', '/', { Host: host }))).status).toBe(200)
  })

  it('refuses 5,000 made-up names', { timeout: 60_000 }, async () => {
    reads = []
    const accepted = [`127.0.0.1:${server.port}`, `127.0.0.1:${TUNNEL}`, `localhost:${TUNNEL}`]
    const part = fc.constantFrom(
      '127.0.0.1',
      'localhost',
      '.',
      ':',
      String(server.port),
      String(TUNNEL),
      '0',
      '@',
      'a',
      ' ',
      '%',
      '-',
      '[',
      ']',
    )
    const hosts = fc.oneof(fc.array(part, { maxLength: 5 }).map((parts) => parts.join('')), fc.webAuthority(), fc.string({ maxLength: 30 }).filter((s) => /^[\x20-\x7e]*$/.test(s))) // prettier-ignore
    await fc.assert(
      fc.asyncProperty(hosts.filter((host) => !accepted.includes(host.trim())), async (host) => {
        expect([400, 421]).toContain((await raw(server.port, request('GET', '/', { Host: host }))).status)
      }), // prettier-ignore
      { numRuns: 5_000 },
    )
    expect(reads).toEqual([])
  })
})

describe('B-03 only our own page', () => {
  it('refuses posts of other origins, and without one', async () => {
    const launch = access.createLaunchToken(60_000)
    const origin = `http://127.0.0.1:${server.port}`
    const sets: Record<string, string>[] = [
      {},
      { Origin: 'null' },
      { Origin: 'http://evil.example' },
      { Origin: `http://localhost:${server.port}` },
      { Origin: `https://127.0.0.1:${server.port}` },
      { Origin: `${origin}/` },
      { Origin: `${origin}.evil.example` },
      { Origin: `http://127.0.0.1:${TUNNEL}` },
      { Origin: origin, 'Sec-Fetch-Site': 'cross-site' },
      { Origin: origin, 'Sec-Fetch-Site': 'same-site' },
      { Origin: origin, 'Sec-Fetch-Site': 'none' },
    ]
    for (const set of sets) {
      const headers = { ...own(), ...set, Authorization: `Bearer ${launch}`, 'Content-Length': '0' }
      for (const path of ['/session', '/ticket']) expect((await go(request('POST', path, headers))).status).toBe(403)
    }
    expect(tokenOf(await post(server.port, '/session', launch, { 'Sec-Fetch-Site': 'same-origin' }))).toBeTruthy()
  })

  it('refuses every preflight and other method', async () => {
    for (const headers of [{ 'Access-Control-Request-Method': 'POST' }, { 'Access-Control-Request-Private-Network': 'true' }])
      expect((await go(request('OPTIONS', '/session', { ...ownPage(), ...headers }))).status).toBe(403)
    for (const method of ['PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND'])
      expect((await go(request(method, '/', ownPage()))).status).toBe(405)
  })
})

describe('B-04 the launch token', () => {
  it('works once', async () => {
    const launch = access.createLaunchToken(60_000)
    expect((await post(server.port, '/session', launch)).status).toBe(200)
    expect((await post(server.port, '/session', launch)).status).toBe(401)
  })
  it('grows old', async () => {
    const launch = access.createLaunchToken(60_000)
    now += 60_001
    expect((await post(server.port, '/session', launch)).status).toBe(401)
  })
  it('is no session token and no ticket, and the other way round', async () => {
    const launch = access.createLaunchToken(60_000)
    expect((await post(server.port, '/ticket', launch)).status).toBe(401)
    const token = await session()
    expect((await post(server.port, '/session', token)).status).toBe(401)
  })
  it('is not found among 10,000 guesses', () => {
    const launch = access.createLaunchToken(60_000)
    for (let i = 0; i < 10_000; i++) expect(access.swap(i.toString(16).padStart(64, '0'))).toBeNull()
    expect(access.swap(launch.slice(0, -1))).toBeNull()
    expect(access.swap(launch)).toMatch(/^[0-9a-f]{64}$/)
  })
})

describe('B-06 the WebSocket ticket', () => {
  const upgrade = async (headers: Record<string, string>, path = '/socket', method = 'GET'): Promise<number> => {
    const base = { ...ownPage(), Upgrade: 'websocket', 'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==' }
    return (await go(request(method, path, { ...base, ...headers }).replace('Connection: close', 'Connection: Upgrade'))).status
  }
  it('is checked with Host and Origin before the 101', async () => {
    const before = pages
    const token = await session()
    const ticket = async (): Promise<string> => tokenOf(await post(server.port, '/ticket', token))
    const protocol = (t: string): Record<string, string> => ({ 'Sec-WebSocket-Protocol': `samsa, ticket.${t}` })
    const late = await ticket()
    now += 10_001
    const good = await ticket()
    const bad: Record<string, string>[] = [
      {}, protocol(''), protocol('0'.repeat(32)), protocol(token), protocol(late), protocol(good.slice(0, 31)), protocol(`${good}0`), protocol(good.toUpperCase() === good ? 'x' : good.toUpperCase()),
      { 'Sec-WebSocket-Protocol': 'samsa' }, { 'Sec-WebSocket-Protocol': `ticket.${good}` }, { 'Sec-WebSocket-Protocol': `ticket.${good}, samsa` }, { 'Sec-WebSocket-Protocol': `samsa, ticket.${good}, more` },
      { Authorization: `Bearer ${token}` }, { Cookie: `ticket=${good}` },
      { ...protocol(good), Origin: 'http://evil.example' }, { ...protocol(good), Origin: 'null' }, { ...protocol(good), Origin: '' },
      { ...protocol(good), 'Sec-Fetch-Site': 'cross-site' }, { ...protocol(good), Host: 'evil.example' }, { ...protocol(good), Host: `localhost:${server.port}` },
      { ...protocol(good), Upgrade: 'h2c' },
    ] // prettier-ignore
    for (const headers of bad) expect([400, 401, 403, 421], JSON.stringify(headers)).toContain(await upgrade(headers))
    for (const path of ['/', '/socket/', '/socket?x=1']) expect(await upgrade(protocol(good), path)).toBe(404)
    expect(pages).toBe(before)
    // None of these used the good one up.
    const page = await openPort(server.port, good)
    expect(pages).toBe(before + 1)
    page.close()
    expect(await upgrade(protocol(good))).toBe(401)
  })
})

describe('B-12 headers of every answer', () => {
  it('are all there', async () => {
    const token = await session()
    const ways: [string, string][] = [
      ['index', request('GET', '/', own())], ['file', request('GET', '/assets/a-1.js', own())], ['head', request('HEAD', '/', own())], ['not found', request('GET', '/x', own())],
      ['query', request('GET', '/?x', own())], ['ticket', request('POST', '/ticket', { ...ownPage(), Authorization: `Bearer ${token}`, 'Content-Length': '0' })],
      ['refused', request('POST', '/ticket', { ...own(), 'Content-Length': '0' })], ['unauthorised', request('POST', '/ticket', { ...ownPage(), 'Content-Length': '0' })],
      ['method', request('PUT', '/', own())], ['other host', request('GET', '/', { Host: 'x' })], ['upgrade', request('GET', '/socket', { ...own(), Upgrade: 'websocket' }).replace('Connection: close', 'Connection: Upgrade')],
      ['garbage', 'nonsense\r\n\r\n'],
    ] // prettier-ignore
    for (const [name, bytes] of ways) {
      const { head } = await go(bytes)
      const has = ["content-security-policy: default-src 'none'", 'x-content-type-options: nosniff', 'referrer-policy: no-referrer', 'cross-origin-opener-policy: same-origin',
        'cross-origin-resource-policy: same-origin', 'cross-origin-embedder-policy: require-corp', 'x-frame-options: deny'] // prettier-ignore
      for (const header of has) expect(head, name).toContain(header)
      expect(head, name).toContain(name === 'file' ? 'cache-control: public, max-age=31536000, immutable' : 'cache-control: no-store')
    }
  })
})

describe('B-05 no cookie, no CORS', () => {
  it('in any answer of this file', () => {
    expect(heads.length).toBeGreaterThan(100)
    for (const head of heads) expect(head).not.toMatch(/set-cookie|access-control/)
  })
})

describe('B-02 a taken port', () => {
  it('is said, not worked around', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const address = other.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const starting = startWebServer({
      port,
      tunnelPort: null,
      manifest,
      read: () => Promise.reject(new Error()),
      access,
      onPage: () => {},
      onDefect: () => {},
    })
    await expect(starting).rejects.toMatchObject({ code: 'EADDRINUSE' })
    other.close()
  })
})
