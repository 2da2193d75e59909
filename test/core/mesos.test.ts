import { describe, expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../../electron/core/lib/clock.ts'
import type { KafkaConnectionSettings } from '../../electron/core/clients/kafka/kafka-client.ts'
import { noPlaces, type MesosPlaces } from '../../shared/contract/mesos-places.ts'
import type { MemorySandbox } from '../emulators/mesos/sandbox.ts'
import { createFakeKafka } from '../support/fake-kafka-client.ts'
import { startMesosScene } from '../support/mesos-scene.ts'
import { draft } from '../support/profile-draft.ts'
import { seeView, startTestCore } from '../support/test-core.ts'
import { until } from '../support/until.ts'

const PATIENCE_MS = 30_000

/** A core whose Kafka knows one broker, number 1, and a profile of the places given. */
async function connected(mesos: MesosPlaces, access: 'observe' | 'open' = 'observe') {
  const kafka = createFakeKafka(systemClock, [])
  const asked: { settings: KafkaConnectionSettings | null } = { settings: null }
  const core = await startTestCore({
    createClient(settings) {
      asked.settings = settings
      return kafka.client
    },
  })
  onTestFinished(() => core.stop())
  const made = draft({ mesos, access, bootstrap: [], security: { tls: null, sasl: null } })
  const { id } = await core.page.profiles.create({ draft: made, secrets: {} })
  await core.page.profiles.connect({ id })
  const at = { cluster: id, at: 'live' as const }
  const views = {
    brokers: seeView(core.page.brokers.list, at, 'key'),
    agents: seeView(core.page.mesos.agents, at, 'id'),
    tasks: seeView(core.page.mesos.tasks, at, 'key'),
    framework: seeView(core.page.mesos.framework, at, 'id'),
    systems: seeView(core.page.mesos.systems, at, 'system'),
  }
  onTestFinished(() => Object.values(views).forEach((view) => view.close()))
  const bootstrap = (): string[] => (asked.settings?.bootstrap ?? []).map(({ host, port }) => `${host}:${port}`)
  return { core, id, views, bootstrap }
}

describe('Mesos and the scheduler in the core', () => {
  it('from masters alone: agents, framework, tasks, scheduler and its brokers; what is running, waiting and absent in Kafka', async () => {
    const scene = await startMesosScene({ clock: systemClock, masters: 3 })
    const { scheduler } = scene
    for (const id of [0, 1, 2]) scheduler.world.add(id)
    for (const id of [0, 1]) scheduler.world.start(id)
    await until(() => scheduler.world.list().filter((b) => b.task?.state === 'running').length === 2, 'two run', PATIENCE_MS)

    const { core, id, views, bootstrap } = await connected({ ...noPlaces, masters: [...scene.emulator.masters] })
    const { brokers, agents, tasks, framework, systems } = views
    await brokers.until(({ rows }) => rows.get('0')?.scheduler != null && rows.get('1')?.mesos != null, 'brokers of both', PATIENCE_MS)

    const states = (): string => [...systems.rows.values()].map(({ system, state }) => `${system} ${state}`).join(', ')
    await systems.until(() => states() === 'mesos live, scheduler live', 'both are live', PATIENCE_MS)
    await systems.until(({ rows }) => rows.get('mesos')?.members.length === 3, 'three masters', PATIENCE_MS)
    expect(systems.rows.get('mesos')?.members.filter((m) => m.state === 'leading')).toHaveLength(1)
    expect(systems.rows.get('scheduler')).toMatchObject({ address: scheduler.url, release: { line: 'P10' } })
    expect(framework.rows.get(scene.bridge.frameworkId)).toMatchObject({ chosen: true, state: 'running', failoverTimeoutMs: 2_592_000_000 })
    expect(agents.rows.size).toBe(4)
    const reported = seeView(core.page.mesos.metrics, { cluster: id, at: 'live', broker: 0 }, 'name')
    await reported.until(({ rows }) => rows.size > 3, 'broker 0 reports', PATIENCE_MS)
    expect(reported.rows.get('vm,threads,total')).toMatchObject({ value: 61, at: scheduler.world.brokers.get(0)?.metricsAt })
    const silent = seeView(core.page.mesos.metrics, { cluster: id, at: 'live', broker: 2 }, 'name')
    await silent.until(({ about }) => about.state === 'live', 'broker 2 is read', PATIENCE_MS)
    expect(silent.rows.size).toBe(0)
    reported.close()
    silent.close()
    const onAgents = (): string[] =>
      [...agents.rows.values()]
        .flatMap((a) => a.brokers)
        .map((b) => `${b.id} ${b.state}`)
        .toSorted()
    // Each view tells its news at its own time.
    await agents.until(() => onAgents().join() === '0 running,1 running', 'agents tell of both brokers', PATIENCE_MS)
    await tasks.until(
      ({ rows }) => [...rows.values()].filter((t) => t.orphan === false).length === 2,
      'both tasks are known as the scheduler’s',
      PATIENCE_MS,
    )
    expect([...tasks.rows.values()].map((t) => `${t.broker} ${t.state} ${t.orphan}`).toSorted()).toEqual([
      '0 TASK_RUNNING false',
      '1 TASK_RUNNING false',
    ])
    await brokers.until(({ rows }) => rows.get('1')?.state === 'up', 'Kafka tells of broker 1', PATIENCE_MS)
    expect(brokers.rows.get('0')).toMatchObject({
      state: 'absent',
      scheduler: { phase: { kind: 'running' } },
      agreement: { kafka: 'notSeen' },
    })
    expect(brokers.rows.get('1')).toMatchObject({ scheduler: { endpoint: { from: 'scheduler' } }, mesos: { state: 'TASK_RUNNING' } })
    expect(brokers.rows.get('2')).toMatchObject({ state: 'absent', scheduler: { phase: { kind: 'stopped' } }, mesos: null })
    // G-10 Kafka is looked for where the brokers are now.
    const endpoints = (): (string | undefined)[] => scheduler.world.list().flatMap(({ task }) => task?.endpoint ?? [])
    expect(bootstrap()).toEqual(endpoints())
    // No reading of everything, and nothing but reads.
    expect(scene.emulator.log.filter(({ path }) => /state(\.json)?$/.test(path) && !path.includes('summary'))).toEqual([])
    expect(scheduler.requests.filter(({ method }) => method === 'POST')).toEqual([])

    // A log goes out as a POST: not from a profile that only observes.
    const asked = core.page.mesos.brokerLog({ cluster: id, broker: 0, name: 'stdout', lines: 10 })
    await expect(asked).rejects.toMatchObject({ code: 'access.observe' })
    expect(core.defects).toEqual([])
  })

  it('files of a task: listing, the end of a log, following it, all of it; a broker’s log through the scheduler', async () => {
    const scene = await startMesosScene({ clock: systemClock })
    scene.scheduler.world.add(0)
    scene.scheduler.world.start(0)
    await until(() => scene.scheduler.world.list()[0]?.task?.state === 'running', 'it runs', PATIENCE_MS)
    const task = [...scene.world.tasks.values()][0]
    if (task === undefined) throw new Error('there is no task')
    // The world keeps files of tasks without a folder in memory.
    const files = scene.world.sandbox(task).files as MemorySandbox
    files.write('stdout', 'one\ntwo\n')

    const { core, id, views } = await connected({ ...noPlaces, masters: [...scene.emulator.masters] }, 'open')
    await views.tasks.until(({ rows }) => rows.size === 1, 'the task', PATIENCE_MS)
    const where = { cluster: id, task: `${task.frameworkId}/${task.id}`, path: '' }
    const { entries } = await core.page.mesos.sandbox(where)
    expect(entries.map((entry) => entry.path)).toContain('stdout')
    const end = await core.page.mesos.read({ ...where, path: 'stdout', from: null, length: 4 })
    expect(end).toMatchObject({ offset: 4, bytes: Buffer.from('two\n').toString('base64'), size: 8 })
    let followed = ''
    for await (const piece of core.page.mesos.follow({ ...where, path: 'stdout', from: 0 })) {
      if (piece.is === 'data') followed += Buffer.from(piece.bytes, 'base64').toString()
      if (followed === 'one\ntwo\n') files.write('stdout', 'one\ntwo\nthree\n')
      if (followed.endsWith('three\n')) break
    }
    let all = ''
    for await (const { bytes } of core.page.mesos.download({ ...where, path: 'stdout' })) all += Buffer.from(bytes, 'base64').toString()
    expect(all).toBe('one\ntwo\nthree\n')
    const log = await core.page.mesos.brokerLog({ cluster: id, broker: 0, name: 'stdout', lines: 10 })
    expect(log).toEqual({ status: 'ok', content: `${task.id} stdout` })
    await expect(core.page.mesos.sandbox({ ...where, task: 'no/such' })).rejects.toMatchObject({ code: 'mesos.sandboxGone' })
    await expect(core.page.mesos.sandbox({ ...where, path: '../../etc' })).rejects.toMatchObject({ code: 'rpc.badInput' })
  })
})
