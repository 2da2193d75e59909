import { afterEach, describe, expect, it, vi } from 'vitest'
import { createMesosClient } from '../../../electron/core/clients/mesos/create-mesos-client.ts'
import type { MesosClient, MesosSettings } from '../../../electron/core/clients/mesos/mesos-client.ts'
import type { MesosEvent } from '../../../electron/core/clients/mesos/events.ts'
import { NO_CREDENTIAL } from '../../../electron/core/clients/http/settings.ts'
import { systemClock } from '../../../electron/core/lib/clock.ts'
import { AppError } from '../../../shared/errors/error.ts'
import { causeOf } from '../../../shared/domain/mesos.ts'
import { startMesos, type MesosEmulator, type MesosEmulatorSettings } from '../../emulators/mesos/emulator.ts'
import { createMesosWorld, type MesosWorld, type MesosWorldSpec } from '../../emulators/mesos/world.ts'
import { createMemorySandbox } from '../../emulators/mesos/sandbox.ts'
import { watchBusyStretches } from '../../support/busy-stretches.ts'
import { until } from '../../support/until.ts'

// Long loops, on machines that do other things too.
vi.setConfig({ testTimeout: 60_000 })

const stops: (() => unknown)[] = []
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()))
})

const signal = (): AbortSignal => AbortSignal.timeout(20_000)

/** A world with one Kafka scheduler, two agents and one broker on the first. */
function kafkaWorld(spec: MesosWorldSpec = {}): MesosWorld & { readonly kafka: string; readonly first: string } {
  const world = createMesosWorld(spec)
  const first = world.addAgent({ attributes: { rack: 'r1' } }).id
  world.addAgent({ attributes: { rack: 'r2' } })
  const kafka = world.addFramework({ name: 'kafka', pid: 'scheduler-1@127.0.0.1:9999' }).id
  world.launchTask({
    frameworkId: kafka,
    id: 'kafka-0-6f1d2c9e-5b1c-4b52-8a1e-0c5d7b3f2a10',
    name: 'kafka-0',
    agentId: first,
    executor: { id: 'kafka-0-1c0f8a1b-93c7-4f0e-a1c6-52b7e3d9c001', name: 'broker-0', uris: ['http://127.0.0.1:7000/jar/kafka-mesos.jar'] },
    resources: { cpus: 1, mem: 2_048, ports: [[31_000, 31_000]] },
  })
  world.updateTask(kafka, 'kafka-0-6f1d2c9e-5b1c-4b52-8a1e-0c5d7b3f2a10', { state: 'TASK_RUNNING' })
  return { ...world, kafka, first }
}
const BROKER = 'kafka-0-6f1d2c9e-5b1c-4b52-8a1e-0c5d7b3f2a10'

async function emulate(world: MesosWorld, settings: MesosEmulatorSettings = {}): Promise<MesosEmulator> {
  const mesos = await startMesos(world, settings)
  stops.push(() => mesos.stop())
  return mesos
}
function connect(masters: readonly string[], more: Partial<MesosSettings> = {}): MesosClient {
  const client = createMesosClient(
    {
      masters,
      accepted: [],
      agentsVia: 'direct',
      credential: NO_CREDENTIAL,
      agentCredential: NO_CREDENTIAL,
      tls: null,
      plainCredentials: false,
      ...more,
    },
    { clock: systemClock },
  )
  stops.push(() => client.close())
  return client
}
const failing = (act: Promise<unknown>): Promise<AppError> =>
  act.then(
    () => Promise.reject(new Error('it was answered')),
    (error: unknown) => (error instanceof AppError ? error : Promise.reject(error as Error)),
  )

const RELEASES = [
  [0, 28],
  [1, 0],
  [1, 4],
  [1, 7],
  [1, 9],
  [1, 11],
] as const

