import { describe, expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../../electron/core/lib/clock.ts'
import { noPlaces } from '../../shared/contract/mesos-places.ts'
import type { ChangeRequest, ChangeResult, Plan } from '../../shared/contract/changes.ts'
import { createKafkaEmulator } from '../emulators/kafka/emulator.ts'
import { startMesosScene } from '../support/mesos-scene.ts'
import { draft } from '../support/profile-draft.ts'
import { seeView, startTestCore } from '../support/test-core.ts'

const PATIENCE_MS = 60_000

describe('the life of brokers in a whole core', { timeout: 180_000 }, () => {
  it('from Observe by unlocking: add with hostname=unique, start, stop with its plan, start, remove refused; all of it in the log', async () => {
    const scene = await startMesosScene({ clock: systemClock, release: '0.10.1.0-SNAPSHOT', agents: 3 })
    const kafka = await createKafkaEmulator({ brokers: 3, topics: [{ name: 'orders', partitions: 3, replication: 2, history: 10 }] })
    onTestFinished(() => kafka.stop())
    const core = await startTestCore()
    onTestFinished(() => core.stop())
    const { page } = core
    const bootstrap = kafka.bootstrap.map((b) => `${b.host}:${b.port}`)
    // No broker runs yet, so nothing but the user's word says that this is the scheduler.
    const mesos = {
      ...noPlaces,
      masters: [...scene.emulator.masters],
      scheduler: { url: scene.scheduler.url, login: { kind: 'none' as const } },
    }
    const profile = draft({ environment: 'production', access: 'observe', bootstrap, mesos, security: { tls: null, sasl: null } })
    const { id: cluster } = await page.profiles.create({ draft: profile, secrets: {} })
    await page.profiles.connect({ id: cluster })
    const at = { cluster, at: 'live' } as const
    const systems = seeView(page.mesos.systems, at, 'system')
    const acts = seeView(page.audit.list, { cluster }, 'act')
    const access = seeView(page.access.state, {}, 'profile')
    const agents = seeView(page.mesos.agents, at, 'id')
    onTestFinished(() => [systems, acts, access, agents].forEach((view) => view.close()))
    await systems.until(({ rows }) => rows.get('scheduler')?.state === 'live', 'the scheduler is live', PATIENCE_MS)
    await agents.until(({ rows }) => rows.size === 3, 'agents are read', PATIENCE_MS)

    type Lifecycle = 'add' | 'start' | 'stop' | 'remove'
    const call = (member: Lifecycle, request: ChangeRequest<object>): Promise<ChangeResult> =>
      (page.lifecycle[member] as (request: ChangeRequest<object>) => Promise<ChangeResult>)(request)
    const plan = async (member: Lifecycle, input: object): Promise<Plan> => {
      const result = await call(member, { do: 'plan', cluster, input })
      if (result.is !== 'plan') throw new Error('It is no plan')
      return result.plan
    }
    const does = async (member: Lifecycle, input: object): Promise<void> => {
      const { id, confirm } = await plan(member, input)
      const result = await call(member, { do: 'apply', cluster, plan: id, typed: confirm.typed, reason: null })
      if (result.is !== 'applied') throw new Error(`It was not applied: ${JSON.stringify(result)}`)
      const { act } = result
      await acts.until(({ rows }) => rows.get(act)?.ended === true, `${member} came to an end`, PATIENCE_MS)
      expect(acts.rows.get(act)).toMatchObject({ state: 'verified', reason: 'new brokers' })
    }

    await expect(plan('add', { brokers: '0..2', settings: {} })).rejects.toMatchObject({ code: 'access.observe' })
    await expect(page.access.unlock({ cluster, typed: 'order', reason: null })).rejects.toMatchObject({ code: 'access.wrongName' })
    await page.access.unlock({ cluster, typed: 'orders', reason: 'new brokers' })
    await access.until(({ rows }) => rows.get(cluster)?.level === 'guarded', 'it is unlocked')

    const settings = { cpus: 1, mem: 1_024, heap: 512, constraints: 'hostname=unique', options: [{ name: 'log.dirs', value: '/data' }] }
    await does('add', { brokers: '0..2', settings })
    const order = (await page.lifecycle.placement({ cluster, broker: 0, settings: {}, order: [0, 1, 2] })).order
    expect(new Set(order.map(({ hostname }) => hostname)).size).toBe(3)
    await does('start', { brokers: '0..2' })
    const stop = await plan('stop', { brokers: '1', force: false })
    expect(stop).toMatchObject({ level: 'C2', confirm: { typed: 'broker 1' }, verdict: 'safe' })
    expect(stop.impact.map(({ text }) => text)).toContainEqual(expect.stringMatching(/^\d+ leaders? moves? to broker \d: .*orders \d\.$/))
    await does('stop', { brokers: '1', force: false })
    await expect(plan('remove', { brokers: '1' })).rejects.toMatchObject({ code: 'lifecycle.notNow', about: { what: 'Removing broker 1' } })
    await does('start', { brokers: '1' })

    await page.profiles.disconnect({ id: cluster })
    await access.until(({ rows }) => rows.get(cluster)?.level === 'observe', 'it is locked again')
    await expect(plan('stop', { brokers: '1', force: false })).rejects.toMatchObject({ code: 'access.observe' })
    await acts.until(({ rows }) => [...rows.values()].some(({ command }) => command === 'access.lock'), 'the lock is written')
    const commands = [...acts.rows.values()].toSorted((a, b) => a.at - b.at).map(({ command }) => command)
    expect(commands).toEqual(['access.unlock', 'lifecycle.add', 'lifecycle.start', 'lifecycle.stop', 'lifecycle.start', 'access.lock'])
    expect(await page.audit.verify({})).toMatchObject({ bad: null })
    const { text } = await page.audit.export({ cluster, from: 0 })
    expect(text.trimEnd().split('\n').length).toBeGreaterThan(10)
    expect(core.defects).toEqual([])
  })
})
