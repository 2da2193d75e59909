import { afterEach, describe, expect, it } from 'vitest'
import { startSchedulerEmulator, type SchedulerEmulator } from '../emulators/scheduler/emulator.ts'
import type { EmulatedRelease } from '../emulators/scheduler/releases.ts'
import { createSimulatedMesos, sampleAgents, type SimulatedMesos } from '../emulators/scheduler/simulated-mesos.ts'
import { conditionFits, expression, mapText, period, SyntaxProblem } from '../emulators/scheduler/syntax.ts'
import { createFastClock } from '../support/fast-clock.ts'
import { rawHttp, type RawAnswer } from '../support/raw-http.ts'
import { until } from '../support/until.ts'

const P094 = '0.9.4.0'
const P09 = '0.9.5.1'
const P10 = '0.10.0.0'
const P101 = '0.10.1.0-SNAPSHOT'
const all = [P094, P09, P10, P101] as const
const from010 = [P10, P101] as const

const running: SchedulerEmulator[] = []
afterEach(async () => {
  for (const emulator of running.splice(0)) await emulator.stop()
})

interface Bench {
  readonly emulator: SchedulerEmulator
  readonly mesos: SimulatedMesos
  get(path: string): Promise<RawAnswer>
  post(path: string, form?: string): Promise<RawAnswer>
}

async function bench(release: EmulatedRelease, agents = 0): Promise<Bench> {
  const clock = createFastClock(200)
  const mesos = createSimulatedMesos(clock, sampleAgents(agents))
  const emulator = await startSchedulerEmulator({ release, clock, mesos })
  running.push(emulator)
  return {
    emulator,
    mesos,
    get: (path) => rawHttp('GET', emulator.url + path),
    post: (path, form = '') => rawHttp('POST', emulator.url + path, form),
  }
}

/** The message of a refusal, where each release puts it. */
const said = (answer: RawAnswer): string =>
  answer.text.startsWith('{') ? (JSON.parse(answer.text) as { error: string }).error : answer.reason // the test's own emulator wrote it

interface BrokerJson {
  readonly id: string
  readonly active: boolean
  readonly port?: string
  readonly task?: { readonly state: string }
  readonly executionOptions?: { readonly container: unknown }
}

// What the emulator wrote, of the shape that the test checks.
const brokersOf = (answer: RawAnswer): BrokerJson[] => (JSON.parse(answer.text) as { brokers: BrokerJson[] }).brokers

