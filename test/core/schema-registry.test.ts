import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { BrowseEvent, BrowseInput, MessageRow } from '../../shared/contract/messages.ts'
import type { SchemaFile } from '../../shared/contract/schemas.ts'
import type { ProbeStep } from '../../shared/contract/profiles.ts'
import { createKafkaEmulator, type KafkaEmulator } from '../emulators/kafka/emulator.ts'
import { startRegistryEmulator, type RegistryEmulator } from '../emulators/registry/emulator.ts'
import { applied, refusedAt } from '../support/changing.ts'
import { draft } from '../support/profile-draft.ts'
import { startTestCore, type TestCore } from '../support/test-core.ts'

const ORDER = '{"type":"record","name":"Order","namespace":"acme","fields":[{"name":"id","type":"long"},{"name":"who","type":"string"}]}'
const PROTO =
  'syntax = "proto3"; package acme; message Other { int32 a = 1; } message Outer { int32 b = 1; message Inner { int32 c = 1; } }'
const JSON_SCHEMA = '{"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"string"}}}'

/** As Confluent's serializers write: a byte 0, the id, for Protobuf the place of the message, and the rest. */
const VALUES = [
  '0000000007' + '02' + '06616461', // id 1, who "ada"
  '0000000008' + '040200' + '089601', // [1, 0]: Outer.Inner, c 150
  '0000000009' + Buffer.from('{"a": 9007199254740993}').toString('hex'),
  '0000000063' + '02', // an id that nobody gave
  Buffer.from('plain').toString('hex'),
  '0000000007' + '04' + '06626f62', // id 2, who "bob"
  '0000000009' + Buffer.from('{"b": [7]}').toString('hex'),
]

