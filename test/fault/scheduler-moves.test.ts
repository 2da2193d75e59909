import { describe, expect, it, onTestFinished } from 'vitest'
import type { PlacesSettings } from '../../electron/core/clients/places.ts'
import { NO_CREDENTIAL } from '../../electron/core/clients/http/settings.ts'
import { startMesosSide } from '../../electron/core/collectors/mesos/side.ts'
import { createWatchSet } from '../../electron/core/collectors/watch-set.ts'
import { silentLog } from '../../electron/core/lib/log.ts'
import { createClusterStore } from '../../electron/core/state/store.ts'
import { startMarathon } from '../emulators/marathon/emulator.ts'
import { startFramework } from '../emulators/scheduler/cluster.ts'
import { createSimulatedRunner } from '../emulators/scheduler/simulated-runner.ts'
import { createTestClock, type TestClock } from '../support/clock.ts'
import { startMesosScene } from '../support/mesos-scene.ts'
import { passUntil } from '../support/quiet-clock.ts'
import { createRandom } from '../support/random.ts'
import { startFace, type SchedulerFace } from '../support/scheduler-faces.ts'

const MOVES = Number(process.env['MOVES'] ?? 50)
const LEADERS = Number(process.env['LEADERS'] ?? 50)
const IMPOSTORS = Number(process.env['IMPOSTORS'] ?? 20)
/** Issue 3 and G-09: live again after the true one answers. */
const LIVE_MS = 15_000
/** G-08: after a leader exists. */
const LEADER_MS = 10_000
const APP = '/kafka-mesos-scheduler'

async function running(clock: TestClock, masters = 1) {
  // What executors fetched from is long gone: places that Mesos remembers are of no help.
  const scene = await startMesosScene({ clock, masters, agents: 3, api: 'http://127.0.0.1:1' })
  for (const id of [0, 1]) scene.scheduler.world.add(id)
  for (const id of [0, 1]) scene.scheduler.world.start(id)
  await passUntil(clock, () => scene.scheduler.world.list().every((b) => b.task?.state === 'running'), 60_000)
  return scene
}

function reading(clock: TestClock, settings: PlacesSettings) {
  const store = createClusterStore()
  const watching = createWatchSet()
  const leave = new AbortController()
  const { between } = createRandom(7)
  watching.hold({ kind: 'brokers' }, leave.signal)
  const side = startMesosSide({
    profile: 'p',
    clock,
    random: () => between(0, 1),
    log: silentLog,
    sink: store,
    watching,
    settings,
    onChange: () => undefined,
  })
  onTestFinished(() => {
    leave.abort()
    side.stop()
  })
  const system = (name: 'mesos' | 'scheduler') => side.systems().find((each) => each.system === name)
  return { store, side, system }
}

const secret = { kind: 'basic', user: 'samsa', password: 'for the scheduler alone' } as const

const placesOf = (masters: readonly string[], more: Partial<PlacesSettings> = {}): PlacesSettings => ({
  mesos: {
    masters,
    accepted: [],
    agentsVia: 'direct',
    credential: NO_CREDENTIAL,
    agentCredential: NO_CREDENTIAL,
    tls: null,
    plainCredentials: false,
  },
  marathon: null,
  scheduler: null,
  framework: null,
  tls: null,
  plainCredentials: false,
  ...more,
})