describe('scheduler emulator: the vectors of its interface', () => {
  it.each(all)('1 %s: no brokers', async (release) => {
    const { get } = await bench(release)
    const answer = await get('/api/broker/list')
    expect(answer).toMatchObject({ status: 200, text: release.startsWith('0.9') ? '{"brokers" : []}\n' : '{"brokers":[]}' })
  })

  it('2: adds a range', async () => {
    const { post } = await bench(P101)
    const answer = await post('/api/broker/add', 'broker=0..4')
    expect(brokersOf(answer).map(({ id }) => id)).toEqual(['0', '1', '2', '3', '4'])
    expect(answer.text).toContain(
      '{"id":"0","active":false,"cpus":1.0,"mem":2048,"heap":1024,"syslog":false,"constraints":"","options":"","log4jOptions":"","jvmOptions":"","stickiness":{"period":"10m"},"failover":{"delay":"1m","maxDelay":"10m","failures":0},"metrics":{"timestamp":0},"needsRestart":false,"executionOptions":{"container":null,"jvmOptions":"","javaCmd":"exec java"}}',
    )
  })

  it('3: 0.9 refuses a broker twice, in JSON', async () => {
    const { post } = await bench(P09)
    await post('/api/broker/add', 'broker=0')
    const answer = await post('/api/broker/add', 'broker=0')
    expect(answer).toMatchObject({ status: 400, text: '{"code" : 400, "error" : "Broker 0 already exists"}\n' })
  })

  it('4: the stray quote between messages, in the reason phrase and in a page', async () => {
    const { post } = await bench(P101)
    await post('/api/broker/add', 'broker=0,1')
    const answer = await post('/api/broker/add', 'broker=0,1')
    expect(answer).toMatchObject({
      status: 400,
      reason: "Broker 0 already exists; 'Broker 1 already exists",
      type: 'text/html;charset=ISO-8859-1',
    })
    expect(answer.text).toContain("<pre>    Broker 0 already exists; 'Broker 1 already exists</pre>")
  })

  it('5: 0.9 names every bad value', async () => {
    const { post } = await bench(P09)
    const answer = await post('/api/broker/add', 'broker=0&cpus=x&mem=y')
    expect([answer.status, said(answer)]).toEqual([400, 'Invalid cpus; Invalid mem'])
  })

  it.each(from010)('6 %s: a bad value is a 500 that names nothing', async (release) => {
    const { post } = await bench(release)
    expect(await post('/api/broker/add', 'broker=0&cpus=x')).toMatchObject({ status: 500, reason: 'Request failed.' })
  })

  it.each(from010)('7 %s: GET of a change', async (release) => {
    const { get, emulator } = await bench(release)
    expect((await get('/api/broker/add?broker=0')).status).toBe(405)
    expect(emulator.effects('add')).toEqual([])
  })

  it('8: 0.9 refuses to start twice', async () => {
    const { post } = await bench(P09)
    await post('/api/broker/add', 'broker=0')
    await post('/api/broker/start', 'broker=0&timeout=0s')
    const answer = await post('/api/broker/start', 'broker=0&timeout=0s')
    expect([answer.status, said(answer)]).toEqual([400, 'broker 0 is active'])
  })

  it('9: a start that does not wait', async () => {
    const { post } = await bench(P101)
    await post('/api/broker/add', 'broker=0')
    const answer = await post('/api/broker/start', 'broker=0&timeout=0s')
    expect(answer.text).toMatch(/"status":"scheduled","message":null}$/)
    expect(brokersOf(answer)[0]).toMatchObject({ active: true })
    expect(brokersOf(answer)[0]).not.toHaveProperty('task')
  })

  it.each(from010)('10 %s: a start while disconnected changes the first broker', async (release) => {
    const { post, get, emulator } = await bench(release)
    await post('/api/broker/add', 'broker=0,1')
    emulator.world.disconnect()
    expect(await post('/api/broker/start', 'broker=0,1')).toMatchObject({ status: 400, reason: 'java.lang.NullPointerException' })
    expect(brokersOf(await get('/api/broker/list')).map(({ active }) => active)).toEqual([true, false])
  })

  it.each(from010)('11 %s: restart of an unknown broker', async (release) => {
    const { post } = await bench(release)
    expect(await post('/api/broker/restart', 'broker=0')).toMatchObject({ status: 400, reason: 'broker 0 not found' })
  })

  it('12: a restart whose stop takes too long', async () => {
    const { post, mesos, emulator } = await bench(P101, 1)
    mesos.times.killMs = 600_000
    await post('/api/broker/add', 'broker=0')
    await post('/api/broker/start', 'broker=0&timeout=60s')
    expect(emulator.world.list()[0]?.task?.state).toBe('running')
    const answer = await post('/api/broker/restart', 'broker=0&timeout=1s')
    expect(answer).toMatchObject({ status: 200, text: '{"brokers":[],"status":"timeout","message":"broker 0 timeout on stop"}' })
    expect(emulator.world.list()[0]?.active).toBe(false)
  })

  it.each([P09, P10, P101] as const)('13 %s: log of an inactive broker', async (release) => {
    const { post } = await bench(release)
    await post('/api/broker/add', 'broker=0')
    const answer = await post('/api/broker/log', 'broker=0')
    expect([answer.status, said(answer)]).toEqual([400, 'broker 0 is not active'])
  })

  it('14: logs of two brokers', async () => {
    const { post } = await bench(P101, 2)
    await post('/api/broker/add', 'broker=0,1')
    await post('/api/broker/start', 'broker=0,1&timeout=60s')
    const answer = await post('/api/broker/log', 'broker=0,1&timeout=2s')
    expect(answer.status).toBe(200)
    expect(Object.keys(JSON.parse(answer.text) as object)).toEqual(['0', '1']) // the shape is what is tested
  })

  it.each([
    [P101, '{"ids":["0","2"]}'],
    [P09, '{"ids" : "0,2"}\n'],
  ] as const)('15, 16 %s: remove', async (release, text) => {
    const { post } = await bench(release)
    await post('/api/broker/add', 'broker=0,2')
    expect((await post('/api/broker/remove', 'broker=*')).text).toBe(text)
  })

  it.each([
    [P10, '31092'],
    [P101, '31092'],
    [P09, undefined],
  ] as const)('17, 18 %s: an empty port', async (release, port) => {
    const { post } = await bench(release)
    await post('/api/broker/add', 'broker=0&port=31092')
    const answer = await post('/api/broker/update', 'broker=0&port=')
    expect(answer.status).toBe(200)
    expect(brokersOf(answer)[0]?.port).toBe(port)
  })

  it.each(from010)('19, 20 %s: rebalance without and with an empty topic', async (release) => {
    const { post, emulator } = await bench(release, 2)
    emulator.registry.rebalanceMs = 600_000
    expect((await post('/api/topic/rebalance')).status).toBe(500)
    expect((await post('/api/topic/rebalance', 'topic=')).reason).toBe('no topics specified')
    await post('/api/broker/add', 'broker=0,1')
    await post('/api/topic/add', 'topic=t&broker=0,1')
    expect((await post('/api/topic/rebalance', 'topic=t&broker=1')).text).toContain('"status":"started"')
    expect(await post('/api/topic/rebalance', 'topic=')).toMatchObject({ status: 400, reason: 'rebalance is already running' })
  })

  it('21: delete reads the form only', async () => {
    const { post, emulator } = await bench(P101)
    await post('/api/broker/add', 'broker=0')
    await post('/api/topic/add', 'topic=t&broker=0')
    expect(await post('/api/topic/delete?topic=t')).toMatchObject({ status: 400, reason: 'topic required' })
    expect((await post('/api/topic/delete', 'topic=t')).status).toBe(200)
    expect(emulator.effects('topicDelete')).toHaveLength(1)
  })

  it.each(from010)('22 %s: partitions without topic', async (release) => {
    const { get } = await bench(release)
    expect(await get('/api/partition/list')).toMatchObject({ status: 400, reason: 'invalid topic expression' })
  })

  it('23: 0.9 knows no partitions', async () => {
    const { get } = await bench(P09)
    expect(await get('/api/partition/list')).toMatchObject({ status: 404, text: '404 - uri not found' })
  })

  it('24: a container comes and goes', async () => {
    const { post } = await bench(P101)
    const made = await post('/api/broker/add', 'broker=0&containerImage=a')
    expect(brokersOf(made)[0]?.executionOptions?.container).toEqual({ ctype: 'docker', name: 'a', mounts: [] })
    expect(brokersOf(await post('/api/broker/update', 'broker=0&containerImage=none'))[0]?.executionOptions?.container).toBeNull()
  })

  it('25: map text', () => {
    expect(Object.fromEntries(mapText('a=1\\,2,b=3'))).toEqual({ a: '1,2', b: '3' })
    expect(Object.fromEntries(mapText('a=1=2'))).toEqual({ a: '1' })
    expect(() => mapText('a')).toThrow('a')
    expect(Object.fromEntries(mapText('a=1,'))).toEqual({ a: '1' })
    expect(() => mapText('a\\')).toThrow('open escaping')
  })

  it('26: periods', () => {
    expect(period('0')).toEqual({ text: '0ms', ms: 0 })
    expect([period('10ms').ms, period('1h').ms]).toEqual([10, 3_600_000])
    for (const bad of ['10', '1.5h', '']) expect(() => period(bad)).toThrow(SyntaxProblem)
  })

  it('27: expressions', () => {
    const of = { known: [], asText: false }
    expect(expression('0,1..3,2', of)).toEqual([0, 1, 2, 3])
    expect(expression('3..1', of)).toEqual([])
    for (const bad of ['x', '..2']) expect(() => expression(bad, of)).toThrow(bad)
    expect(expression('0..10', { known: [], asText: true }).slice(0, 4)).toEqual([0, 1, 10, 2])
  })

  it('28: groupBy', () => {
    const fits = (value: string): boolean => conditionFits('groupBy:2', value, ['r1', 'r1', 'r2'])
    expect([fits('r2'), fits('r1'), fits('r3')]).toEqual([true, false, false])
  })
})

