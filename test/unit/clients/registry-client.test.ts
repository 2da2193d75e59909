import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { isAllowed } from '../../../electron/core/clients/http/routes.ts'
import { NO_CREDENTIAL } from '../../../electron/core/clients/http/settings.ts'
import {
  createRegistryClient,
  type RegistryClient,
  type RegistrySettings,
} from '../../../electron/core/clients/registry/registry-client.ts'
import { systemClock } from '../../../electron/core/lib/clock.ts'
import { startHttpFace } from '../../emulators/mesos/http-face.ts'
import { startRegistryEmulator, type RegistryEmulator } from '../../emulators/registry/emulator.ts'

const stops: (() => unknown)[] = []
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()))
})
const signal = (): AbortSignal => AbortSignal.timeout(30_000)

function connect(base: string, more: Partial<RegistrySettings> = {}): RegistryClient {
  const client = createRegistryClient(
    { base, credential: NO_CREDENTIAL, tls: null, plainCredentials: false, ...more },
    { clock: systemClock },
  )
  stops.push(() => client.close())
  return client
}
async function emulate(options: Parameters<typeof startRegistryEmulator>[0] = {}): Promise<RegistryEmulator> {
  const registry = await startRegistryEmulator(options)
  stops.push(() => registry.stop())
  return registry
}
const get = (path: string): Parameters<typeof isAllowed>[1] => ({ method: 'GET', path, query: {}, body: null })

