import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createHttp, type Http } from '../../electron/core/clients/http.ts'
import type { System } from '../../electron/core/clients/http/routes.ts'
import { NO_CREDENTIAL } from '../../electron/core/clients/http/settings.ts'
import { createSchedulerChanges } from '../../electron/core/clients/scheduler/create-changes.ts'
import { detectRelease } from '../../electron/core/clients/scheduler/detect.ts'
import { createSchedulerReader } from '../../electron/core/clients/scheduler/reader.ts'
import { createSdkReader, recogniseSdk } from '../../electron/core/clients/scheduler/sdk.ts'
import { systemClock } from '../../electron/core/lib/clock.ts'
import { startFramework } from '../emulators/scheduler/cluster.ts'
import { createSimulatedRunner } from '../emulators/scheduler/simulated-runner.ts'
import { createMesosWorld } from '../emulators/mesos/world.ts'
import { startMesos } from '../emulators/mesos/emulator.ts'
import { createFastClock } from '../support/fast-clock.ts'
import { rawHttp } from '../support/raw-http.ts'

const stops: (() => void | Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop()
})
const signal = AbortSignal.timeout(60_000)

function http(system: System): Http {
  const made = createHttp(
    { system, tls: null, credential: NO_CREDENTIAL, trusts: () => false, plainCredentials: false },
    { clock: systemClock },
  )
  stops.push(() => made.close())
  return made
}

type Canned = Readonly<Record<string, readonly [status: number, body: string]>>

