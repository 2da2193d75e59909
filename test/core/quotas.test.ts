import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Quota, QuotaEntity } from '../../shared/contract/security.ts'
import type { ChangeInput } from '../../renderer/host/contract-types.ts'
import { createKafkaEmulator, type KafkaEmulator } from '../emulators/kafka/emulator.ts'
import type { EmulatedRelease } from '../emulators/kafka/releases.ts'
import { applied, refusedAt } from '../support/changing.ts'
import { startTestCore, type TestCore } from '../support/test-core.ts'

type QuotaEdit = ChangeInput<'security', 'alterQuotas'>['quotas'][number]

const nobody: QuotaEntity = { user: null, clientId: null, ip: null }
const ada: QuotaEntity = { ...nobody, user: { name: 'ada' } }
const everyClient: QuotaEntity = { ...nobody, clientId: { name: null } }
const adasApp: QuotaEntity = { ...ada, clientId: { name: 'app' } }
const address: QuotaEntity = { ...nobody, ip: { name: '10.0.0.1' } }

describe('client quotas', () => {
  let emulator: KafkaEmulator
  let core: TestCore
  let cluster: string
  const start = async (release: EmulatedRelease = '4.3', access: 'guarded' | 'observe' = 'guarded'): Promise<void> => {
    emulator = await createKafkaEmulator({ brokers: 2, release, topics: [{ name: 'orders', partitions: 1, replication: 1 }] })
    core = await startTestCore()
    cluster = await core.connect(
      emulator.bootstrap.map((b) => `${b.host}:${b.port}`),
      { access },
    )
  }
  const stop = async (): Promise<void> => {
    await core.stop()
    await emulator.stop()
  }
  beforeEach(() => start())
  afterEach(stop)

  const there = async (): Promise<Quota[]> => (await core.page.security.quotas({ cluster })).quotas
  const alter = async (quotas: QuotaEdit[]) => applied(core, cluster, core.page.security.alterQuotas, { quotas })
  const refusal = async (quotas: QuotaEdit[]): Promise<string[]> =>
    (await refusedAt(core.page.security.alterQuotas({ do: 'plan', cluster, input: { quotas } }))).map((issue) => issue.path)

  it('E-06 are set, changed and removed as the plan says, of names, pairs and defaults; undo puts back what was', async () => {
    expect(await there()).toEqual([])
    const set = await alter([
      {
        entity: ada,
        changes: [
          { key: 'producer_byte_rate', value: 1_048_576 },
          { key: 'request_percentage', value: 12.5 },
        ],
      },
      { entity: adasApp, changes: [{ key: 'controller_mutation_rate', value: 2 }] },
      { entity: everyClient, changes: [{ key: 'consumer_byte_rate', value: 500 }] },
      { entity: address, changes: [{ key: 'connection_creation_rate', value: 20 }] },
    ])
    expect(set.plan).toMatchObject({ level: 'C1', title: 'Set quotas of 4 clients', verdict: 'degrades' })
    expect(set.plan.changes).toEqual([
      { what: 'producer_byte_rate of user ada', before: null, after: '1048576' },
      { what: 'request_percentage of user ada', before: null, after: '12.5' },
      { what: 'controller_mutation_rate of user ada with client id app', before: null, after: '2' },
      { what: 'consumer_byte_rate of every other client id', before: null, after: '500' },
      { what: 'connection_creation_rate of address 10.0.0.1', before: null, after: '20' },
    ])
    expect(set.plan.impact.map((i) => i.text).join()).toMatch(/slows down every other client id/)
    expect(set.plan.equivalent?.split('\n')[1]).toMatch(
      /kafka-configs.sh .*--alter --add-config controller_mutation_rate=2 --entity-type users --entity-name ada --entity-type clients --entity-name app$/,
    )
    expect(set.row).toMatchObject({ state: 'verified', undo: { can: true } })
    expect(new Set(await there())).toEqual(
      new Set([
        {
          entity: ada,
          values: [
            { key: 'producer_byte_rate', value: 1_048_576 },
            { key: 'request_percentage', value: 12.5 },
          ],
        },
        { entity: adasApp, values: [{ key: 'controller_mutation_rate', value: 2 }] },
        { entity: everyClient, values: [{ key: 'consumer_byte_rate', value: 500 }] },
        { entity: address, values: [{ key: 'connection_creation_rate', value: 20 }] },
      ]),
    )
    const changed = await alter([
      {
        entity: ada,
        changes: [
          { key: 'producer_byte_rate', value: 2_048 },
          { key: 'request_percentage', value: null },
        ],
      },
    ])
    expect(changed.plan.changes).toEqual([
      { what: 'producer_byte_rate of user ada', before: '1048576', after: '2048' },
      { what: 'request_percentage of user ada', before: '12.5', after: null },
    ])
    expect(changed.row.state).toBe('verified')
    const ofAda = async () => (await there()).find((quota) => quota.entity.user?.name === 'ada' && quota.entity.clientId === null)
    expect((await ofAda())?.values).toEqual([{ key: 'producer_byte_rate', value: 2_048 }])
    expect((await applied(core, cluster, core.page.audit.undo, { act: changed.row.act })).row.state).toBe('verified')
    expect(new Set((await ofAda())?.values)).toEqual(
      new Set([
        { key: 'producer_byte_rate', value: 1_048_576 },
        { key: 'request_percentage', value: 12.5 },
      ]),
    )
    expect((await applied(core, cluster, core.page.audit.undo, { act: set.row.act })).row.state).toBe('verified')
    expect(await there()).toEqual([])
  })

  it('what cannot be a quota is told at its field', async () => {
    const one = (entity: QuotaEntity, changes: QuotaEdit['changes']): Promise<string[]> => refusal([{ entity, changes }])
    expect(await one(nobody, [{ key: 'producer_byte_rate', value: 1 }])).toEqual(['input.quotas.0.entity'])
    expect(await one({ ...ada, ip: { name: '::1' } }, [{ key: 'connection_creation_rate', value: 1 }])).toEqual(['input.quotas.0.entity'])
    expect(await one({ ...nobody, user: { name: '' } }, [{ key: 'producer_byte_rate', value: 1 }])).toEqual(['input.quotas.0.entity.user'])
    expect(await one({ ...nobody, ip: { name: '10.0.0.0/8' } }, [{ key: 'connection_creation_rate', value: 1 }])).toEqual([
      'input.quotas.0.entity.ip',
    ])
    expect(
      await one(ada, [
        { key: 'producer_byte_rate', value: 0 },
        { key: 'consumer_byte_rate', value: 1.5 },
        { key: 'connection_creation_rate', value: 5 },
        { key: 'request_percentage', value: 0.5 },
      ]),
    ).toEqual(['input.quotas.0.changes.0.value', 'input.quotas.0.changes.1.value', 'input.quotas.0.changes.2.value'])
    expect(await one(ada, [{ key: 'producer_byte_rate', value: null }])).toEqual(['input.quotas.0.changes.0.value'])
    expect(await one(ada, [])).toEqual(['input.quotas.0.entity'])
  })

  it('E-10 says in Kafka’s words what Kafka refuses, and that nothing was done; the right that is missing is named', async () => {
    const undo = emulator.faults.answer(31, { api: 49 })
    const { row } = await alter([{ entity: ada, changes: [{ key: 'producer_byte_rate', value: 1 }] }])
    undo()
    expect(row).toMatchObject({ state: 'failed', error: { code: 'kafka.forbidden', about: { right: 'AlterConfigs' } } })
    expect(await there()).toEqual([])
    const blind = emulator.faults.answer(31, { api: 48 })
    await expect(there()).rejects.toMatchObject({ code: 'kafka.forbidden', about: { right: 'DescribeConfigs' } })
    blind()
  })

  it('below 2.6 the release that offers them is named', async () => {
    await stop()
    await start('2.4')
    await expect(there()).rejects.toMatchObject({ code: 'kafka.unsupported', about: { needs: 'Kafka 2.6' } })
    await expect(
      core.page.security.alterQuotas({ do: 'plan', cluster, input: { quotas: [{ entity: ada, changes: [] }] } }),
    ).rejects.toMatchObject({ code: 'kafka.unsupported' })
    await stop()
    await start('2.6')
    await alter([{ entity: ada, changes: [{ key: 'producer_byte_rate', value: 7 }] }])
    expect(await there()).toHaveLength(1)
  })

  it('E-03 E-05 reading is allowed to who observes, changing is not', async () => {
    await stop()
    await start('4.3', 'observe')
    expect(await there()).toEqual([])
    await expect(
      core.page.security.alterQuotas({ do: 'plan', cluster, input: { quotas: [{ entity: ada, changes: [] }] } }),
    ).rejects.toMatchObject({ code: 'access.observe' })
    expect(emulator.journal.requestsOf(49)).toBe(0)
  })
})
