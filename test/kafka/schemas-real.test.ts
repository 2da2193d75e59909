import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BrowseEvent, BrowseInput, MessageRow } from '../../shared/contract/messages.ts'
import { startRegistryEmulator, type RegistryEmulator } from '../emulators/registry/emulator.ts'
import { applied } from '../support/changing.ts'
import { startTestCore, type TestCore } from '../support/test-core.ts'
import { schemaWork } from './harness/schema-work.ts'
import { noKafka, sharedCluster, type SharedCluster } from './harness/shared.ts'
import { temporaryFolder } from './harness/temporary-folder.ts'
import { toolWitness } from './tool-witness.ts'

const AVRO = JSON.stringify({
  ...{ type: 'record', name: 'Order', namespace: 'acme' },
  fields: [
    { name: 'id', type: 'long' },
    { name: 'who', type: ['null', 'string'] },
    { name: 'nobody', type: ['null', 'string'] },
    { name: 'kind', type: { type: 'enum', name: 'Kind', symbols: ['NONE', 'PAID'] } },
    {
      name: 'lines',
      type: {
        type: 'array',
        items: {
          ...{ type: 'record', name: 'Line' },
          fields: [
            { name: 'sku', type: 'string' },
            { name: 'price', type: 'double' },
          ],
        },
      },
    },
    { name: 'tags', type: { type: 'map', values: 'int' } },
    { name: 'total', type: { type: 'bytes', logicalType: 'decimal', precision: 20, scale: 2 } },
    { name: 'at', type: { type: 'long', logicalType: 'timestamp-millis' } },
    { name: 'raw', type: 'bytes' },
  ],
})
const PROTO = `syntax = "proto3";
package acme;
message Other { int32 a = 1; }
message Order {
  message Inner { bytes raw = 1; double price = 2; }
  enum Kind { NONE = 0; PAID = 1; }
  int64 id = 1; string who = 2; repeated sint32 counts = 3; Kind kind = 4; Inner inner = 5;
}`

/** The order of java/SchemaWork.java, as Samsa shows it; numbers beyond 2^53 are compared as text. */
const AVRO_ORDER = {
  ...{ id: '9007199254740993', who: 'ada', nobody: null, kind: 'PAID' },
  lines: [
    { sku: 'a-1', price: 12.5 },
    { sku: 'grüße 漢字', price: -0.25 },
  ],
  ...{ tags: { a: 1 }, total: '-1234.56', at: '2025-11-29T00:04:37.123Z', raw: '00ff' },
}

const TOPIC = 'schemas.java'
const WRITTEN = 'schemas.samsa'
const exact = (text = ''): unknown => JSON.parse(text.replaceAll(/(?<=[:[,\s])(\d{16,})(?=[,\]}\s])/g, '"$1"'))

/** A byte 0, the id, for Protobuf the place of its second message, as Confluent's serializers write them. */
const framed = (id: number, indexes: string, hex: string): Buffer =>
  Buffer.from(`00${id.toString(16).padStart(8, '0')}${indexes}${hex}`, 'hex')