describe('scheduler emulator: defects kept', () => {
  it.each([
    [P09, 'flush.ms=2'],
    [P10, 'flush.ms=1'],
    [P101, 'flush.ms=1'],
  ] as const)('%s: a topic update answers with %s', async (release, shown) => {
    const { post, get } = await bench(release)
    await post('/api/broker/add', 'broker=0')
    await post('/api/topic/add', 'topic=t&broker=0&options=flush.ms%3D1,retention.ms%3D5')
    const answer = await post('/api/topic/update', 'topic=t&options=flush.ms%3D2')
    const [name, value] = shown.split('=')
    expect(answer.text.replaceAll(' ', '')).toContain(`"${name}":"${value}"`)
    const after = (await get('/api/topic/list')).text.replaceAll(' ', '')
    expect(after).toContain('"options":{"flush.ms":"2"}')
  })

  it('0.10.1: a stop before it runs only deactivates; it runs on, and a second stop works', async () => {
    const { post, mesos, emulator } = await bench(P101, 1)
    mesos.times.startMs = 4_000
    await post('/api/broker/add', 'broker=0')
    await post('/api/broker/start', 'broker=0&timeout=0s')
    const broker = () => emulator.world.list()[0]
    await until(() => broker()?.task?.state === 'starting', 'it is launched')
    await post('/api/broker/stop', 'broker=0&timeout=0s')
    await until(() => broker()?.task?.state === 'running', 'it runs although it was stopped')
    expect(broker()?.active).toBe(false)
    expect((await post('/api/broker/stop', 'broker=0&timeout=30s')).text).toContain('"status":"stopped"')
  })

  it('0.9: a stop waits for offers', async () => {
    const { post, mesos, emulator } = await bench(P09, 1)
    await post('/api/broker/add', 'broker=0')
    await post('/api/broker/start', 'broker=0&timeout=60s')
    emulator.world.disconnect()
    expect((await post('/api/broker/stop', 'broker=0&timeout=5s')).text).toContain('"status" : "timeout"')
    expect(emulator.effects('kill')).toEqual([])
    expect(mesos.running()).toHaveLength(1)
  })

  it('0.10.1 takes force and does nothing with it; 0.10.0 ends the broker at once', async () => {
    for (const [release, forced] of [
      [P101, 0],
      [P10, 1],
    ] as const) {
      const { post, emulator } = await bench(release, 1)
      await post('/api/broker/add', 'broker=0')
      await post('/api/broker/start', 'broker=0&timeout=60s')
      await post('/api/broker/stop', 'broker=0&force=true&timeout=30s')
      expect(emulator.effects('forceStop')).toHaveLength(forced)
    }
  })
})
