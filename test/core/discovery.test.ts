import { describe, expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../../electron/core/lib/clock.ts'
import type { DiscoveryHop } from '../../shared/contract/discovery.ts'
import { noPlaces, type MesosPlaces } from '../../shared/contract/mesos-places.ts'
import { createKafkaEmulator } from '../emulators/kafka/emulator.ts'
import { startKafkaOnMesos } from '../emulators/kafka-on-mesos.ts'
import { startMarathon } from '../emulators/marathon/emulator.ts'
import { startFramework } from '../emulators/scheduler/cluster.ts'
import { createEmulatedRunner } from '../emulators/scheduler/emulated-kafka.ts'
import { createSimulatedRunner } from '../emulators/scheduler/simulated-runner.ts'
import { createFakeKafka } from '../support/fake-kafka-client.ts'
import { startMesosScene, type MesosScene, type SceneOptions } from '../support/mesos-scene.ts'
import { startTestCore } from '../support/test-core.ts'
import { until } from '../support/until.ts'

const PATIENCE_MS = 30_000

async function discover(address: string, change: Partial<MesosPlaces> = {}, secrets: { mesosPassword?: string } = {}) {
  const core = await startTestCore({ createClient: (_, clock) => createFakeKafka(clock, []).client })
  onTestFinished(() => core.stop())
  const last = new Map<string, DiscoveryHop>()
  const security = { tls: null, sasl: null }
  const input = {
    address,
    id: null,
    mesos: { ...noPlaces, ...change },
    security,
    addressMap: [],
    proxy: { use: 'settings' as const },
    secrets,
  }
  for await (const hop of core.page.discovery.hops(input)) last.set(hop.id, hop)
  expect(core.defects).toEqual([])
  const found = last.get('done')?.found
  if (found === undefined) throw new Error('it did not end')
  return { last, found, states: Object.fromEntries([...last].map(([id, hop]) => [id, hop.state])) }
}

async function runningScene(more: Partial<SceneOptions> = {}): Promise<MesosScene> {
  const scene = await startMesosScene({ clock: systemClock, ...more })
  for (const id of [0, 1]) scene.scheduler.world.add(id)
  for (const id of [0, 1]) scene.scheduler.world.start(id)
  await until(() => scene.scheduler.world.list().every((b) => b.task?.state === 'running'), 'both run', PATIENCE_MS)
  return scene
}

describe('discovery from one address', () => {
  it('a Mesos master: leader, framework, scheduler by its executors, brokers, Kafka; each hop with its time', async () => {
    const scene = await runningScene()
    const { last, found, states } = await discover(scene.emulator.masters[0] ?? '')
    expect(states).toEqual({
      address: 'ok',
      master: 'ok',
      leader: 'ok',
      framework: 'ok',
      marathon: 'skipped',
      scheduler: 'ok',
      brokers: 'ok',
      kafka: 'ok',
      done: 'ok',
    })
    expect(found).toMatchObject({
      masters: scene.emulator.masters,
      leader: scene.emulator.masters[0],
      framework: { id: scene.bridge.frameworkId, name: 'kafka' },
      scheduler: scene.scheduler.url,
    })
    expect(found.bootstrap).toHaveLength(2)
    expect(last.get('scheduler')?.detail).toMatch(/0\.10\.0\.0, .*Mesos runs its tasks/)
    for (const hop of last.values()) expect(hop.state === 'skipped' || hop.ms !== null).toBe(true)
  })

  it('a list of masters of which one is down and another leads; host:port without a scheme', async () => {
    const scene = await runningScene({ masters: 3 })
    scene.world.killMaster('master-3')
    scene.world.failover('master-2')
    await scene.emulator.settled()
    const { found, states } = await discover(scene.emulator.masters.map((url) => url.replace('http://', '')).join(','))
    expect(states).toMatchObject({ master: 'ok', 'master 1': 'ok', 'master 2': 'failed', leader: 'ok', scheduler: 'ok' })
    expect(found.leader).toBe(scene.emulator.masters[1])
    expect(found.masters).toEqual(scene.emulator.masters.slice(0, 2))
  })

  it('a follower alone: its leader is no address of the profile, which is said, and can be accepted', async () => {
    const scene = await runningScene({ masters: 2 })
    const [leader, follower] = scene.emulator.masters
    const refused = await discover(follower ?? '')
    expect(refused.last.get('leader')).toMatchObject({ state: 'failed', error: { code: 'mesos.leaderElsewhere' } })
    expect(refused.last.get('leader')?.choices).toMatchObject([{ field: 'accepted', value: leader }])
    const accepted = await discover(follower ?? '', { accepted: [leader ?? ''] })
    expect(accepted.states).toMatchObject({ leader: 'ok', framework: 'ok', scheduler: 'ok' })
  })

  it('Marathon, when no broker has run yet: its app tells where the scheduler is', async () => {
    const scene = await startMesosScene({ clock: systemClock })
    const marathon = await startMarathon(scene.world)
    onTestFinished(marathon.stop)
    const { hostname, port } = new URL(scene.scheduler.url)
    marathon.run({ id: '/infra/kafka-scheduler', cmd: './kafka-mesos.sh scheduler', at: { host: hostname, port: Number(port) } })
    const { found, last, states } = await discover(marathon.url)
    expect(states).toMatchObject({
      master: 'ok',
      leader: 'skipped',
      marathon: 'ok',
      scheduler: 'warning',
      brokers: 'warning',
      kafka: 'skipped',
    })
    expect(found).toMatchObject({ marathon: marathon.url, scheduler: scene.scheduler.url })
    expect(last.get('scheduler')?.detail).toMatch(/there is no Mesos to check it by/)
  })

  it('Mesos, when no broker has run yet: Marathon tells where the scheduler is, and everything is found but a running broker', async () => {
    const kafka = await createKafkaEmulator({ brokers: 1, topics: [] })
    onTestFinished(() => kafka.stop())
    const world = await startKafkaOnMesos(createEmulatedRunner({ kafka, readLog: () => Promise.resolve('') }))
    onTestFinished(world.stop)
    const { found, last, states } = await discover(world.masters[0] ?? '')
    expect(states).toMatchObject({
      framework: 'ok',
      marathon: 'ok',
      scheduler: 'warning',
      brokers: 'warning',
      kafka: 'skipped',
      done: 'ok',
    })
    expect(found).toMatchObject({ scheduler: world.scheduler.url, framework: { name: 'kafka' }, bootstrap: [] })
    // Nothing proves a framework without tasks: what speaks for it is said, and no more.
    expect(last.get('scheduler')?.detail).toMatch(/Mesos tells that the framework is on 127\.0\.0\.1, and neither has a task yet$/)
    expect(last.get('done')?.label).toBe('Everything was found; no broker runs yet')
  })

  it('the scheduler alone: its brokers and Kafka', async () => {
    const scene = await runningScene()
    const { found, states } = await discover(scene.scheduler.url)
    expect(states).toMatchObject({ leader: 'skipped', framework: 'skipped', scheduler: 'warning', brokers: 'ok', kafka: 'ok' })
    expect(found).toMatchObject({ masters: [], scheduler: scene.scheduler.url })
  })

  it('a bootstrap broker', async () => {
    const kafka = await createKafkaEmulator({ brokers: 1, topics: [] })
    onTestFinished(() => kafka.stop())
    const address = `127.0.0.1:${kafka.port(1)}`
    const { found, last } = await discover(address)
    expect(last.get('master')?.detail).toMatch(/^Kafka /)
    expect(last.get('kafka')).toMatchObject({ state: 'ok' })
    expect(found.bootstrap).toEqual([address])
  })

  it.each([
    ['zk://zk-1:2181,zk-2:2181/mesos', 'discovery.zookeeper'],
    ['zk-1:2181', 'discovery.zookeeper'],
    ['zk-1:31000,zk-2:31000/kafka', 'discovery.zookeeper'],
    ['master-1', 'discovery.badAddress'],
    ['http://samsa:secret@master-1:5050', 'discovery.badAddress'],
    ['ftp://master-1:5050', 'discovery.badAddress'],
  ])('%s is refused with the reason', async (address, code) => {
    const { last } = await discover(address)
    expect(last.get('address')).toMatchObject({ state: 'failed', error: { code } })
    expect(JSON.stringify([...last.values()].map((hop) => hop.error))).not.toContain('secret')
  })

  it('nothing there: each thing that it was asked as, with its failure', async () => {
    const { last } = await discover('127.0.0.1:1')
    const error = last.get('master')?.error
    expect(error?.code).toBe('discovery.unknown')
    expect(JSON.stringify(error?.about)).toMatch(/Kafka.*Marathon.*Mesos.*scheduler/)
  })

  it('G-09 an impostor that looks like the scheduler gets no login and is not taken; overrides go first', async () => {
    const scene = await runningScene({ login: { user: 'samsa', password: 'right' } })
    const impostor = await startFramework({ release: '0.10.0.0', runner: createSimulatedRunner(systemClock) })
    onTestFinished(() => impostor.stop())
    const login = { mastersLogin: { kind: 'basic', user: 'samsa' } } as const
    const master = scene.emulator.masters[0] ?? ''
    const wrong = await discover(master, login, { mesosPassword: 'wrong' })
    expect(wrong.last.get('leader')).toMatchObject({ state: 'failed', error: { code: 'http.unauthenticated' } })
    const named = { url: impostor.scheduler.url, login: { kind: 'none' } } as const
    const { found, states } = await discover(master, { ...login, scheduler: named }, { mesosPassword: 'right' })
    expect(states).toMatchObject({ leader: 'ok', framework: 'ok', scheduler: 'ok' })
    // What was named is asked, and Mesos runs the tasks of the other.
    expect(found.scheduler).toBe(scene.scheduler.url)
    expect(impostor.scheduler.requests.length).toBeGreaterThan(0)
    expect(impostor.scheduler.requests.filter(({ method }) => method === 'POST')).toEqual([])
  })
})