describe.each(RELEASES)('Mesos %i.%i', (...release) => {
  it('reads all that there is, whichever master is asked first', async () => {
    const world = kafkaWorld({ release, masters: 3 })
    world.failover('master-3')
    const mesos = await emulate(world)
    const client = connect(mesos.masters)
    const summary = await client.summary(signal())
    expect(summary.leader).toBe(mesos.masters[2]?.slice(7))
    expect(summary.value.agents.map((a) => [a.status, a.attributes.get('rack'), a.counts?.get('TASK_RUNNING')])).toEqual([
      ['active', 'r1', 1],
      ['active', 'r2', 0],
    ])
    expect(summary.value.frameworks).toMatchObject([{ name: 'kafka', status: 'running', webuiUrl: null }])
    const { value } = await client.framework(world.kafka, signal())
    expect(value.tasks).toMatchObject([{ id: BROKER, state: 'TASK_RUNNING', resources: { ports: [{ from: 31_000, to: 31_000 }] } }])
    expect(value.executors[0]?.uris).toEqual(['http://127.0.0.1:7000/jar/kafka-mesos.jar'])
    expect((await client.agent(world.first, signal())).value?.id).toBe(world.first)
    expect((await client.tasks({ frameworkId: world.kafka, limit: 10, offset: 0 }, signal())).value).toHaveLength(1)
    expect((await client.version(signal())).value).toBe(`${release.join('.')}.0`)
    const state = await client.state(signal())
    expect(state.value.tasks.map((t) => t.id)).toEqual([BROKER])
    expect((await client.masters(signal())).map((m) => m.metrics?.elected)).toEqual([false, false, true])
    if (release[0] === 0) {
      expect((await failing(client.tasksWithCauses(signal()))).code).toBe('mesos.unsupported')
    } else expect((await client.tasksWithCauses(signal())).value.tasks.map((t) => t.state)).toEqual(['TASK_RUNNING'])
  })
})

describe('steady state', () => {
  it('costs no /state; filters are sent; v1 gets its exact content type', async () => {
    const world = kafkaWorld({ masters: 3 })
    const mesos = await emulate(world)
    const client = connect(mesos.masters)
    for (let i = 0; i < 5; i++) {
      await client.masters(signal())
      await client.summary(signal())
      await client.framework(world.kafka, signal())
    }
    await client.tasksWithCauses(signal())
    expect(mesos.log.filter((l) => l.path.endsWith('/state'))).toEqual([])
    expect(mesos.log.filter((l) => l.path === '/frameworks').every((l) => l.query === `framework_id=${world.kafka}`)).toBe(true)
    expect(mesos.log.find((l) => l.call === 'GET_TASKS')?.contentType).toBe('application/json')
    expect(mesos.log.every((l) => l.method === 'GET' || l.call?.startsWith('GET_'))).toBe(true)
  })

  it('500 agents and 10,000 tasks: the event loop keeps p99 ≤ 50 ms', async () => {
    const world = createMesosWorld()
    for (let i = 0; i < 500; i++) world.addAgent({ port: 5_051, hostname: `agent-${i}.example` })
    const [kafka, other] = ['kafka', 'other'].map((name) => world.addFramework({ name }).id)
    const ids = [...world.agents.keys()]
    for (let i = 0; i < 10_000; i++) {
      const frameworkId = (i % 2 === 0 ? kafka : other) ?? ''
      world.launchTask({ frameworkId, id: `kafka-${i}-x`, name: `kafka-${i}`, agentId: ids[i % 500] ?? '' })
      world.updateTask(frameworkId, `kafka-${i}-x`, { state: 'TASK_RUNNING' })
    }
    const { Worker } = await import('node:worker_threads')
    const mesos = await answeringElsewhere(world, kafka ?? '', Worker)
    const client = connect([mesos])
    const busy = watchBusyStretches()
    for (let i = 0; i < 10; i++) {
      expect((await client.summary(signal())).value.agents).toHaveLength(500)
      expect((await client.framework(kafka ?? '', signal())).value.tasks).toHaveLength(5_000)
      expect((await client.state(signal())).value.tasks).toHaveLength(10_000)
    }
    const { looks, p99, worst } = busy()
    console.log(`500 agents, 10,000 tasks: busy stretches p99 ${p99} ms, worst ${worst} ms of ${looks}`)
    expect(p99).toBeLessThanOrEqual(50)
  }, 60_000)
})