describe('what moves is followed', () => {
  it(`G-09 ${MOVES} moves of the scheduler with ${IMPOSTORS} impostors: live again in 15 s; no impostor gets a change or a login`, async () => {
    const clock = createTestClock()
    const random = createRandom(3)
    const scene = await running(clock)
    const marathon = await startMarathon(scene.world)
    const stranger = await startFramework({ release: '0.10.0.0', clock, runner: createSimulatedRunner(clock) })
    stranger.mesos.addAgent({
      hostname: 'elsewhere',
      port: 1,
      resources: { cpus: 8, mem: 32_768, disk: 10_000, ports: [[31_000, 31_999]] },
    })
    stranger.scheduler.world.add(0)
    stranger.scheduler.world.start(0)
    await passUntil(clock, () => stranger.scheduler.world.list()[0]?.task?.state === 'running', 60_000)

    const first = await startFace({ target: scene.scheduler.url })
    let home: SchedulerFace = first
    const impostors: SchedulerFace[] = []
    onTestFinished(async () => {
      await Promise.all([home, ...impostors].map((face) => face.stop()))
      await marathon.stop()
      await stranger.stop()
    })
    const places = placesOf(scene.emulator.masters, {
      marathon: { base: marathon.url, credential: NO_CREDENTIAL, tls: null, plainCredentials: false },
      scheduler: { base: first.url, credential: secret },
    })
    const { side, system } = reading(clock, places)
    const isAt = (face: SchedulerFace): boolean => {
      const facts = system('scheduler')
      return facts?.address === face.url && facts.source.is === 'live' && !facts.unverified
    }
    await passUntil(clock, () => isAt(home), 60_000)

    const waits: number[] = []
    for (let move = 0; move < MOVES; move++) {
      const before = home
      await before.stop()
      // Every so often somebody else is at the old place at once, or where Marathon runs another app of that kind.
      const withImpostor = impostors.length < IMPOSTORS && (move % 2 === 0 || MOVES - move <= IMPOSTORS - impostors.length)
      if (withImpostor) {
        const atOldPlace = move % 4 === 0
        const target = stranger.scheduler.url
        const asksForLogin = random.below(2) === 0
        const place = atOldPlace ? { host: before.host, port: before.port } : { host: '127.0.0.9' }
        const impostor = await startFace({ target, asksForLogin, ...place })
        impostors.push(impostor)
        if (!atOldPlace) marathon.run({ id: `/kafka-mesos-${move}`, at: { host: impostor.host, port: impostor.port } })
      }
      // Gone for a while, then back at another port, another host, or both.
      await passUntil(clock, () => true, 1_000)
      clock.advance(random.below(20_000))
      const taken = withImpostor ? 0 : before.port
      const kinds = [
        { host: before.host, port: 0 },
        { host: `127.0.0.${2 + random.below(5)}`, port: taken },
        { host: `127.0.0.${2 + random.below(5)}`, port: 0 },
      ]
      home = await startFace({ target: scene.scheduler.url, ...kinds[random.below(3)] })
      marathon.run({ id: APP, at: { host: home.host, port: home.port } })
      waits.push(await passUntil(clock, () => isAt(home), LIVE_MS))
      // A change asked for now goes to the true one.
      const { access } = await side.scheduler.verified(new AbortController().signal)
      expect(access.base).toBe(home.url)
      const last = impostors.at(-1)
      if (withImpostor && last !== undefined && last.host === '127.0.0.9') marathon.remove(`/kafka-mesos-${move}`)
      if (last !== undefined && last.port === before.port && last.host === before.host) await last.stop()
    }
    expect(waits).toHaveLength(MOVES)
    expect(Math.max(...waits)).toBeLessThanOrEqual(LIVE_MS)
    expect(impostors).toHaveLength(Math.min(IMPOSTORS, MOVES))
    const asked = impostors.flatMap((face) => face.calls)
    expect(asked.length).toBeGreaterThan(0)
    expect(asked.filter(({ authorization }) => authorization !== null)).toEqual([])
    expect(asked.filter(({ method }) => method === 'POST')).toEqual([])
    expect(stranger.scheduler.requests.filter(({ method }) => method === 'POST')).toEqual([])
  })

  it('G-09 with only an impostor about, nothing is taken for the scheduler and nothing can be changed', async () => {
    const clock = createTestClock()
    const scene = await running(clock)
    const stranger = await startFramework({ release: '0.10.0.0', clock, runner: createSimulatedRunner(clock) })
    onTestFinished(() => stranger.stop())
    const { side, store, system } = reading(
      clock,
      placesOf(scene.emulator.masters, { scheduler: { base: stranger.scheduler.url, credential: secret } }),
    )
    await scene.scheduler.stop()
    await passUntil(clock, () => system('scheduler')?.source.is === 'reconnecting', 60_000)
    await passUntil(clock, () => false, 60_000).catch(() => undefined)
    expect(store.current().scheduler).toBeNull()
    await expect(side.scheduler.verified(new AbortController().signal)).rejects.toMatchObject({ code: 'scheduler.notFound' })
    expect(system('scheduler')?.candidates.map(({ address }) => address)).toContain(stranger.scheduler.url)
  })

  it(`G-08 ${LEADERS} changes of the leading master: live again in 10 s, each frame of one leader`, async () => {
    const clock = createTestClock()
    const random = createRandom(5)
    const scene = await running(clock, 3)
    const { store, system } = reading(clock, placesOf(scene.emulator.masters))
    const leading = (): string =>
      new URL(scene.emulator.masters[scene.world.masters.findIndex((m) => m === scene.world.leader())] ?? 'http://none').host
    await passUntil(clock, () => store.current().mesos.leader === leading() && system('mesos')?.source.is === 'live', 60_000)
    const waits: number[] = []
    let epoch = store.current().mesos.epoch
    for (let change = 0; change < LEADERS; change++) {
      clock.advance(random.below(15_000))
      const others = scene.world.masters.filter((master) => master !== scene.world.leader())
      const dies = random.below(3) === 0
      if (random.below(3) === 0) {
        // Nobody leads for a while.
        scene.world.loseLeader()
        await passUntil(clock, () => true, 1_000)
        clock.advance(random.below(10_000))
      }
      scene.world.failover(others[random.below(others.length)]?.name, dies)
      await scene.emulator.settled()
      waits.push(
        await passUntil(clock, () => store.current().mesos.leader === leading() && system('mesos')?.source.is === 'live', LEADER_MS),
      )
      expect(store.current().mesos.epoch).toBeGreaterThanOrEqual(epoch)
      epoch = store.current().mesos.epoch
      for (const master of scene.world.masters) if (!master.up) scene.world.returnMaster(master.name)
      await scene.emulator.settled()
    }
    expect(Math.max(...waits)).toBeLessThanOrEqual(LEADER_MS)
    // Never everything at once.
    expect(scene.emulator.log.filter(({ path }) => path === '/state' || path === '/master/state')).toEqual([])
  })
})