describe('Keys and values are read by the schemas of a registry', () => {
  let emulator: KafkaEmulator
  let registry: RegistryEmulator
  let core: TestCore
  let folder: string
  beforeAll(async () => {
    const contents = (_p: number, offset: number) => ({ key: Buffer.from('k'), value: Buffer.from(VALUES[offset] ?? '', 'hex') })
    emulator = await createKafkaEmulator({
      brokers: 1,
      release: '4.3',
      topics: [
        { name: 'mixed', partitions: 1, replication: 1, history: VALUES.length, contents },
        { name: 'written', partitions: 1, replication: 1 },
      ],
    })
    folder = await mkdtemp(join(tmpdir(), 'samsa-test-'))
    core = await startTestCore({ dataFolder: join(folder, 'data') })
  })
  afterAll(async () => {
    await core.stop()
    await emulator.stop()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })
  beforeEach(async () => {
    registry = await startRegistryEmulator({ firstId: 7 })
    registry.add('orders-value', { text: ORDER })
    registry.add('protos-value', { kind: 'PROTOBUF', text: PROTO })
    registry.add('jsons-value', { kind: 'JSON', text: JSON_SCHEMA })
  })
  afterEach(() => registry.stop())

  const addresses = (): string[] => emulator.bootstrap.map((b) => `${b.host}:${b.port}`)
  const place = (url = registry.url) => ({ url, login: { kind: 'none' as const }, ca: '', caUse: 'add' as const, plainCredentials: false })
  const browse = async (cluster: string, more: Partial<BrowseInput> = {}): Promise<MessageRow[]> => {
    const events: BrowseEvent[] = []
    const input: BrowseInput = {
      ...{ cluster, topic: 'mixed', partitions: null, from: { at: 'earliest' }, follow: false, until: null, filter: null, rows: 500 },
      ...{ bytes: null, committedOnly: false, keyFormat: 'text', valueFormat: 'registry', keySchema: null, valueSchema: null },
      ...more,
    }
    for await (const event of core.page.messages.browse(input)) events.push(event)
    return events.flatMap((event) => (event.is === 'rows' ? event.rows : []))
  }
  const asked = (): string[] => registry.log.map(({ method, path }) => `${method} ${path}`)

  it('Avro, a nested message of Protobuf, and JSON; each id is asked for once, and only when records name it', async () => {
    const cluster = await core.connect(addresses(), { schemaRegistry: place() })
    await browse(cluster, { valueFormat: 'auto' })
    await browse(cluster, { keyFormat: 'registry', valueFormat: 'text' })
    expect(asked()).toEqual([])

    const rows = await browse(cluster)
    expect(rows.map(({ value }) => [value?.format, value?.schema?.id ?? null, value?.schema?.name ?? null])).toEqual([
      ['avro', 7, 'acme.Order'],
      ['protobuf', 8, 'acme.Outer.Inner'],
      ['json', 9, ''],
      ['hex', 99, ''],
      ['hex', null, null],
      ['avro', 7, 'acme.Order'],
      ['json', 9, ''],
    ])
    expect(JSON.parse(rows[0]?.value?.text ?? '')).toEqual({ id: 1, who: 'ada' })
    expect(JSON.parse(rows[1]?.value?.text ?? '')).toEqual({ c: 150 })
    expect(rows[2]?.value?.text).toContain('9007199254740993')
    expect(rows[2]?.value?.problem).toBeNull()
    expect(rows[6]?.value).toMatchObject({ problem: 'It does not fit its schema: b is to be text.' })
    expect(rows[3]?.value).toMatchObject({ text: VALUES[3], problem: expect.stringMatching(/^Schema 99 could not be had: .* schema 99/) })
    expect(rows[4]?.value?.problem).toMatch(/^No schema id stands before it/)
    expect(asked().toSorted()).toEqual(['GET /schemas/ids/7', 'GET /schemas/ids/8', 'GET /schemas/ids/9', 'GET /schemas/ids/99'])

    // Schemas are kept, and one that was not there is not asked for with each look.
    await browse(cluster)
    const equals = { text: 'bob', how: 'equals' as const }
    const found = await browse(cluster, { filter: { key: null, value: null, header: null, path: { path: 'who', value: equals } } })
    expect(found.map(({ offset }) => offset)).toEqual(['5'])
    const as = { keyFormat: 'text', valueFormat: 'registry', keySchema: null, valueSchema: null } as const
    const one = await core.page.messages.one({ cluster, topic: 'mixed', partition: 0, offset: '5', ...as })
    expect(one?.value).toMatchObject({ format: 'avro', schema: { id: 7 } })
    expect(asked()).toHaveLength(4)
  })

  it('a registry that fails: the bytes, and what to do about it; the rest is shown', async () => {
    registry.faults.drop()
    const cluster = await core.connect(addresses(), { schemaRegistry: place() })
    const rows = await browse(cluster)
    expect(rows).toHaveLength(VALUES.length)
    for (const at of [0, 1, 2, 3, 5]) {
      expect(rows[at]?.value).toMatchObject({ format: 'hex', text: VALUES[at] })
      expect(rows[at]?.value?.problem).toMatch(/^Schema \d+ could not be had: .* broke off\. .* It is asked again in a while/)
    }
    // Down is down: not once for each record or id.
    expect(asked().length).toBeLessThanOrEqual(4)
  })

  it('a profile that names none says so, and where to name it', async () => {
    const cluster = await core.connect(addresses())
    await expect(browse(cluster)).rejects.toMatchObject({ code: 'registry.none' })
    expect(asked()).toEqual([])
  })

  it('C-05 its password is a secret of the profile; another address is asked anew', async () => {
    const locked = await startRegistryEmulator({ firstId: 7, authorization: `Basic ${Buffer.from('samsa:s3').toString('base64')}` })
    try {
      locked.add('orders-value', { text: '"bytes"' })
      const login = { kind: 'basic' as const, user: 'samsa' }
      const schemaRegistry = { ...place(locked.url), login }
      const with7 = { bootstrap: addresses(), security: { tls: null, sasl: null }, schemaRegistry }
      const { id } = await core.page.profiles.create({ draft: draft(with7), secrets: { registryPassword: 's3' } })
      await core.page.profiles.connect({ id })
      expect((await browse(id, { rows: 1 }))[0]?.value?.schema).toEqual({ id: 7, name: 'bytes' })
      expect(JSON.stringify(core.handlers.profiles.list({}, { signal: new AbortController().signal }))).not.toContain('s3"')

      await core.page.profiles.update({ id, draft: draft({ ...with7, schemaRegistry: place() }), secrets: {} })
      expect((await browse(id, { rows: 1 }))[0]?.value?.schema).toEqual({ id: 7, name: 'acme.Order' })
      // A login that is not used is forgotten.
      await core.page.profiles.update({ id, draft: draft(with7), secrets: {} })
      await expect(browse(id, { rows: 1 })).rejects.toMatchObject({ code: 'profile.secretMissing' })
    } finally {
      await locked.stop()
    }
  })

  it('E-06 a message is written by the newest schema of a subject or by a file, and read back as it was', async () => {
    const cluster = await core.connect(addresses(), { name: 'writes', access: 'guarded', schemaRegistry: place() })
    const json = (text: string) => ({ as: 'schema' as const, text })
    const record = (key: string, value: string) => ({ key: json(key), value: json(value), headers: [], partition: 0 })
    const long: SchemaFile = { kind: 'avro', text: '"long"', references: [], message: null, framed: false }
    const key = { by: 'file' as const, schema: long, id: null }
    const subject = (name: string, message: string | null = null) => ({ by: 'registry' as const, subject: name, message })
    const schemas = { key, value: subject('orders-value') }
    const refused = (more: object) =>
      refusedAt(
        core.page.messages.produce({
          do: 'plan',
          cluster,
          input: { topic: 'written', records: [record('1', '{"id":1,"who":"a"}')], schemas, ...more },
        }),
      )

    expect(
      await refused({
        records: [record('"x"', '{"id":1,"who":7}'), record('1', '{"id":9223372036854775808,"who":"a"}'), record('1', '{"id":1}')],
      }),
    ).toEqual([
      { path: 'input.records.0.key', message: 'It is to be a whole number of 64 bits.' },
      { path: 'input.records.0.value', message: 'who is to be text.' },
      { path: 'input.records.1.value', message: 'id is to be a whole number of 64 bits.' },
      { path: 'input.records.2.value', message: 'who is missing.' },
    ])
    expect(await refused({ schemas: { key, value: null } })).toMatchObject([{ path: 'input.schemas.value' }])
    expect(await refused({ schemas: { key, value: subject('none') } })).toMatchObject(
      [{ path: 'input.schemas.value', message: /does not have the subject none/ }].map(({ path, message }) => ({
        path,
        message: expect.stringMatching(message),
      })),
    )
    expect(await refused({ schemas: { key, value: subject('protos-value', 'acme.No') } })).toMatchObject([
      { path: 'input.schemas.value', message: expect.stringContaining('acme.No') },
    ])

    const records = [record('9223372036854775807', '{"id":9007199254740993,"who":"ada"}')]
    const { plan, row } = await applied(core, cluster, core.page.messages.produce, { topic: 'written', records, schemas })
    // A byte 0, four of the id, nine of the number, four of the name.
    expect(plan.changes[0]?.after).toBe('partition 0: key “9223372036854775807” (long), value 17 bytes (acme.Order, schema 7)')
    expect(row).toMatchObject({ state: 'verified' })
    const inner = { key: null, value: json('{"c":150}'), headers: [], partition: 0 }
    const nested = { key: null, value: subject('protos-value', 'acme.Outer.Inner') }
    await applied(core, cluster, core.page.messages.produce, { topic: 'written', records: [inner], schemas: nested })
    expect(Buffer.from(emulator.world.topic('written').written.get('0@1')?.value ?? []).toString('hex')).toBe(VALUES[1])

    // JSON stays as it was written, behind the id of the schema that it fits.
    const plain = { key: null, value: subject('jsons-value') }
    const jsons = (text: string) => ({ records: [{ ...inner, value: json(text) }], schemas: plain })
    expect(await refused(jsons('{"b":1}'))).toEqual([{ path: 'input.records.0.value', message: 'b is to be text.' }])
    await applied(core, cluster, core.page.messages.produce, { topic: 'written', ...jsons('{ "a": 9007199254740993, "c": 1.0 }') })
    const bytes = Buffer.from(emulator.world.topic('written').written.get('0@2')?.value ?? [])
    expect(bytes.toString('latin1')).toBe('\0\0\0\0\x09{ "a": 9007199254740993, "c": 1.0 }')

    const rows = await browse(cluster, { topic: 'written', keyFormat: 'avro', keySchema: long })
    const texts = rows.map(({ value }) => value?.text.replaceAll(/\s/g, ''))
    expect(texts).toEqual(['{"id":9007199254740993,"who":"ada"}', '{"c":150}', '{"a":9007199254740993,"c":1}'])
    expect(rows[0]?.key?.text).toBe('9223372036854775807')
  })

  it('the probe asks it what it can; one that does not answer is a warning, since all else works', async () => {
    const probed = async (url: string | null): Promise<ProbeStep[]> => {
      const steps = new Map<string, ProbeStep>()
      const schemaRegistry = url === null ? null : place(url)
      const input = { id: null, draft: draft({ bootstrap: addresses(), security: { tls: null, sasl: null }, schemaRegistry }), secrets: {} }
      for await (const step of core.page.profiles.probe(input)) steps.set(step.id, step)
      return ['registry', 'done'].flatMap((id) => steps.get(id) ?? [])
    }
    expect(await probed(registry.url)).toMatchObject([
      { kind: 'registry', state: 'ok', detail: 'It has schemas of JSON, Protobuf, Avro' },
      { state: 'ok' },
    ])
    expect(await probed(null)).toMatchObject([{ kind: 'done', state: 'ok' }])
    registry.faults.answer(200, '<html>a page</html>')
    expect(await probed(registry.url)).toMatchObject([
      { kind: 'registry', state: 'failed', error: { code: 'registry.notOne' } },
      { kind: 'done', state: 'warning' },
    ])
  })
})