describe('A schema registry', () => {
  it('gives a schema by its id, with all that it refers to, those first that others need, each asked for once', async () => {
    const registry = await emulate({ firstId: 40 })
    const ref = (name: string, subject: string): { name: string; subject: string; version: number } => ({ name, subject, version: 1 })
    registry.add('acme/money.proto', { kind: 'PROTOBUF', text: 'money' })
    registry.add('acme/line.proto', { kind: 'PROTOBUF', text: 'line', references: [ref('money.proto', 'acme/money.proto')] })
    const id = registry.add('orders-value', {
      kind: 'PROTOBUF',
      text: 'order',
      references: [ref('line.proto', 'acme/line.proto'), ref('money.proto', 'acme/money.proto')],
    })
    const client = connect(registry.url)
    const references = [
      { name: 'money.proto', text: 'money' },
      { name: 'line.proto', text: 'line' },
    ]
    expect(await client.byId(id, signal())).toEqual({ kind: 'protobuf', text: 'order', references })
    expect(registry.log.map((asked) => `${asked.method} ${asked.path}`)).toEqual([
      'GET /schemas/ids/42',
      'GET /subjects/acme%2Fline.proto/versions/1',
      'GET /subjects/acme%2Fmoney.proto/versions/1',
    ])
    expect(await client.newest('orders-value', signal())).toMatchObject({ id: 42, version: 1, schema: { references } })
  })

  it('tells its kinds; one of before 5.5 has Avro alone, and does not say what its schemas are', async () => {
    expect(await connect((await emulate()).url).kinds(signal())).toEqual(['JSON', 'PROTOBUF', 'AVRO'])
    const old = await emulate({ old: true })
    old.add('s', { text: '"string"' })
    expect(await connect(old.url).kinds(signal())).toEqual(['AVRO'])
    expect(await connect(old.url).byId(1, signal())).toEqual({ kind: 'avro', text: '"string"', references: [] })
  })

  it('C-07 a password or a bearer token goes along, over plain HTTP only where that was accepted', async () => {
    const basic = { kind: 'basic', user: 'u', password: 'p' } as const
    const registry = await emulate({ authorization: `Basic ${Buffer.from('u:p').toString('base64')}` })
    expect(await connect(registry.url, { credential: basic }).kinds(signal())).toContain('AVRO')
    await expect(connect(registry.url).kinds(signal())).rejects.toMatchObject({ code: 'http.unauthenticated' })
    const bearer = await emulate({ authorization: 'Bearer t-1' })
    expect(await connect(bearer.url, { credential: { kind: 'bearer', token: 't-1' } }).kinds(signal())).toContain('AVRO')
    await expect(connect('http://registry.invalid:8081', { credential: basic }).kinds(signal())).rejects.toMatchObject({
      code: 'http.plainCredentials',
    })
  })

  it('what is not there, what is no registry, and what refers to too much each has its own error', async () => {
    const registry = await emulate()
    const client = connect(registry.url)
    const address = registry.url.slice('http://'.length)
    await expect(client.byId(7, signal())).rejects.toMatchObject({ code: 'registry.unknown', about: { address, what: 'schema 7' } })
    await expect(client.newest('none', signal())).rejects.toMatchObject({ about: { what: 'the subject none' } })
    const gone = registry.add('r', { text: '"int"', references: [{ name: 'gone', subject: 'gone', version: 3 }] })
    await expect(client.byId(gone, signal())).rejects.toMatchObject({ code: 'registry.unknown', about: { what: 'version 3 of gone' } })
    const round = registry.add('round', { text: '"int"', references: [{ name: 'round', subject: 'round', version: 1 }] })
    expect(await client.byId(round, signal())).toMatchObject({ references: [{ name: 'round' }] })
    const many = Array.from({ length: 51 }, (_, i) => ({ name: `n${i}`, subject: `n${i}`, version: 1 }))
    for (const { subject } of many) registry.add(subject, { text: '"int"' })
    const wide = registry.add('wide', { text: '"int"', references: many })
    await expect(client.byId(wide, signal())).rejects.toMatchObject({ code: 'registry.tooMuch', about: { limit: '50 schemas' } })
    const long = registry.add('long', { text: JSON.stringify('x'.repeat(400_000)) })
    await expect(client.byId(long, signal())).rejects.toMatchObject({ code: 'registry.tooMuch', about: { what: `Schema ${long}` } })

    for (const [status, body] of [
      [200, '<html>'],
      [200, '{"schema":7}'],
      [200, '{"schema":"x","schemaType":"XML"}'],
      [404, 'no such page'],
    ] as const) {
      const undo = registry.faults.answer(status, body, '/schemas/ids/7')
      await expect(client.byId(7, signal()), body).rejects.toMatchObject({ code: 'registry.notOne' })
      undo()
    }
    registry.faults.answer(500, '{"error_code":50001,"message":"Error in the backend datastore"}', '/schemas/ids/7')
    await expect(client.byId(7, signal())).rejects.toMatchObject({ code: 'http.status', about: { status: 500 } })
  })

  it('D-06 a redirect to another server is not followed', async () => {
    const decoy = await emulate()
    const face = await startHttpFace('elsewhere', [], () => ({ status: 307, headers: { Location: `${decoy.url}/schemas/types` } }))
    stops.push(() => face.stop())
    await expect(connect(face.url).kinds(signal())).rejects.toMatchObject({ code: 'http.redirect' })
    expect(decoy.log).toEqual([])
  })

  it('D-01 nothing but reads is on its list, whatever a subject is called', () => {
    for (const path of ['/subjects/a/versions/1', '/subjects/a%2Fb%3A/versions/latest', '/schemas/ids/1', '/schemas/types'])
      expect(isAllowed('registry', get(path)), path).toBe(true)
    for (const path of [
      ...['/subjects', '/config', '/mode', '/subjects/a', '/schemas/ids/1%2F', '/schemas/ids/-1', '/subjects//versions/1'],
      ...['/subjects/../versions/1', '/subjects/./versions/latest', '/subjects/%2e%2E/versions/1', '/subjects/a%2Eb/versions/1'],
      ...['/subjects/a/b/versions/1', '/subjects/a%/versions/1', '/subjects/a%2g/versions/1', '/subjects/a\\/versions/1'],
    ])
      expect(isAllowed('registry', get(path)), path).toBe(false)
    for (const method of ['POST', 'PUT', 'DELETE', 'HEAD'])
      expect(isAllowed('registry', { ...get('/subjects/a/versions/1'), method })).toBe(false)
    // An escape is for names of subjects alone.
    expect(isAllowed('marathon', get('/v2/apps/%2e%2e'))).toBe(false)
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), (subject) => {
        const path = `/subjects/${encodeURIComponent(subject)}/versions/latest`
        if (!isAllowed('registry', get(path))) return subject === '.' || subject === '..'
        // As the server sees it: still one part, and this one.
        const parts = new URL(path, 'http://r').pathname.split('/')
        return parts.length === 5 && decodeURIComponent(parts[2] ?? '') === subject
      }),
      { numRuns: 2_000 },
    )
  })
})
