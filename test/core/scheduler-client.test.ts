import { afterEach, describe, expect, it } from 'vitest'
import { createHttp, type Http } from '../../electron/core/clients/http.ts'
import { NO_CREDENTIAL } from '../../electron/core/clients/http/settings.ts'
import type { System } from '../../electron/core/clients/http/routes.ts'
import { createSchedulerChanges, type SchedulerChanges } from '../../electron/core/clients/scheduler/create-changes.ts'
import { detectRelease } from '../../electron/core/clients/scheduler/detect.ts'
import type { Outcome } from '../../electron/core/clients/scheduler/outcome.ts'
import { createSchedulerReader, type SchedulerReader } from '../../electron/core/clients/scheduler/reader.ts'
import { systemClock } from '../../electron/core/lib/clock.ts'
import type { SchedulerBroker } from '../../shared/domain/scheduler/model.ts'
import { brokerPhase, phaseWords } from '../../shared/domain/scheduler/phase.ts'
import { startSchedulerEmulator, type SchedulerEmulator } from '../emulators/scheduler/emulator.ts'
import { emulatedReleases, releaseFacts, type EmulatedRelease } from '../emulators/scheduler/releases.ts'
import { createSimulatedMesos, sampleAgents, type SimulatedMesos } from '../emulators/scheduler/simulated-mesos.ts'
import { createFastClock } from '../support/fast-clock.ts'

const stops: (() => void | Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop()
})

function http(system: System): Http {
  const made = createHttp(
    { system, tls: null, credential: NO_CREDENTIAL, trusts: () => false, plainCredentials: false },
    { clock: systemClock },
  )
  stops.push(() => made.close())
  return made
}

interface Bench {
  readonly emulator: SchedulerEmulator
  readonly mesos: SimulatedMesos
  readonly reader: SchedulerReader
  readonly changes: SchedulerChanges
  broker(id: number): Promise<SchedulerBroker>
  words(id: number): Promise<string>
  follow(id: number, words: RegExp): Promise<readonly string[]>
}

const signal = AbortSignal.timeout(120_000)

async function bench(
  release: EmulatedRelease,
  agents = 0,
  prepare: (emulator: SchedulerEmulator) => void = () => undefined,
): Promise<Bench> {
  const clock = createFastClock(100)
  const mesos = createSimulatedMesos(clock, sampleAgents(agents))
  const emulator = await startSchedulerEmulator({ release, clock, mesos })
  stops.push(() => emulator.stop())
  prepare(emulator)
  const base = emulator.url
  const found = await detectRelease({ http: http('scheduler'), base, signal })
  const reader = createSchedulerReader({ http: http('scheduler'), base, release: found })
  const changes = createSchedulerChanges({ http: http('schedulerChange'), base, release: found, clock: systemClock })
  const broker = async (id: number): Promise<SchedulerBroker> => {
    const row = (await reader.brokers(signal)).brokers.find((one) => one.id === id)
    if (row === undefined) throw new Error(`no broker ${id}`)
    return row
  }
  const words = async (id: number): Promise<string> => phaseWords(brokerPhase(await broker(id), clock.wall()), clock.wall())
  return {
    emulator,
    mesos,
    reader,
    changes,
    broker,
    words,
    /** Every state it is in, in order, until one is as wanted. */
    async follow(id, wanted) {
      const seen: string[] = []
      for (const end = performance.now() + 10_000; performance.now() < end;) {
        const now = await words(id)
        if (seen.at(-1) !== now) seen.push(now)
        if (wanted.test(now)) return seen
      }
      throw new Error(`never ${wanted.source}, but ${seen.join(' → ')}`)
    },
  }
}

function done<T>(outcome: Outcome<T>): T {
  if (outcome.kind !== 'done') throw new Error(`${outcome.kind}: ${outcome.error.code} ${JSON.stringify(outcome.error.about)}`)
  return outcome.value
}

const failureOf = (outcome: Outcome<unknown>): unknown => (outcome.kind === 'done' ? 'done' : [outcome.kind, outcome.error.code])

const lines: Readonly<Record<EmulatedRelease, string>> = {
  '0.9.4.0': '0.9.0.0',
  '0.9.5.1': '0.9.0.1',
  '0.10.0.0': '0.10.1.1',
  '0.10.1.0-SNAPSHOT': '1.1.0',
}

