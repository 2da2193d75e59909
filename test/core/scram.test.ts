import { pbkdf2Sync } from 'node:crypto'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ScramListed } from '../../shared/contract/security.ts'
import { createKafkaEmulator, type KafkaEmulator } from '../emulators/kafka/emulator.ts'
import type { EmulatedRelease } from '../emulators/kafka/releases.ts'
import { createScanner, newCanary } from '../support/canary.ts'
import { applied, planned, refusedAt } from '../support/changing.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { must, startTestCore, type TestCore } from '../support/test-core.ts'

const ada = { user: 'ada', mechanism: 'SCRAM-SHA-256' as const, iterations: 4_096 }

describe('SCRAM users', () => {
  let emulator: KafkaEmulator
  let core: TestCore
  let cluster: string
  let folder: string
  const start = async (release: EmulatedRelease = '4.3', access: 'guarded' | 'observe' = 'guarded'): Promise<void> => {
    emulator = await createKafkaEmulator({ brokers: 2, release, topics: [{ name: 'orders', partitions: 1, replication: 1 }] })
    folder = join(await tempFolder(), 'data')
    core = await startTestCore({ dataFolder: folder })
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

  const there = async (): Promise<ScramListed[]> => (await core.page.security.scram({ cluster })).credentials
  const refusal = async (call: Promise<unknown>): Promise<string[]> => (await refusedAt(call)).map((issue) => issue.path)

  it('E-06 C-09 one is made with a password that is salted here and stands nowhere; undo removes it again', async () => {
    const password = newCanary('scram')
    const made = await applied(core, cluster, core.page.security.setScram, { ...ada, password })
    expect(made.plan).toMatchObject({ level: 'C2', title: 'Create the user ada', wayBack: 'Remove the user again.' })
    expect(made.plan.changes).toEqual([{ what: 'SCRAM-SHA-256 of user ada', before: null, after: '4096 iterations' }])
    expect(made.plan.impact.map((i) => i.text).join()).toMatch(/not encrypted/)
    expect(made.plan.equivalent).toContain('password=<password>')
    expect(made.row).toMatchObject({ state: 'verified', undo: { can: true } })
    expect(await there()).toEqual([ada])
    const kept = must(emulator.world.scram.get('1 ada'))
    const [salt, salted] = [must(kept.salt), must(kept.saltedPassword)]
    expect(salted.equals(pbkdf2Sync(password, salt, 4_096, 32, 'sha256'))).toBe(true)
    const detail = await core.page.audit.entry({ act: made.row.act })
    const scanner = createScanner([password, salted.toString('base64'), salted.toString('hex')])
    expect(scanner.scan('what the page sees', JSON.stringify([made, detail]))).toEqual([])
    // Looked at again after the end, it is found by what was written down, which is no password.
    expect((await applied(core, cluster, core.page.audit.undo, { act: made.row.act })).row.state).toBe('verified')
    expect(await there()).toEqual([])
    await core.stop()
    const { files, hits } = await scanner.scanFolder(folder)
    expect(files).toBeGreaterThan(3)
    expect(hits).toEqual([])
  })

  it('another password with as many iterations gets one more, so that reading back tells it; it cannot be taken back', async () => {
    const { setScram, removeScram } = core.page.security
    await applied(core, cluster, setScram, { ...ada, password: 'old' })
    const changed = await applied(core, cluster, setScram, { ...ada, password: 'new' })
    expect(changed.plan.title).toBe('Change the password of ada')
    expect(changed.plan.changes).toEqual([
      { what: 'SCRAM-SHA-256 of user ada', before: '4096 iterations', after: 'the new password, 4097 iterations' },
    ])
    expect(changed.row).toMatchObject({ state: 'verified', undo: { can: false } })
    const kept = must(emulator.world.scram.get('1 ada'))
    expect(must(kept.saltedPassword).equals(pbkdf2Sync('new', must(kept.salt), 4_097, 32, 'sha256'))).toBe(true)
    await applied(core, cluster, setScram, { ...ada, mechanism: 'SCRAM-SHA-512', iterations: 16_384, password: 'old' })
    const most = await planned(cluster, setScram, { ...ada, mechanism: 'SCRAM-SHA-512', iterations: 16_384, password: 'new' })
    expect(most.changes[0]?.after).toBe('the new password, 16383 iterations')
    const one = await planned(cluster, removeScram, { credentials: [{ user: 'ada', mechanism: 'SCRAM-SHA-256' }] })
    expect(one.impact.map((i) => i.text)).toEqual(['ada can still log in by SCRAM-SHA-512.'])
    const both = (['SCRAM-SHA-256', 'SCRAM-SHA-512'] as const).map((mechanism) => ({ user: 'ada', mechanism }))
    const gone = await applied(core, cluster, removeScram, { credentials: both })
    expect(gone.plan).toMatchObject({ level: 'C2', title: 'Remove 2 credentials', verdict: 'safe' })
    expect(gone.plan.impact.map((i) => i.text).join()).toMatch(/cannot log in by SCRAM any more/)
    expect(gone.row).toMatchObject({ state: 'verified', undo: { can: false } })
    expect(await there()).toEqual([])
  })

  it('what cannot be is told at its field, and the password is not told back', async () => {
    const { setScram, removeScram } = core.page.security
    const set = (more: object): Promise<string[]> => refusal(setScram({ do: 'plan', cluster, input: { ...ada, password: 'p', ...more } }))
    expect(await set({ user: ' ' })).toEqual(['input.user'])
    expect(await set({ user: 'User:ada' })).toEqual(['input.user'])
    expect(await set({ password: '' })).toEqual(['input.password'])
    expect(await set({ iterations: 4_095 })).toEqual(['input.iterations'])
    expect(await set({ iterations: 16_385 })).toEqual(['input.iterations'])
    expect(await set({ password: 'x'.repeat(1_001) })).toEqual(['input.password'])
    const credentials = [{ user: 'ada', mechanism: 'SCRAM-SHA-256' as const }]
    expect(await refusal(removeScram({ do: 'plan', cluster, input: { credentials } }))).toEqual(['input.credentials.0.user'])
  })

  it('E-10 says in Kafka’s words what Kafka refuses; the right that is missing is named', async () => {
    const undo = emulator.faults.answer(31, { api: 51 })
    const { row } = await applied(core, cluster, core.page.security.setScram, { ...ada, password: 'p' })
    undo()
    expect(row).toMatchObject({ state: 'failed', error: { code: 'kafka.forbidden', about: { right: 'Alter' } } })
    const blind = emulator.faults.answer(31, { api: 50 })
    await expect(there()).rejects.toMatchObject({ code: 'kafka.forbidden', about: { right: 'Describe' } })
    blind()
    expect(await there()).toEqual([])
  })

  it('below 2.7 the release that offers them is named; who observes may read and not change', async () => {
    await stop()
    await start('2.6')
    await expect(there()).rejects.toMatchObject({ code: 'kafka.unsupported', about: { needs: 'Kafka 2.7' } })
    await stop()
    await start('4.3', 'observe')
    expect(await there()).toEqual([])
    await expect(core.page.security.setScram({ do: 'plan', cluster, input: { ...ada, password: 'p' } })).rejects.toMatchObject({
      code: 'access.observe',
    })
    expect(emulator.journal.requestsOf(51)).toBe(0)
  })
})
