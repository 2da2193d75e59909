import { createServer as createTlsServer, type Server, type ServerOptions } from 'node:https'
import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createHttp } from '../../electron/core/clients/http.ts'
import { NO_CREDENTIAL, type HttpTls } from '../../electron/core/clients/http/settings.ts'
import { systemClock } from '../../electron/core/lib/clock.ts'
import { AppError } from '../../shared/errors/error.ts'
import { makeCertificates, type Certificates } from './hostile-kafka-certificates.ts'

let made: Certificates
beforeAll(async () => {
  made = await makeCertificates()
}, 60_000)

const stops: (() => unknown)[] = []
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()))
})

async function listen(server: Server | ReturnType<typeof createHttpServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stops.push(() => {
    server.closeAllConnections()
    server.close()
  })
  // Listening on TCP, so it is no path.
  return (server.address() as AddressInfo).port
}
const serve = (options: ServerOptions): Promise<number> => listen(createTlsServer(options, (_request, response) => response.end('{}')))

const trusting = (more: Partial<HttpTls> = {}): HttpTls => ({
  ca: made.ca,
  caUse: 'replace',
  certificate: null,
  key: null,
  keyPassphrase: null,
  serverName: null,
  ...more,
})

async function ask(port: number, tls: HttpTls | null, scheme = 'https'): Promise<AppError | 'ok'> {
  const http = createHttp(
    { system: 'mesosMaster', tls, credential: NO_CREDENTIAL, trusts: () => false, plainCredentials: false },
    { clock: systemClock },
  )
  stops.push(() => http.close())
  try {
    await http.json({ base: `${scheme}://127.0.0.1:${port}`, method: 'GET', path: '/state', signal: AbortSignal.timeout(10_000) })
    return 'ok'
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}

describe('D-08 TLS to Mesos is always verified', () => {
  it('a good certificate: CA added or in place of the others, twice over one connection', async () => {
    const port = await serve(made.good)
    expect(await ask(port, trusting())).toBe('ok')
    expect(await ask(port, trusting({ caUse: 'add' }))).toBe('ok')
    expect(await ask(port, null)).toMatchObject({
      code: 'http.certificate',
      about: { problem: 'untrusted', subject: 'good', issuer: 'ca' },
    })
    expect(await ask(port, trusting({ ca: made.strangerCa }))).toMatchObject({ about: { problem: 'untrusted' } })
  })

  it.each([
    ['expired', 'expired'],
    ['notYet', 'notYetValid'],
    ['otherHost', 'wrongHost'],
  ] as const)('one that is %s says so, and tells subject and dates', async (which, problem) => {
    const error = await ask(await serve(made[which]), trusting())
    expect(error).toMatchObject({ code: 'http.certificate', about: { problem, issuer: 'ca' } })
    expect(JSON.stringify(error === 'ok' ? null : error.about)).toContain('GMT')
  })

  it('the server name of the profile is checked in place of the address', async () => {
    const port = await serve(made.otherHost)
    expect(await ask(port, trusting({ serverName: 'kafka-7.example.org' }))).toBe('ok')
    expect(await ask(await serve(made.good), trusting({ serverName: 'kafka-7.example.org' }))).toMatchObject({
      about: { problem: 'wrongHost' },
    })
  })

  it('a server that wants a client certificate', async () => {
    const port = await serve({ ...made.good, ca: made.ca, requestCert: true, rejectUnauthorized: true })
    const { cert, key } = made.client
    expect(await ask(port, trusting())).toMatchObject({ code: 'http.certificate', about: { problem: 'clientRefused' } })
    expect(await ask(port, trusting({ certificate: cert, key }))).toBe('ok')
  })

  it('TLS 1.1 is refused; plain HTTP on the port, and TLS where HTTP was asked, have their own words', async () => {
    const old = await serve({ ...made.good, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' })
    expect(await ask(old, trusting())).toMatchObject({ code: 'http.certificate', about: { problem: 'other' } })
    const plain = await listen(createHttpServer((_request, response) => response.end('{}')))
    expect(await ask(plain, trusting())).toMatchObject({ code: 'http.notTls' })
    const error = await ask(await serve(made.good), null, 'http')
    expect(error === 'ok' ? error : error.code).toMatch(/^http\.(closed|notHttp)$/)
  })

  it('a key that is not one is an error, not a crash', async () => {
    const error = await ask(await serve(made.good), trusting({ certificate: made.client.cert, key: 'nonsense' })).catch((e: unknown) => e)
    expect(error).toMatchObject({ code: 'http.certificate', about: { problem: 'other' } })
  })

  it.each(['0'])('NODE_TLS_REJECT_UNAUTHORIZED=%s changes nothing', async (value) => {
    const port = await serve(made.good)
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = value
    try {
      expect(await ask(port, null)).toMatchObject({ code: 'http.certificate' })
    } finally {
      delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']
    }
  })
})