/** The answers of a world from another thread, so that only the client is measured. */
async function answeringElsewhere(world: MesosWorld, kafka: string, Worker: typeof import('node:worker_threads').Worker): Promise<string> {
  const mesos = await startMesos(world)
  const bodies: Record<string, string> = {}
  for (const path of ['/state', '/state-summary', '/metrics/snapshot', '/version', `/frameworks?framework_id=${kafka}`]) {
    bodies[path] = await (await fetch(`${mesos.masters[0]}${path}`)).text()
  }
  await mesos.stop()
  const code = `
    const { parentPort, workerData } = require('node:worker_threads')
    require('node:http').createServer((request, response) => {
      const path = request.url.startsWith('/metrics') ? '/metrics/snapshot' : request.url
      response.setHeader('Content-Type', 'application/json')
      response.end(workerData[path])
    }).listen(0, '127.0.0.1', function () { parentPort.postMessage(this.address().port) })`
  const worker = new Worker(code, { eval: true, workerData: bodies })
  stops.push(() => worker.terminate())
  const port = await new Promise<number>((resolve) => worker.once('message', resolve))
  return `http://127.0.0.1:${port}`
}

describe('G-08 leader changes', () => {
  it('50 failovers: live again within 10 s, no answer of two masters in one, no request lost', async () => {
    const world = kafkaWorld({ masters: 3 })
    const mesos = await emulate(world)
    const client = connect(mesos.masters)
    let epoch = (await client.summary(signal())).epoch
    for (let i = 0; i < 50; i++) {
      const before = world.leader()?.name ?? ''
      if (i % 3 === 0) world.killMaster(before)
      else if (i % 3 === 1) world.failover()
      else {
        world.loseLeader()
        expect((await failing(client.summary(signal()))).code).toBe('mesos.noLeader')
        world.failover(world.masters.find((m) => m.up && m.name !== before)?.name)
      }
      await mesos.settled()
      const from = performance.now()
      const told = await client.summary(signal())
      expect(performance.now() - from).toBeLessThan(10_000)
      const leader = world.masters.findIndex((m) => m === world.leader())
      expect(told.leader).toBe(mesos.masters[leader]?.slice(7))
      expect(told.value.agents).toHaveLength(2)
      expect(told.epoch).toBeGreaterThan(epoch)
      epoch = told.epoch
      for (const master of world.masters) if (!master.up) world.returnMaster(master.name)
      await mesos.settled()
    }
  }, 30_000)

  it('D-06 one master named, and it points at another: nothing goes there, the error names it', async () => {
    const world = kafkaWorld({ masters: 2 })
    world.failover('master-2')
    const mesos = await emulate(world)
    const login = { kind: 'basic', user: 'ops', password: 'canary' } as const
    const error = await failing(connect([mesos.masters[0] ?? ''], { credential: login }).summary(signal()))
    expect(error).toMatchObject({ code: 'mesos.leaderElsewhere', about: { leader: mesos.masters[1]?.slice(7) } })
    expect(mesos.log.filter((l) => l.who === 'master-2')).toEqual([])
    const accepted = connect([mesos.masters[0] ?? ''], { accepted: [mesos.masters[1] ?? ''] })
    expect((await accepted.summary(signal())).leader).toBe(mesos.masters[1]?.slice(7))
  })

  it('a leader that calls itself by a name nobody can resolve is found among the masters of the profile', async () => {
    const world = kafkaWorld({ masters: 3 })
    world.failover('master-2')
    const mesos = await emulate(world, { advertise: (port) => `master.internal.invalid:${port}` })
    expect((await connect(mesos.masters).summary(signal())).leader).toBe(mesos.masters[1]?.slice(7))
  })

  it('nobody there, nobody leading, a master that recovers: each has its own words', async () => {
    const world = kafkaWorld({ masters: 2 })
    const mesos = await emulate(world)
    const client = connect(mesos.masters)
    for (const master of world.masters) master.recovering = true
    expect((await failing(client.tasksWithCauses(signal()))).code).toBe('mesos.recovering')
    world.loseLeader()
    expect((await failing(client.summary(signal()))).code).toBe('mesos.noLeader')
    await mesos.stop()
    expect((await failing(client.summary(signal()))).code).toBe('mesos.noMaster')
  })

  it('refused logins say which realm', async () => {
    const mesos = await emulate(kafkaWorld(), { login: { user: 'ops', password: 'right' } })
    const wrong = connect(mesos.masters, { credential: { kind: 'basic', user: 'ops', password: 'wrong' } })
    expect(await failing(wrong.summary(signal()))).toMatchObject({
      code: 'http.unauthenticated',
      about: { realm: 'mesos-master-readonly', sent: true },
    })
    const right = connect(mesos.masters, { credential: { kind: 'basic', user: 'ops', password: 'right' } })
    expect((await right.summary(signal())).value.agents).toHaveLength(2)
  })
})

