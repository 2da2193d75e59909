import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import * as z from 'zod'
import { createHttp } from '../../electron/core/clients/http.ts'
import { NO_CREDENTIAL } from '../../electron/core/clients/http/settings.ts'
import { createMesosClient } from '../../electron/core/clients/mesos/create-mesos-client.ts'
import { createSchedulerReader } from '../../electron/core/clients/scheduler/reader.ts'
import { createMesosReading } from '../../electron/core/collectors/mesos/mesos-reading.ts'
import { systemClock } from '../../electron/core/lib/clock.ts'
import { brokerList } from '../../electron/core/state/projections/brokers.ts'
import { agentList } from '../../electron/core/state/projections/mesos/agents.ts'
import { frameworkList } from '../../electron/core/state/projections/mesos/framework.ts'
import { taskList } from '../../electron/core/state/projections/mesos/tasks.ts'
import type { LiveCluster } from '../../electron/core/state/live-cluster.ts'
import { createClusterStore, type ClusterStore } from '../../electron/core/state/store.ts'
import { BrokerRow } from '../../shared/contract/brokers.ts'
import { AgentRow, FrameworkRow, TaskRow } from '../../shared/contract/mesos-rows.ts'
import { AppError } from '../../shared/errors/error.ts'
import { startMesosScene } from '../support/mesos-scene.ts'
import { createRandom } from '../support/random.ts'
import { until } from '../support/until.ts'

const ANSWERS = Number(process.env['MUTATED_ANSWERS'] ?? 5_000)
const PATHS = ['/metrics/snapshot', '/version', '/state-summary', '/frameworks', '/api/broker/list', '/maintenance/schedule']
const PUT = [
  '',
  '}',
  ']',
  '{',
  '[',
  '"',
  ',',
  ':',
  'null',
  '-1',
  '1e999',
  'true',
  '""',
  '{}',
  '[]',
  '\\u0000',
  '9007199254740993',
  '\0',
  'é',
]

/** True answers by path, as the emulators give them. */
async function recorded(mesos: string, scheduler: string): Promise<ReadonlyMap<string, string>> {
  const bodies = new Map<string, string>()
  for (const path of PATHS) {
    const reply = await fetch(`${path.startsWith('/api/') ? scheduler : mesos}${path}`)
    bodies.set(path, await reply.text())
  }
  return bodies
}

/** Gives true answers with one place or several changed. */
async function startTampering(bodies: ReadonlyMap<string, string>, random: ReturnType<typeof createRandom>) {
  let told = 0
  const server = createServer((asked, answer) => {
    const path = new URL(asked.url ?? '/', 'http://tampering').pathname
    let body = bodies.get(path) ?? ''
    // The leader must be found for anything else to be asked.
    for (let n = path === '/metrics/snapshot' && random.below(4) > 0 ? 0 : 1 + random.below(3); n > 0; n--) {
      const at = random.below(body.length + 1)
      body = body.slice(0, at) + (PUT[random.below(PUT.length)] ?? '') + body.slice(at + random.below(6))
    }
    told += 1
    answer.writeHead(200, { 'Content-Type': 'application/json' }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  // A listening TCP server has this form of address.
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, told: () => told }
}

const viewed = (store: ClusterStore): LiveCluster => ({
  id: 'p',
  clock: systemClock,
  store,
  reading: () => ({ source: { is: 'live', since: 0 }, lastReadAt: null, requestsPerSecond: 0, budget: 20, stretch: 1, jobs: [] }),
  systems: () => [],
  onReading: () => undefined,
  hold: () => undefined,
})

describe('D-04 answers of Mesos and the scheduler that were changed on the way', () => {
  it(
    `${ANSWERS} answers: each ends in a state whose rows fit the contract, or in an error of the catalogue`,
    { timeout: 300_000 },
    async () => {
      const scene = await startMesosScene({ clock: systemClock })
      for (const id of [0, 1, 2]) scene.scheduler.world.add(id)
      for (const id of [0, 1]) scene.scheduler.world.start(id)
      await until(() => scene.scheduler.world.list().filter((b) => b.task?.state === 'running').length === 2, 'two run', 30_000)
      const bodies = await recorded(scene.emulator.masters[0] ?? '', scene.scheduler.url)
      const { url, told } = await startTampering(bodies, createRandom(11))

      const store = createClusterStore()
      const plain = { tls: null, plainCredentials: false }
      const none = NO_CREDENTIAL
      const settings = { masters: [url], accepted: [], agentsVia: 'direct', credential: none, agentCredential: none, ...plain } as const
      const client = createMesosClient(settings, { clock: systemClock })
      const http = createHttp({ system: 'scheduler', credential: none, trusts: () => false, ...plain }, { clock: systemClock })
      onTestFinished(() => {
        client.close()
        http.close()
      })
      const release = { line: 'P10', version: null, kafkaVersion: null } as const
      const reader = createSchedulerReader({ http, base: url, release })
      const reading = createMesosReading({ client, clock: systemClock, sink: store, framework: null })
      const signal = new AbortController().signal
      const ends = { read: 0, failed: 0 }
      const end = async (act: () => Promise<unknown>): Promise<void> => {
        try {
          await act()
          ends.read += 1
        } catch (error) {
          expect(error).toBeInstanceOf(AppError)
          ends.failed += 1
        }
      }
      const cluster = viewed(store)
      const views = [
        [agentList(cluster), AgentRow],
        [taskList(cluster), TaskRow],
        [frameworkList(cluster), FrameworkRow],
        [brokerList(cluster), BrokerRow],
      ] as const
      while (told() < ANSWERS) {
        await end(() => client.masters(signal))
        await end(() => reading.read(signal))
        await end(() => client.maintenance(signal))
        await end(async () => {
          const { brokers } = await reader.brokers(signal)
          await store.apply({ kind: 'scheduler', at: 1, now: 1, address: url, release, brokers })
        })
        for (const [view, row] of views) expect(z.array(row).safeParse([...view.read().rows.values()]).error).toBeUndefined()
      }
      console.log(JSON.stringify({ answers: told(), ...ends }))
      expect(ends.read).toBeGreaterThan(100)
      expect(ends.failed).toBeGreaterThan(100)
    },
  )
})
