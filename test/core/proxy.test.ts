import { createServer as createTlsServer } from 'node:https'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createHttp, type Http, type HttpSettings } from '../../electron/core/clients/http.ts'
import { authorization, NO_CREDENTIAL } from '../../electron/core/clients/http/settings.ts'
import { systemClock, type Clock } from '../../electron/core/lib/clock.ts'
import { AppError } from '../../shared/errors/error.ts'
import { startProxyEmulator, type ProxyEmulator, type ProxyFault, type ProxyOptions } from '../emulators/proxy/emulator.ts'
import { makeCertificates, type Certificates } from '../fault/hostile-kafka-certificates.ts'
import { hurriedClock } from '../fault/hostile-kafka-peers.ts'
import { until } from '../support/until.ts'

/** HTTP through a proxy: the seam under every client (`core/network`, `clients/http`). */

let made: Certificates
beforeAll(async () => {
  made = await makeCertificates()
}, 60_000)
const stops: (() => unknown)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

interface Served {
  readonly port: number
  readonly seen: IncomingMessage[]
}

async function serve(secure: boolean, status = 200): Promise<Served> {
  const seen: IncomingMessage[] = []
  const answer = (request: IncomingMessage, response: import('node:http').ServerResponse): void => {
    seen.push(request)
    response.writeHead(status, { 'Content-Type': 'application/json' }).end('{"id":"m"}')
  }
  const server = secure ? createTlsServer(made.good, answer) : createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stops.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return { port: (server.address() as AddressInfo).port, seen }
}

async function proxied(options: ProxyOptions = {}): Promise<ProxyEmulator> {
  const proxy = await startProxyEmulator(options)
  stops.push(() => proxy.stop())
  return proxy
}

interface Through {
  readonly proxy: Pick<ProxyEmulator, 'port'>
  readonly login?: { readonly user: string; readonly password: string }
  readonly more?: Partial<HttpSettings>
  readonly clock?: Clock
}

function client({ proxy, login, more = {}, clock = systemClock }: Through): Http {
  const header = login ? authorization({ kind: 'basic', ...login }) : null
  const route = { host: '127.0.0.1', port: proxy.port, authorization: header }
  const http = createHttp(
    {
      system: 'mesosMaster',
      tls: { ca: made.ca, caUse: 'replace', certificate: null, key: null, keyPassphrase: null, serverName: '127.0.0.1' },
      credential: { kind: 'basic', user: 'mesos', password: 'server-secret' },
      trusts: () => true,
      plainCredentials: true,
      network: { route: () => Promise.resolve(route) },
      ...more,
    },
    { clock },
  )
  stops.push(() => http.close())
  return http
}

const get = (http: Http, base: string, fresh = false) =>
  http.json({ base, method: 'GET', path: '/state', query: {}, fresh, signal: AbortSignal.timeout(20_000) })