describe('why a task ended, and what became of agents and frameworks', () => {
  it('reasons come from the newer interface; what is lost is told', async () => {
    const world = kafkaWorld()
    const client = connect((await emulate(world)).masters)
    world.updateTask(world.kafka, BROKER, {
      state: 'TASK_FAILED',
      message: 'Memory limit exceeded',
      reason: 'REASON_CONTAINER_LIMITATION_MEMORY',
      source: 'SOURCE_AGENT',
    })
    const [older] = (await client.framework(world.kafka, signal())).value.tasks
    expect(older).toMatchObject({ state: 'TASK_FAILED', causes: false })
    const [newer] = (await client.tasksWithCauses(signal())).value.tasks
    expect(newer && causeOf(newer)).toMatchObject({ reason: 'REASON_CONTAINER_LIMITATION_MEMORY', message: 'Memory limit exceeded' })
    world.disconnectAgent(world.first)
    world.disconnectFramework(world.kafka)
    const { value } = await client.summary(signal())
    expect([value.agents[0]?.status, value.frameworks[0]?.status]).toEqual(['disconnected', 'disconnected'])
    world.drainAgent([...world.agents.keys()][1] ?? '', 600)
    expect((await client.summary(signal())).value.agents[1]).toMatchObject({ status: 'drained', drain: { graceMs: 600_000 } })
  })
})

describe('event stream', () => {
  const listen = (client: MesosClient): { events: MesosEvent[]; ended: Promise<unknown>; stop: () => void } => {
    const abort = new AbortController()
    const events: MesosEvent[] = []
    const ended = (async () => {
      for await (const { value } of client.subscribe(abort.signal)) events.push(value)
    })().catch((error: unknown) => error)
    stops.push(() => abort.abort())
    return { events, ended, stop: () => abort.abort(new Error('enough')) }
  }

  it.each([1, 7, 1_000, 1_000_000])('tells everything in order, in pieces of %i bytes', async (pieceBytes) => {
    const world = kafkaWorld()
    const mesos = await emulate(world, { heartbeatMs: 20 })
    mesos.stream.pieceBytes = pieceBytes
    const { events, ended, stop } = listen(connect(mesos.masters))
    await until(() => events.length >= 2, 'the subscription is there')
    expect(events.slice(0, 2)).toMatchObject([
      { kind: 'subscribed', heartbeatMs: 20, snapshot: { tasks: [{ id: BROKER }] } },
      { kind: 'heartbeat' },
    ])
    world.launchTask({ frameworkId: world.kafka, id: 'é☃-1', name: 'kafka-1', agentId: world.first })
    world.updateTask(world.kafka, 'é☃-1', { state: 'TASK_FAILED', message: 'Command exited with status 1' })
    world.removeAgent(world.first)
    world.removeFramework(world.kafka)
    await until(() => events.some((e) => e.kind === 'frameworkRemoved'), 'the last event')
    expect(events.filter((e) => e.kind !== 'heartbeat').map((e) => e.kind)).toEqual([
      'subscribed',
      'taskAdded',
      'taskUpdated',
      'taskUpdated',
      'agentRemoved',
      'frameworkRemoved',
    ])
    expect(events.find((e) => e.kind === 'taskUpdated')).toMatchObject({
      taskId: 'é☃-1',
      state: 'TASK_FAILED',
      status: { message: 'Command exited with status 1' },
    })
    stop()
    expect(await ended).toEqual(new Error('enough'))
  })

  it('a lost agent is not told of, only its tasks; a leader change ends the stream with an error', async () => {
    const world = kafkaWorld({ masters: 2 })
    const { events, ended } = listen(connect((await emulate(world)).masters))
    await until(() => events.length >= 2, 'the subscription is there')
    world.loseAgent(world.first)
    await until(() => events.length >= 3, 'the lost task')
    expect(events[2]).toMatchObject({ kind: 'taskUpdated', state: 'TASK_LOST', status: { reason: 'REASON_AGENT_REMOVED' } })
    world.failover()
    expect(await ended).toBeInstanceOf(AppError)
    expect(events).toHaveLength(3)
  })
})