describe.each(emulatedReleases)('scheduler client against %s', (release) => {
  const { line } = releaseFacts[release]
  const old = line === 'P09'

  it('finds the release by its files', async () => {
    const { reader } = await bench(release)
    expect(reader.release).toEqual({ line, version: release, kafkaVersion: lines[release] })
    expect(await reader.health(signal)).toBe(true)
  })

  it.each([0, 1])('finds the line of a build with names of its own by its answers, with %i brokers, by reads alone', async (brokers) => {
    const { emulator } = await bench(release)
    for (let id = 0; id < brokers; id++) emulator.world.add(id)
    emulator.faults.ownBuild = true
    const before = emulator.requests.length
    const found = await detectRelease({ http: http('scheduler'), base: emulator.url, signal })
    expect(found).toEqual({ line, version: null, kafkaVersion: null })
    expect(emulator.requests.slice(before).every(({ method }) => method !== 'POST')).toBe(true)
  })

  it('adds with every setting, reads the same back, replaces maps, takes brokers away', async () => {
    const { changes, broker, reader } = await bench(release)
    const options = new Map([
      ['log.dirs', '/d1/k,/d2/k=$id'],
      ['num.io.threads', '16'],
    ])
    const settings = { cpus: 0.5, mem: 4096, heap: 2048, port: '31090..31100', constraints: 'hostname=unique,rack=groupBy:3', options }
    const more = { stickinessPeriod: '30m', failoverDelay: '1s', failoverMaxDelay: '5s', failoverMaxTries: 5, jvmOptions: '-XX:+UseG1GC' }
    const saved = done(await changes.brokers.add([1, 0], { ...settings, ...more }, signal))
    expect(saved.ignored.size).toBe(0)
    expect(await broker(1)).toMatchObject({
      ...{ id: 1, active: false, cpus: 0.5, mem: 4096, heap: 2048, port: '31090..31100', jvmOptions: '-XX:+UseG1GC', unreadable: [] },
      stickiness: { periodMs: 1_800_000, hostname: null, stoppedAt: null },
      failover: { delayMs: 1_000, maxDelayMs: 5_000, maxTries: 5, failures: 0, failedAt: null },
    })
    done(await changes.brokers.update([1], { options: new Map([['num.io.threads', '8']]) }, signal))
    expect((await broker(1)).options).toBe('num.io.threads=8')
    expect(done(await changes.brokers.remove([0, 1], signal))).toEqual([0, 1])
    expect(await reader.brokers(signal)).toEqual({ brokers: [], dropped: 0 })
  })

  it('the same refusal whether the phrase survives the way or not', async () => {
    const { changes, emulator } = await bench(release)
    done(await changes.brokers.add([0], {}, signal))
    for (const plainReasons of [false, true]) {
      emulator.faults.plainReasons = plainReasons
      const outcome = await changes.brokers.add([0], {}, signal)
      expect(outcome).toMatchObject({
        kind: 'refused',
        error: { code: 'scheduler.refused', about: { text: 'Broker 0 already exists', status: 400 } },
      })
    }
  })

  it('a broker starts, runs, is read, stops: every state in words', async () => {
    const { changes, follow, broker, words, mesos } = await bench(release)
    mesos.times.startMs = mesos.times.killMs = 30_000
    done(await changes.brokers.add([0], { constraints: 'hostname=like:agent-1' }, signal))
    expect(await words(0)).toBe('stopped')
    expect(done(await changes.brokers.start([0], signal)).status).toBe('scheduled')
    expect(await words(0)).toBe('waiting for an offer')
    for (const agent of sampleAgents(2)) mesos.addAgent(agent)
    await follow(0, /^launching on agent-1$/)
    await follow(0, /^running on agent-1$/)
    expect((await broker(0)).task).toMatchObject({ hostname: 'agent-1', endpoint: 'agent-1:31000', state: 'running' })
    done(await changes.brokers.stop([0], { force: false }, signal))
    await follow(0, /^stopping on agent-1$/)
    await follow(0, /^stopped$/)
  })

  it('says when it waits for its sticky host, and when it tries again', async () => {
    const { changes, follow, mesos, emulator } = await bench(release, 1)
    done(await changes.brokers.add([0], { failoverDelay: '1h', failoverMaxDelay: '1h', stickinessPeriod: '1h' }, signal))
    done(await changes.brokers.start([0], signal))
    await follow(0, /^running/)
    mesos.end(emulator.world.list()[0]?.task?.id ?? '', 'FAILED')
    expect((await follow(0, /^failed/)).at(-1)).toMatch(/^failed once, next try in (1 h|59 min \d+ s)$/)
    mesos.removeAgent('S0')
    done(await changes.brokers.stop([0], { force: false }, signal))
    done(await changes.brokers.start([0], signal))
    expect((await follow(0, /^waiting/)).at(-1)).toMatch(/^waiting for an offer, only from agent-0 for (1 h|5\d min( \d+ s)?)$/)
  })

  it('topics: created, changed, deleted where that is offered, rebalanced', async () => {
    const { changes, reader, emulator } = await bench(release, 3)
    done(await changes.brokers.add([0, 1, 2], {}, signal))
    const orders = { topic: 'orders', brokers: [2, 0], partitions: 3, replicas: 2, options: new Map([['retention.ms', '5000']]) }
    done(await changes.topics.add(orders, signal))
    const [topic] = await reader.topics(signal)
    expect(topic?.partitions.size).toBe(3)
    expect([...(topic?.partitions.values() ?? [])].every((replicas) => replicas.length === 2)).toBe(true)
    done(await changes.topics.update('orders', new Map([['flush.ms', '7']]), signal))
    expect([...((await reader.topics(signal))[0]?.options ?? [])]).toEqual([['flush.ms', '7']])
    const moved = done(await changes.topics.rebalance({ topics: ['orders'], brokers: [1], replicas: 1, realign: false }, signal))
    expect(moved.status).toBe('started')
    expect(moved.state).toMatch(/^orders\n {2}0: [\d,]+ -> 1 - running/)
    expect(emulator.requests.at(-1)?.form).toBe('topic=orders&broker=1&replicas=1')
    const deleted = await changes.topics.delete('orders', signal)
    expect(failureOf(deleted)).toEqual(line === 'P101' ? 'done' : ['refused', 'scheduler.unsupported'])
  })

  it('partitions and quotas where they are offered', async () => {
    const { changes, reader, emulator } = await bench(release, 1)
    emulator.registry.topics.set('t', { partitions: new Map([[0, [0, 1]]]), options: new Map() })
    if (old) {
      await expect(reader.partitions(signal)).rejects.toMatchObject({ code: 'scheduler.unsupported' })
      expect(failureOf(await changes.topics.setQuota('app', { producer: 1 }, signal))).toEqual(['refused', 'scheduler.unsupported'])
    } else {
      expect((await reader.partitions(signal)).get('t')).toEqual([{ id: 0, replicas: [0, 1], isr: [], leader: -1 }])
      done(await changes.topics.setQuota('app', { producer: 1_048_576 }, signal))
      expect([...(await reader.quotas(signal))]).toEqual([['app', { producerByteRate: 1_048_576, consumerByteRate: null }]])
    }
  })

  it('D-18: 40 parallel log requests go one after the other, and none gets the answer of another', async () => {
    const { changes, emulator, mesos } = await bench(release, 1)
    done(await changes.brokers.add([0], {}, signal))
    done(await changes.brokers.start([0], signal))
    await expect.poll(() => emulator.world.list()[0]?.task?.state, { timeout: 5_000 }).toBe('running')
    const names = Array.from({ length: 40 }, (_, n) => `part-${n}.log`)
    for (const name of names) mesos.setLog(emulator.world.list()[0]?.task?.id ?? '', name, `this is ${name}`)
    const read = Promise.all(names.map((name) => changes.logs.read({ broker: 0, name, lines: 100 }, signal)))
    if (release === '0.9.4.0') return expect(read).rejects.toMatchObject({ code: 'scheduler.unsupported' })
    expect(await read).toEqual(names.map((name) => ({ status: 'ok', content: `this is ${name}` })))
    await expect(changes.logs.read({ broker: 0, name: 'a,b.log', lines: 1 }, signal)).rejects.toMatchObject({ code: 'scheduler.invalid' })
  })

  describe('E-09: how a change ends', () => {
    it('an answer that is lost is unknown, and the effect is there once', async () => {
      const { changes, emulator } = await bench(release)
      emulator.faults.loseAnswers = true
      expect(failureOf(await changes.brokers.add([0], {}, signal))).toEqual(['unknown', 'http.closed'])
      expect(emulator.effects('add')).toHaveLength(1)
    })

    it('a connection cut before anything was read is unknown too: there is no telling', async () => {
      const { changes, emulator } = await bench(release)
      emulator.faults.refuse = true
      expect(failureOf(await changes.brokers.add([0], {}, signal))).toEqual(['unknown', 'http.closed'])
    })

    it('nobody listens: refused', async () => {
      const { changes, emulator } = await bench(release)
      await emulator.stop()
      expect(failureOf(await changes.brokers.add([0], {}, signal))).toEqual(['refused', 'http.refused'])
    })

    it('cancelled while it waits: unknown', async () => {
      const { changes, emulator } = await bench(release)
      emulator.faults.hang = true
      const abort = new AbortController()
      const outcome = changes.brokers.add([0], {}, abort.signal)
      await expect.poll(() => emulator.requests.filter(({ path }) => path === '/api/broker/add').length).toBe(1)
      abort.abort(new Error('cancelled'))
      expect((await outcome).kind).toBe('unknown')
    })

    it.each(['<html>Sign in</html>', '{"brokers":[]}', '{"brokers":7}', ''])('200 with %j is no success', async (body) => {
      const { changes, emulator } = await bench(release)
      emulator.faults.garble = body
      expect(failureOf(await changes.brokers.add([0], {}, signal))).toEqual(['unknown', 'scheduler.unreadable'])
    })

    it('without a Mesos master', async () => {
      const { changes, emulator, broker } = await bench(release)
      done(await changes.brokers.add([0, 1], {}, signal))
      emulator.world.disconnect()
      const outcome = await changes.brokers.start([0, 1], signal)
      expect(failureOf(outcome)).toEqual(old ? 'done' : ['unknown', 'scheduler.disconnected'])
      // Half of it has happened all the same.
      expect([(await broker(0)).active, (await broker(1)).active]).toEqual([true, old])
    })
  })

  it('E-04: a connection that only observes sends no change, whichever is tried', async () => {
    const { emulator, reader } = await bench(release)
    const before = emulator.requests.length
    const observing = createSchedulerChanges({ http: http('scheduler'), base: emulator.url, release: reader.release, clock: systemClock })
    const { brokers, topics } = observing
    const outcomes = await Promise.all([
      brokers.add([0], {}, signal),
      brokers.update([0], { cpus: 2 }, signal),
      brokers.remove([0], signal),
      brokers.start([0], signal),
      brokers.stop([0], { force: false }, signal),
      topics.add({ topic: 't', brokers: [0], partitions: 1, replicas: 1, options: new Map() }, signal),
      topics.update('t', new Map(), signal),
      topics.rebalance({ topics: ['t'], brokers: [0], replicas: null, realign: false }, signal),
    ])
    expect(outcomes.map(failureOf)).toEqual(outcomes.map(() => ['refused', 'http.guard']))
    expect(emulator.requests.slice(before)).toEqual([])
  })

  it('what the release cannot do is refused before anything is sent', async () => {
    const { changes, emulator } = await bench(release)
    const before = emulator.requests.length
    const tried = [
      await changes.brokers.add([0], { heap: 2048, mem: 2048 }, signal),
      await changes.brokers.add([0], { options: new Map([['broker.id', '7']]) }, signal),
      await changes.brokers.add([0], { constraints: 'rack=sometimes' }, signal),
      await changes.brokers.add([0], { port: '31000..70000' }, signal),
      await changes.brokers.add([], {}, signal),
      ...(old ? [] : [await changes.brokers.update([0], { port: null }, signal)]),
    ]
    expect(tried.map(failureOf)).toEqual(tried.map(() => ['refused', 'scheduler.invalid']))
    if (old) expect(failureOf(await changes.brokers.clone(0, [1], signal))).toEqual(['refused', 'scheduler.unsupported'])
    if (line === 'P101')
      expect(failureOf(await changes.brokers.stop([0], { force: true }, signal))).toEqual(['refused', 'scheduler.unsupported'])
    expect(emulator.requests.length).toBe(before)
  })

  it('reads that come back as something else say so', async () => {
    const { reader, emulator } = await bench(release)
    emulator.faults.garble = '<html>Sign in</html>'
    await expect(reader.brokers(signal)).rejects.toMatchObject({ code: 'scheduler.unreadable' })
    await expect(detectRelease({ http: http('scheduler'), base: emulator.url, signal })).rejects.toMatchObject({
      code: 'scheduler.notScheduler',
    })
    emulator.faults.garble = null
    emulator.registry.down = true
    await expect(reader.topics(signal)).rejects.toMatchObject({ code: 'scheduler.failed' })
  })
})
