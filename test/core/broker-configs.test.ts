import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createKafkaEmulator, type KafkaEmulator } from '../emulators/kafka/emulator.ts'
import { applied, refusedAt } from '../support/changing.ts'
import { untilAsync } from '../support/until-async.ts'
import { startTestCore, type TestCore } from '../support/test-core.ts'

describe('configs of running brokers are changed through plan and apply', () => {
  let emulator: KafkaEmulator
  let core: TestCore
  let cluster: string
  beforeEach(async () => {
    emulator = await createKafkaEmulator({ brokers: 3, release: '4.3', topics: [{ name: 'orders', partitions: 3, replication: 3 }] })
    core = await startTestCore()
    cluster = await core.connect(
      emulator.bootstrap.map((b) => `${b.host}:${b.port}`),
      { access: 'guarded' },
    )
  })
  afterEach(async () => {
    await core.stop()
    await emulator.stop()
  })

  const configsOf = (id: number) => Object.fromEntries(emulator.world.brokers.get(id)?.configs ?? [])

  it('E-06 changes keys of this broker alone; undo restores them', async () => {
    const changes = [
      { key: 'num.io.threads', value: '12' },
      { key: 'leader.replication.throttled.rate', value: '1000000' },
    ]
    const { plan, row } = await applied(core, cluster, core.page.brokers.configure, { broker: 2, changes })
    expect(plan).toMatchObject({ level: 'C2', object: 'broker 2', via: 'kafka' })
    expect(plan.changes).toEqual([
      { what: 'num.io.threads', before: '8 (inherited)', after: '12' },
      { what: 'leader.replication.throttled.rate', before: 'nothing (inherited)', after: '1000000' },
    ])
    expect(plan.impact.map((i) => i.text).join()).toMatch(/slows replication down/)
    expect(plan.equivalent).toContain('--entity-type brokers --entity-name 2 --add-config')
    expect(row).toMatchObject({ state: 'verified', command: 'brokers.configure', undo: { can: true } })
    expect([1, 2, 3].map(configsOf)).toEqual([{}, { 'num.io.threads': '12', 'leader.replication.throttled.rate': '1000000' }, {}])
    expect((await applied(core, cluster, core.page.audit.undo, { act: row.act })).row.state).toBe('verified')
    expect(configsOf(2)).toEqual({})
  })

  it('who asks right after the end is given what is so now, not what was read before', async () => {
    const threads = async (): Promise<string | null | undefined> =>
      (await core.page.brokers.config({ cluster, at: 'live', broker: 2 })).entries.find((e) => e.name === 'num.io.threads')?.value
    // Just connected, the core may not know that broker yet.
    await untilAsync(async () => (await threads().catch(() => null)) === '8', 30_000, 'broker 2 is asked')
    await applied(core, cluster, core.page.brokers.configure, { broker: 2, changes: [{ key: 'num.io.threads', value: '12' }] })
    expect(await threads()).toBe('12')
  })

  it('what is wrong is told at its field: not dynamic, not known, out of range, secret, no such broker, the same again', async () => {
    const refusal = async (broker: number, changes: { key: string; value: string | null }[]): Promise<[string, string][]> => {
      const issues = await refusedAt(core.page.brokers.configure({ do: 'plan', cluster, input: { broker, changes } }))
      return issues.map(({ path, message }) => [path, message])
    }
    const wrong = await refusal(1, [
      { key: 'log.dirs', value: '/tmp' },
      { key: 'nonsense', value: '1' },
      { key: 'num.io.threads', value: '99999999999' },
      { key: 'ssl.keystore.password', value: 'hunter2' },
    ])
    expect(wrong.map(([path]) => path).toSorted()).toEqual([
      'input.changes.0.key',
      'input.changes.1.key',
      'input.changes.2.value',
      'input.changes.3.value',
    ])
    expect(JSON.stringify(wrong)).not.toContain('hunter2')
    expect(await refusal(9, [{ key: 'num.io.threads', value: '4' }])).toEqual([
      ['input.broker', expect.stringContaining('does not run now')],
    ])
    expect(await refusal(1, [{ key: 'num.io.threads', value: null }])).toEqual([['input.changes.0.value', 'num.io.threads is so already.']])
    expect(emulator.journal.requestsOf(44)).toBe(0)
  })
})
