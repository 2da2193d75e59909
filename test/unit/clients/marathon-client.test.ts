import { afterEach, describe, expect, it } from 'vitest'
import { NO_CREDENTIAL } from '../../../electron/core/clients/http/settings.ts'
import { createMarathonClient, type MarathonClient } from '../../../electron/core/clients/marathon/marathon-client.ts'
import { createMesosClient } from '../../../electron/core/clients/mesos/create-mesos-client.ts'
import { systemClock } from '../../../electron/core/lib/clock.ts'
import { startMarathon, type MarathonEmulator } from '../../emulators/marathon/emulator.ts'
import { startMesos } from '../../emulators/mesos/emulator.ts'
import { startHttpFace } from '../../emulators/mesos/http-face.ts'
import { createMesosWorld } from '../../emulators/mesos/world.ts'
import { publicAnswers } from '../../support/fixtures/recorded.ts'

const stops: (() => unknown)[] = []
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()))
})
const signal = (): AbortSignal => AbortSignal.timeout(10_000)

function connect(base: string): MarathonClient {
  const client = createMarathonClient({ base, credential: NO_CREDENTIAL, tls: null, plainCredentials: false }, { clock: systemClock })
  stops.push(() => client.close())
  return client
}
async function emulate(): Promise<MarathonEmulator> {
  const marathon = await startMarathon(createMesosWorld())
  stops.push(() => marathon.stop())
  return marathon
}

describe('Marathon', () => {
  it('tells where the scheduler runs, also after it moved, and what holds up a deployment', async () => {
    const marathon = await emulate()
    const client = connect(marathon.url)
    marathon.run({
      id: '/group/kafka',
      cmd: './kafka-mesos.sh scheduler',
      labels: { DCOS_SERVICE_NAME: 'kafka', __proto__x: 'y' },
      at: { host: '10.0.0.7', port: 7_000 },
    })
    expect((await client.info(signal())).version).toBe('1.5.2')
    expect(await client.apps(signal())).toMatchObject([{ id: '/group/kafka', cmd: './kafka-mesos.sh scheduler', tasksRunning: 1 }])
    expect(await client.tasks('/group/kafka', signal())).toMatchObject([{ host: '10.0.0.7', ports: [7_000], state: 'TASK_RUNNING' }])
    marathon.run({ id: '/group/kafka', at: { host: '10.0.0.8', port: 7_001 } })
    expect(await client.tasks('/group/kafka', signal())).toMatchObject([{ host: '10.0.0.8', ports: [7_001] }])
    const done = marathon.deploy('/group/kafka')
    expect(await client.deployments(signal())).toMatchObject([{ apps: ['/group/kafka'], step: 1, steps: 2 }])
    done()
    expect(await client.deployments(signal())).toEqual([])
    marathon.run({ id: '/waits' })
    expect(await client.queue(signal())).toEqual([{ appId: '/waits', count: 1, reason: 'InsufficientMemory' }])
    await expect(client.tasks('/none', signal())).rejects.toMatchObject({ code: 'http.notFound' })
  })

  it.each(['kafka', '/../x', '/a/%2e%2e', '/a?x=1', '/A', '//evil', ''])('D-01 the app id %j never becomes a path', async (id) => {
    const marathon = await emulate()
    await expect(connect(marathon.url).tasks(id, signal())).rejects.toMatchObject({ code: 'http.badAddress' })
    expect(marathon.log).toEqual([])
  })

  const answers = publicAnswers()
  it.skipIf(answers === null)('reads answers of real installations (skipped where they are not at hand)', async () => {
    const text = (name: string): string => answers?.find((a) => a.name === name)?.text ?? ''
    const files: Record<string, string> = {
      '/v2/apps': 'marathon-apps-100-anonymised.json',
      '/v2/apps/foo/tasks': 'marathon-app-tasks.json',
      '/v2/deployments': 'marathon-deployments.json',
      '/v2/queue': 'marathon-queue.json',
      '/v2/info': 'marathon-info.json',
    }
    const face = await startHttpFace('marathon', [], ({ path }) => ({
      status: 200,
      headers: { 'Content-Type': 'application/json' },
      body: text(files[path] ?? ''),
    }))
    stops.push(() => face.stop())
    const client = connect(face.url)
    expect((await client.apps(signal())).length).toBeGreaterThan(50)
    expect(await client.tasks('/foo', signal())).toMatchObject([{ host: 'srv7.hw.ca1.mesosphere.com', ports: [31_756] }])
    expect(await client.deployments(signal())).toMatchObject([{ apps: ['/foo'] }])
    expect((await client.queue(signal())).length).toBeGreaterThan(0)
    expect((await client.info(signal())).version).toBeTruthy()
  })
})

describe('DC/OS Admin Router', () => {
  it('one address with a path and one token for masters and agents', async () => {
    const world = createMesosWorld()
    const agentId = world.addAgent().id
    const framework = world.addFramework({ name: 'kafka' }).id
    world.launchTask({ frameworkId: framework, id: 'kafka-0', name: 'kafka-0', agentId })
    const mesos = await startMesos(world)
    stops.push(() => mesos.stop())
    const tokens: (string | undefined)[] = []
    const router = await startHttpFace('router', [], async ({ path, rawQuery, headers }) => {
      tokens.push(headers.authorization)
      const agentPath = /^\/agent\/([^/]+)(\/.*)$/.exec(path)
      const target = path.startsWith('/mesos/')
        ? `${mesos.masters[0]}${path.slice(6)}`
        : agentPath
          ? `${mesos.agentFace(agentPath[1] ?? '').url}${agentPath[2]}`
          : null
      if (target === null) return { status: 404 }
      const response = await fetch(`${target}${rawQuery ? `?${rawQuery}` : ''}`, { redirect: 'manual' })
      return { status: response.status, headers: { 'Content-Type': 'application/json' }, body: Buffer.from(await response.arrayBuffer()) }
    })
    stops.push(() => router.stop())
    const client = createMesosClient(
      {
        masters: [`${router.url}/mesos`],
        accepted: [],
        agentsVia: 'dcos',
        credential: { kind: 'token', token: 'jwt' },
        agentCredential: NO_CREDENTIAL,
        tls: null,
        plainCredentials: false,
      },
      { clock: systemClock },
    )
    stops.push(() => client.close())
    const agent = (await client.agent(agentId, signal())).value
    if (agent === null) throw new Error('no agent')
    const sandbox = await client.sandbox({ agent, frameworkId: framework, taskId: 'kafka-0', executorId: null }, signal())
    expect((await client.browse(agent, sandbox, signal())).map((e) => e.name)).toEqual(['stderr', 'stdout'])
    expect(new Set(tokens)).toEqual(new Set(['token=jwt']))
  })
})
