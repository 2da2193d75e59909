import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AclBinding } from '../../shared/contract/security.ts'
import { createKafkaEmulator, type KafkaEmulator } from '../emulators/kafka/emulator.ts'
import { applied, refusedAt } from '../support/changing.ts'
import { startTestCore, type TestCore } from '../support/test-core.ts'

const acl = (more: Partial<AclBinding> = {}): AclBinding => ({
  resource: 'topic',
  name: 'orders',
  pattern: 'literal',
  principal: 'User:ada',
  host: '*',
  operation: 'Read',
  permission: 'allow',
  ...more,
})

describe('access control lists', () => {
  let emulator: KafkaEmulator
  let core: TestCore
  let cluster: string
  const start = async (authorizer: boolean, access: 'guarded' | 'observe' = 'guarded'): Promise<void> => {
    emulator = await createKafkaEmulator({
      brokers: 2,
      release: '4.3',
      authorizer,
      topics: [{ name: 'orders', partitions: 1, replication: 1 }],
    })
    core = await startTestCore()
    cluster = await core.connect(
      emulator.bootstrap.map((b) => `${b.host}:${b.port}`),
      { access },
    )
  }
  beforeEach(() => start(true))
  afterEach(async () => {
    await core.stop()
    await emulator.stop()
  })

  const there = async (): Promise<AclBinding[]> => (await core.page.security.acls({ cluster })).acls
  const refusal = async (call: typeof core.page.security.createAcls, acls: AclBinding[]): Promise<string[]> =>
    (await refusedAt(call({ do: 'plan', cluster, input: { acls } }))).map((issue) => issue.path)

  it('E-06 are added and deleted as the plan says, one by what it is; undo takes either back', async () => {
    const acls = [
      acl(),
      acl({ pattern: 'prefixed', name: 'orders.', operation: 'Describe' }),
      acl({ principal: 'User:eve', permission: 'deny', host: '10.0.0.1' }),
    ]
    const added = await applied(core, cluster, core.page.security.createAcls, { acls })
    expect(added.plan).toMatchObject({ level: 'C1', title: 'Add 3 ACLs', wayBack: 'Delete them again.' })
    expect(added.plan.changes.map((c) => c.what)).toEqual([
      'User:ada may Read on topic orders',
      'User:ada may Describe on topic orders.…',
      'User:eve may not Read on topic orders from 10.0.0.1',
    ])
    expect(added.plan.impact.map((i) => i.text).join()).toMatch(/first rule of topic orders.*a denial wins/)
    expect(added.plan.equivalent).toContain('--deny-principal User:eve --deny-host 10.0.0.1 --operation Read --topic orders')
    expect(added.row).toMatchObject({ state: 'verified', undo: { can: true } })
    expect(await there()).toEqual(expect.arrayContaining(acls))
    const gone = await applied(core, cluster, core.page.security.deleteAcls, { acls: acls.slice(0, 1) })
    expect(gone.row.state).toBe('verified')
    expect(await there()).toEqual(expect.arrayContaining(acls.slice(1)))
    expect(await there()).toHaveLength(2)
    expect((await applied(core, cluster, core.page.audit.undo, { act: gone.row.act })).row.state).toBe('verified')
    expect(await there()).toHaveLength(3)
  })

  it('21 are compared by principal, on clusters that are connected', async () => {
    const other = await createKafkaEmulator({ brokers: 1, release: '4.3', authorizer: true, topics: [] })
    const second = await core.connect(
      other.bootstrap.map((b) => `${b.host}:${b.port}`),
      { access: 'guarded' },
    )
    const both = { principal: 'User:bob', operation: 'Write' } as const
    await applied(core, cluster, core.page.security.createAcls, { acls: [acl(), acl({ ...both, permission: 'deny' })] })
    await applied(core, second, core.page.security.createAcls, { acls: [acl(both), acl({ principal: 'User:eve' })] })
    const compared = async (left: string, right: string) => {
      const sides = { left: { cluster: left, at: 'live' }, right: { cluster: right, at: 'live' } } as const
      const { kinds } = await core.page.compare.sides({ ...sides, ignoreHosts: true })
      return kinds.find(({ kind }) => kind === 'acls')
    }
    expect(await compared(cluster, second)).toMatchObject({
      read: true,
      onlyLeft: ['User:ada'],
      onlyRight: ['User:eve'],
      different: [{ name: 'User:bob', fields: [{ field: 'Write on topic orders', left: 'deny', right: 'allow' }] }],
    })
    expect(await compared(cluster, cluster)).toMatchObject({ read: true, counts: { same: 2, different: 0 } })
    await other.stop()
  })

  it('what cannot be an ACL is told at its field; the same twice, and one that is not there', async () => {
    const { createAcls, deleteAcls } = core.page.security
    expect(await refusal(createAcls, [acl({ principal: 'ada' })])).toEqual(['input.acls.0.principal'])
    expect(await refusal(createAcls, [acl({ principal: 'User:a*' })])).toEqual(['input.acls.0.principal'])
    expect(await refusal(createAcls, [acl(), acl({ host: 'host.example.org' })])).toEqual(['input.acls.1.host'])
    expect(await refusal(createAcls, [acl({ resource: 'cluster', operation: 'Read' })])).toEqual([
      'input.acls.0.name',
      'input.acls.0.operation',
    ])
    expect(await refusal(createAcls, [acl({ name: '' })])).toEqual(['input.acls.0.name'])
    expect(await refusal(deleteAcls, [acl()])).toEqual(['input.acls.0.principal'])
    await applied(core, cluster, createAcls, { acls: [acl()] })
    expect(await refusal(createAcls, [acl()])).toEqual(['input.acls.0.operation'])
  })

  it('E-10 says in Kafka’s words what Kafka refuses, and that nothing was done', async () => {
    const undo = emulator.faults.answer(31, { api: 30 })
    const { row } = await applied(core, cluster, core.page.security.createAcls, { acls: [acl()] })
    undo()
    expect(row).toMatchObject({ state: 'failed', error: { code: 'kafka.forbidden' } })
    expect(await there()).toEqual([])
  })

  it('brokers without an authorizer say so: that is not the same as none', async () => {
    await core.stop()
    await emulator.stop()
    await start(false)
    expect(await core.page.security.acls({ cluster })).toMatchObject({ authorizer: false, acls: [] })
    await expect(core.page.security.createAcls({ do: 'plan', cluster, input: { acls: [acl()] } })).rejects.toMatchObject({
      code: 'kafka.noAuthorizer',
    })
  })

  it('E-03 E-05 reading is allowed to who observes, changing is not', async () => {
    await core.stop()
    await emulator.stop()
    await start(true, 'observe')
    expect(await there()).toEqual([])
    await expect(core.page.security.createAcls({ do: 'plan', cluster, input: { acls: [acl()] } })).rejects.toMatchObject({
      code: 'access.observe',
    })
    expect([30, 31].map((api) => emulator.journal.requestsOf(api))).toEqual([0, 0])
  })
})