/** Answers by method and path; anything else is a 404. */
async function canned(answers: Canned): Promise<{ base: string; asked: string[] }> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    let form = ''
    request.on('data', (piece) => (form += String(piece)))
    request.on('end', () => {
      const [path] = (request.url ?? '').split('?')
      asked.push(`${request.method} ${request.url}${form === '' ? '' : ` ${form}`}`)
      const [status, body] = answers[`${request.method} ${path}`] ?? [404, '404 - uri not found']
      if (request.url === '/jar/x') response.setHeader('Content-Disposition', 'attachment; filename="kafka-mesos-0.9.1.4.jar"')
      response.statusCode = status
      response.end(body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stops.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo // it listens on TCP
  return { base: `http://127.0.0.1:${port}`, asked }
}

describe('scheduler 0.9.1: another set of paths', () => {
  const broker =
    '{"id" : "0", "active" : true, "cpus" : 1.0, "mem" : 128, "heap" : 128, "failover" : {"delay" : "10s", "maxDelay" : "60s"}, "task" : {"id" : "broker-0-x", "slaveId" : "S0", "executorId" : "broker-0-y", "hostname" : "slave0", "port" : 31000, "attributes" : {}, "state" : "running"}}'
  const answers: Canned = {
    'GET /health': [200, 'ok\n'],
    'HEAD /jar/x': [200, ''],
    'GET /api/brokers/status': [200, `{"brokers" : [${broker}], "frameworkId" : "f"}\n`],
    'POST /api/brokers/add': [200, `{"brokers" : [${broker}]}`],
    'POST /api/brokers/stop': [200, '{"status" : "timeout", "ids" : "0"}'],
    'POST /api/brokers/remove': [200, '{"ids" : "0"}'],
    'POST /api/brokers/rebalance': [200, '{"status" : "started", "state" : ""}'],
  }

  it('is found, read, and asked by its own names', async () => {
    const { base, asked } = await canned(answers)
    const release = await detectRelease({ http: http('scheduler'), base, signal })
    expect(release).toEqual({ line: 'P091', version: '0.9.1.4', kafkaVersion: null })
    const reader = createSchedulerReader({ http: http('scheduler'), base, release })
    expect((await reader.brokers(signal)).brokers[0]?.task?.endpoint).toBe('slave0:31000')
    const { brokers, topics } = createSchedulerChanges({ http: http('schedulerChange'), base, release, clock: systemClock })
    expect((await brokers.add([0], { mem: 128, heap: 100 }, signal)).kind).toBe('done')
    // Its word is timeout, its status 200: that is no success.
    expect(await brokers.stop([0], { force: false }, signal)).toEqual({ kind: 'done', value: { status: 'inProgress', brokers: [] } })
    expect(await brokers.remove([0], signal)).toEqual({ kind: 'done', value: [0] })
    expect((await topics.rebalance({ topics: ['t'], brokers: [1, 0], replicas: 2, realign: false }, signal)).kind).toBe('done')
    expect((await topics.update('t', new Map(), signal)).kind).toBe('refused')
    expect(asked.filter((one) => one.startsWith('POST'))).toEqual([
      'POST /api/brokers/add id=0&mem=128&heap=100',
      'POST /api/brokers/stop id=0&timeout=0s',
      'POST /api/brokers/remove id=0',
      'POST /api/brokers/rebalance id=0%2C1&topics=t%3A2',
    ])
  })
})

describe('the scheduler of DC/OS', () => {
  const plan =
    '{"phases":[{"id":"p","name":"broker","steps":[{"id":"s","status":"STARTING","name":"kafka-0:[broker]","message":"m"}],"strategy":"serial","status":"IN_PROGRESS"}],"errors":[],"status":"IN_PROGRESS"}'
  const sdk: Canned = {
    'GET /v1/plans': [200, '["deploy","recovery"]'],
    'GET /v1/plans/deploy': [202, plan],
    'GET /v1/plans/recovery': [417, '{"phases":[],"errors":["bad"],"status":"ERROR"}'],
    'GET /v1/brokers': [200, '["0","1"]'],
    'GET /v1/brokers/0': [200, '{"endpoints":["PLAINTEXT://k0:1025"],"host":"k0","port":1025,"rack":"zone-a","version":4}'],
    'GET /v1/endpoints': [200, '["broker","zookeeper"]'],
    'GET /v1/endpoints/broker': [200, '{"address":["10.0.0.211:1025"],"dns":["k0:1025"],"vip":"broker.kafka:9092"}'],
    'GET /v1/endpoints/zookeeper': [200, 'master.mesos:2181/dcos-service-kafka'],
  }

  it('is recognised and read', async () => {
    const { base } = await canned(sdk)
    const needs = { http: http('schedulerSdk'), base }
    const generation = await recogniseSdk(needs, signal)
    expect(generation).toBe('sdk')
    const reader = createSdkReader(needs, 'sdk')
    expect(await reader.brokers(signal)).toEqual([0, 1])
    expect(await reader.broker(0, signal)).toEqual({ id: 0, host: 'k0', port: 1025, endpoints: ['PLAINTEXT://k0:1025'], rack: 'zone-a' })
    expect(await reader.broker(7, signal)).toBeNull()
    const plans = await reader.plans(signal)
    expect(plans.map(({ name, status }) => `${name} ${status}`)).toEqual(['deploy IN_PROGRESS', 'recovery ERROR'])
    expect(plans[0]?.phases[0]?.steps[0]).toEqual({ name: 'kafka-0:[broker]', status: 'STARTING', message: 'm' })
    expect((await reader.endpoints(signal)).map(({ vip, text }) => vip ?? text)).toEqual([
      'broker.kafka:9092',
      'master.mesos:2181/dcos-service-kafka',
    ])
  })

  it('the first generation too', async () => {
    const { base } = await canned({
      'GET /v1/connection': [200, '{"address":["10.0.0.1:9843"],"dns":["b:9843"],"zookeeper":"zk:2181/k"}'],
      'GET /v1/brokers': [200, '{"brokers":["0"]}'],
      'GET /v1/plan': [503, plan],
    })
    const needs = { http: http('schedulerSdk'), base }
    expect(await recogniseSdk(needs, signal)).toBe('first')
    const reader = createSdkReader(needs, 'first')
    expect(await reader.brokers(signal)).toEqual([0])
    expect((await reader.plans(signal))[0]?.status).toBe('IN_PROGRESS')
    expect((await reader.endpoints(signal))[0]).toMatchObject({ addresses: ['10.0.0.1:9843'], text: 'zk:2181/k' })
  })

  it('is not taken for one of ours, nor ours for it', async () => {
    const { base } = await canned(sdk)
    await expect(detectRelease({ http: http('scheduler'), base, signal })).rejects.toMatchObject({ code: 'scheduler.notScheduler' })
    const other = await canned({ 'GET /health': [200, 'ok'] })
    expect(await recogniseSdk({ http: http('schedulerSdk'), base: other.base }, signal)).toBeNull()
  })
})

describe('the scheduler on the emulated Mesos', () => {
  it('what it launches is what Mesos tells, and a lost agent reaches it', async () => {
    const clock = createFastClock(50)
    const mesos = createMesosWorld({ clock })
    const framework = await startFramework({ release: '0.10.1.0-SNAPSHOT', clock, mesos, runner: createSimulatedRunner(clock) })
    stops.push(() => framework.stop())
    const faces = await startMesos(mesos)
    stops.push(() => faces.stop())
    const agents = ['agent-a', 'agent-b'].map((hostname) => mesos.addAgent({ hostname, attributes: { rack: 'r1', number: 7 } }))
    await faces.settled()
    const { world, url } = framework.scheduler
    world.add(0).constraints = new Map([['rack', 'cluster:r1']])
    world.start(0)
    await expect.poll(() => world.list()[0]?.task?.state, { timeout: 5_000 }).toBe('running')
    const task = world.list()[0]?.task
    const state = (await rawHttp('GET', `${faces.masters[0]}/state`.replace(/^(?!http)/, 'http://'))).text
    expect(state).toContain(task?.id)
    expect(state).toContain(`${url}/jar/kafka-mesos-0.10.1.0-SNAPSHOT-kafka_2.11-1.1.0.jar`)
    expect(state).toContain('ly.stealth.mesos.kafka.executor.Executor')
    // A number is no text attribute: constraints do not see it.
    expect(task?.attributes).toEqual(new Map([['rack', 'r1']]))
    const lost = agents.find(({ hostname }) => hostname === task?.hostname)
    mesos.loseAgent(lost?.id ?? '')
    expect([world.list()[0]?.task, world.list()[0]?.failures]).toEqual([null, 1])
  })
})