describe('sandbox files', () => {
  it.each(RELEASES)('Mesos %i.%i: found, listed, read byte by byte, downloaded, followed through rotation', async (...release) => {
    const world = kafkaWorld({ release })
    const files = createMemorySandbox(() => Date.now())
    const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, i) => (i * 7 + (i >> 8)) & 0xff))
    files.write('stdout', 'first\n')
    files.write('kafka/log/server.log', bytes)
    world.launchTask({ frameworkId: world.kafka, id: 'kafka-7', name: 'kafka-7', agentId: world.first, files })
    const mesos = await emulate(world)
    const client = connect(mesos.masters)
    const agent = (await client.agent(world.first, signal())).value
    if (agent === null) throw new Error('no agent')
    const sandbox = await client.sandbox({ agent, frameworkId: world.kafka, taskId: 'kafka-7', executorId: null }, signal())
    expect((await client.browse(agent, sandbox, signal())).map((e) => [e.name, e.directory])).toEqual([
      ['kafka', true],
      ['stdout', false],
    ])
    const log = `${sandbox}/kafka/log/server.log`
    expect(await client.size(agent, log, signal())).toBe(bytes.length)
    const parts: Buffer[] = []
    for (let at = 0; at < bytes.length;) {
      const { data } = await client.read(agent, log, at, 100_000, signal())
      parts.push(data)
      at += data.length
    }
    expect(Buffer.concat(parts).equals(bytes)).toBe(true)
    const pieces: Buffer[] = []
    for await (const piece of await client.download(agent, log, signal())) pieces.push(piece)
    expect(Buffer.concat(pieces).equals(bytes)).toBe(true)

    const abort = new AbortController()
    let text = ''
    const followed = (async () => {
      const hurried = createMesosClient(
        {
          masters: mesos.masters,
          accepted: [],
          agentsVia: 'direct',
          credential: NO_CREDENTIAL,
          agentCredential: NO_CREDENTIAL,
          tls: null,
          plainCredentials: false,
        },
        { clock: { ...systemClock, after: (ms, act) => systemClock.after(ms === 1_000 ? 2 : ms, act) } },
      )
      stops.push(() => hurried.close())
      for await (const piece of hurried.follow(agent, `${sandbox}/stdout`, 0, abort.signal))
        text += piece.kind === 'data' ? piece.data.toString() : '<restarted>'
    })().catch(() => undefined)
    await until(() => text === 'first\n', 'the first line')
    files.append('stdout', 'second\n')
    await until(() => text.endsWith('second\n'), 'the second line')
    files.write('stdout', 'new\n')
    await until(() => text.endsWith('<restarted>new\n'), 'the file after rotation')
    abort.abort()
    await followed
    expect((await failing(client.browse(agent, `${sandbox}/none`, signal()))).code).toBe('http.notFound')
    expect((await failing(client.sandbox({ agent, frameworkId: world.kafka, taskId: 'gone', executorId: null }, signal()))).code).toBe(
      'mesos.sandboxGone',
    )
  })
})