async function failure(act: Promise<unknown>): Promise<AppError> {
  try {
    await act
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('it was answered')
}

describe('24 network: HTTP through a proxy', () => {
  it.each([false, true])(
    'a server that only the proxy can name is reached (TLS: %s), and each gets its own login and no other',
    async (secure) => {
      const login = { user: 'ada', password: 'proxy-secret' }
      const server = await serve(secure)
      const proxy = await proxied({ login })
      const http = client({ proxy, login })
      const base = `${secure ? 'https' : 'http'}://mesos.only-there:${server.port}`
      expect(await get(http, base)).toMatchObject({ status: 200, value: { id: 'm' } })
      expect(await get(http, base)).toMatchObject({ status: 200 })
      expect(server.seen.map(({ headers }) => [headers.authorization, headers['proxy-authorization'], headers.host])).toEqual(
        Array(2).fill([
          authorization({ kind: 'basic', user: 'mesos', password: 'server-secret' }),
          undefined,
          `mesos.only-there:${server.port}`,
        ]),
      )
      const [first] = proxy.log
      expect(first).toMatchObject({
        kind: secure ? 'tunnel' : 'plain',
        target: `mesos.only-there:${server.port}`,
        login: authorization({ kind: 'basic', ...login }),
      })
      // The tunnel is kept, and nothing in it is seen.
      expect(proxy.log).toHaveLength(secure ? 1 : 2)
      if (secure) expect(first?.authorization).toBeNull()
      http.close()
      await until(() => proxy.open === 0, 'its connections are closed')
    },
  )

  it('loopback is reached straight', async () => {
    const server = await serve(false)
    const proxy = await proxied()
    await get(client({ proxy }), `http://127.0.0.1:${server.port}`)
    expect(proxy.log).toEqual([])
  })

  it('the certificate is that of the server, checked through the tunnel', async () => {
    const server = await serve(true)
    const proxy = await proxied()
    const strange = { ca: made.strangerCa, caUse: 'replace' as const, certificate: null, key: null, keyPassphrase: null, serverName: null }
    const error = await failure(get(client({ proxy, more: { tls: strange } }), `https://mesos.only-there:${server.port}`))
    expect(error).toMatchObject({ code: 'http.certificate', about: { problem: 'untrusted', subject: 'good' } })
    expect(server.seen).toEqual([])
  })

  it('a login is asked for, or refused', async () => {
    const proxy = await proxied({ login: { user: 'ada', password: 'right' } })
    const wrong = { user: 'ada', password: 'wrong-canary' }
    for (const scheme of ['http', 'https']) {
      const base = `${scheme}://mesos.only-there:1`
      expect(await failure(get(client({ proxy }), base))).toMatchObject({ code: 'http.proxy', about: { problem: 'login', status: 407 } })
      const refused = await failure(get(client({ proxy, login: wrong }), base))
      expect(refused).toMatchObject({ code: 'http.proxy', about: { problem: 'loginRefused', proxy: `127.0.0.1:${proxy.port}` } })
      expect(JSON.stringify([refused.about, String(refused), String(refused.cause)])).not.toContain('wrong-canary')
    }
  })

  it('a server behind it that is not there is the answer of the proxy, and a status of the server is the server’s', async () => {
    const proxy = await proxied()
    for (const scheme of ['http', 'https']) {
      const gone = await failure(get(client({ proxy }), `${scheme}://mesos.only-there:1`))
      expect(gone).toMatchObject({ code: 'http.proxy', about: { problem: 'status', status: 502, address: 'mesos.only-there:1' } })
    }
    const busy = await serve(false, 503)
    expect(await failure(get(client({ proxy }), `http://mesos.only-there:${busy.port}`))).toMatchObject({
      code: 'http.status',
      about: { status: 503 },
    })
  })

  it.each<readonly [ProxyFault, string, string]>([
    ['refuse', 'status', 'status'],
    ['babble', 'notHttp', 'notHttp'],
    ['cut', 'closed', 'closed'],
    ['endless', 'notHttp', 'notHttp'],
  ])('a proxy that would %s says so in time, and keeps no connection', async (fault, plain, tunnel) => {
    const proxy = await proxied()
    proxy.fault = fault
    for (const [scheme, problem] of [
      ['http', plain],
      ['https', tunnel],
    ]) {
      const http = client({ proxy })
      const error = await failure(get(http, `${scheme}://mesos.only-there:5050`))
      expect(error).toMatchObject({ code: 'http.proxy', about: { problem } })
      http.close()
    }
    await until(() => proxy.open === 0, 'its connections are closed')
  })

  it('D-02 a proxy that hangs is ended by the clock, or by who asked, and its connection is gone', async () => {
    const proxy = await proxied()
    proxy.fault = 'hang'
    const hurried = client({ proxy, clock: hurriedClock(40) })
    const late = await failure(get(hurried, 'https://mesos.only-there:443'))
    expect(late).toMatchObject({ code: 'http.proxy', about: { problem: 'timeout' } })
    await until(() => proxy.open === 0, 'the tunnel is given up')
    const slow = await failure(get(hurried, 'http://mesos.only-there:80'))
    expect(slow).toMatchObject({ code: 'http.timeout', about: { phase: 'firstByte' } })

    const abort = new AbortController()
    const asked = client({ proxy }).json({ base: 'https://mesos.only-there', method: 'GET', path: '/state', signal: abort.signal })
    const seen = proxy.log.length
    await until(() => proxy.log.length > seen, 'it was asked')
    abort.abort(new Error('left'))
    await expect(asked).rejects.toThrow('left')
    await until(() => proxy.open === 0, 'nothing is left open')
  })

  it('a proxy that is not there', async () => {
    const proxy = await startProxyEmulator()
    await proxy.stop()
    for (const scheme of ['http', 'https'])
      expect(await failure(get(client({ proxy }), `${scheme}://mesos.only-there:1`))).toMatchObject({
        code: 'http.proxy',
        about: { problem: 'refused' },
      })
  })

  it('E-09 a request that is sent once only goes through a tunnel of its own', async () => {
    const server = await serve(true)
    const proxy = await proxied()
    const http = client({ proxy, more: { credential: NO_CREDENTIAL } })
    await get(http, `https://mesos.only-there:${server.port}`, true)
    await get(http, `https://mesos.only-there:${server.port}`, true)
    expect(proxy.log.filter(({ kind }) => kind === 'tunnel')).toHaveLength(2)
  })
})