describe.skipIf(noKafka !== null)('Records of the Java libraries of Avro and Protobuf, with a registry', () => {
  let kafka: SharedCluster
  let core: TestCore
  let registry: RegistryEmulator
  let cluster: string
  let folder: string
  let java: readonly string[]
  let ids: { readonly avro: number; readonly proto: number }

  beforeAll(async () => {
    kafka = await sharedCluster('older')
    folder = await temporaryFolder('schemas')
    registry = await startRegistryEmulator({ firstId: 70_000 })
    ids = { avro: registry.add(`${WRITTEN}-value`, { text: AVRO }), proto: registry.add('proto', { kind: 'PROTOBUF', text: PROTO }) }
    java = await schemaWork('write', AVRO)
    await kafka.ask({ do: 'createTopics', topics: [TOPIC, WRITTEN].map((name) => ({ name, partitions: 1, replication: 1 })) })
    const values = [framed(ids.avro, '', java[0] ?? ''), framed(ids.proto, '0202', java[1] ?? '')]
    const records = values.map((value) => ({ key: null, value: value.toString('base64') }))
    await kafka.ask({ do: 'produceRecords', topic: TOPIC, partition: 0, records })
    await kafka.ask({ do: 'commit', group: 'schemas-reader', offsets: [{ topic: TOPIC, partition: 0, offset: 1 }] })
    core = await startTestCore({ dataFolder: join(folder, 'data') })
    const schemaRegistry = { url: registry.url, login: { kind: 'none' as const }, ca: '', caUse: 'add' as const, plainCredentials: false }
    cluster = await core.connect(kafka.info.bootstrap.split(','), { access: 'guarded', schemaRegistry })
  }, 400_000)
  afterAll(async () => {
    await core?.stop()
    await registry?.stop()
    if (folder) await rm(folder, { recursive: true, force: true })
  })

  const browse = async (topic: string): Promise<MessageRow[]> => {
    const events: BrowseEvent[] = []
    const input: BrowseInput = {
      ...{ cluster, topic, partitions: null, from: { at: 'earliest' }, follow: false, until: null, filter: null, rows: 500 },
      ...{ bytes: null, committedOnly: false, keyFormat: 'auto', valueFormat: 'registry', keySchema: null, valueSchema: null },
    }
    for await (const event of core.page.messages.browse(input)) events.push(event)
    return events.flatMap((event) => (event.is === 'rows' ? event.rows : []))
  }

  test('E-05 are shown as they were written; looking at them leaves offsets and positions as they were', async () => {
    const witness = toolWitness(kafka)
    const state = async (): Promise<unknown> => ({
      positions: (
        await kafka.cli('org.apache.kafka.tools.consumer.group.ConsumerGroupCommand', '--describe', '--group', 'schemas-reader')
      ).trim(),
      ends: (await kafka.cli('org.apache.kafka.tools.GetOffsetShell', '--topic-partitions', TOPIC)).trim(),
      groups: (await witness.groups()).toSorted(),
    })
    const before = await state()
    const [avro, proto] = await browse(TOPIC)
    expect(avro?.value).toMatchObject({ format: 'avro', problem: null, schema: { id: ids.avro, name: 'acme.Order' } })
    expect(exact(avro?.value?.text)).toEqual(AVRO_ORDER)
    expect(proto?.value).toMatchObject({ format: 'protobuf', problem: null, schema: { id: ids.proto, name: 'acme.Order' } })
    expect(JSON.parse(proto?.value?.text ?? '')).toEqual({
      ...{ id: '9007199254740993', who: 'ada', counts: [1, -2, 3], kind: 'PAID' },
      inner: { raw: 'AP8=', price: 12.5 },
    })
    for (let i = 0; i < 10; i++) await browse(TOPIC)
    expect(await state()).toEqual(before)
    expect(before).toMatchObject({ positions: expect.stringContaining(TOPIC), ends: `${TOPIC}:0:2` })
    expect(registry.log).toHaveLength(2)
  }, 180_000)

  test('E-06 what is written here by the same schemas is read by Java as the same order', async () => {
    const shown = await browse(TOPIC)
    const write = (value: string, subject: string, message: string | null) => {
      const records = [{ key: null, value: { as: 'schema' as const, text: value }, headers: [], partition: 0 }]
      const schemas = { key: null, value: { by: 'registry' as const, subject, message } }
      return applied(core, cluster, core.page.messages.produce, { topic: WRITTEN, records, schemas })
    }
    expect((await write(shown[0]?.value?.text ?? '', `${WRITTEN}-value`, null)).row.state).toBe('verified')
    expect((await write(shown[1]?.value?.text ?? '', 'proto', 'acme.Order')).row.state).toBe('verified')
    // What the consumer of Java read, as base64.
    const values = (await kafka.ask({ do: 'readValues', topic: WRITTEN, partition: 0, count: 2 })) as string[]
    const [avro = '', proto = ''] = values.map((value) => Buffer.from(value, 'base64').toString('hex'))
    const heads = [framed(ids.avro, '', ''), framed(ids.proto, '0202', '')].map((head) => head.toString('hex'))
    expect([avro.slice(0, heads[0]?.length), proto.slice(0, heads[1]?.length)]).toEqual(heads)
    expect(await schemaWork('read', AVRO, avro.slice(heads[0]?.length), proto.slice(heads[1]?.length))).toEqual(['equal', 'equal'])
  }, 180_000)
})
