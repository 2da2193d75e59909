import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Clock } from '../../../electron/core/lib/clock.ts'
import type { MesosPort } from './agents.ts'
import type { Entry } from './journal.ts'
import { Refusal, refusalAnswer, type Answer } from './http/answer.ts'
import { paramsOf } from './http/params.ts'
import { notFound, servedAt } from './http/routes.ts'
import { createRegistry, type Registry } from './registry.ts'
import type { EmulatedRelease } from './releases.ts'
import { createSchedulerWorld, type SchedulerWorld } from './world.ts'

export interface SchedulerFaults {
  /** Does the work, then ends the connection without an answer. */
  loseAnswers: boolean
  /** Ends the connection before anything is done. */
  refuse: boolean
  /** The same for one path alone. */
  refusePath: string | null
  /** Sends this in place of every answer. */
  garble: string | null
  /** A proxy on the way writes its own reason phrases. */
  plainReasons: boolean
  /** Says nothing. */
  hang: boolean
  /** Refuses what changes something, in these words; of several brokers only that one (null: each). */
  says: { readonly words: string; readonly broker: string | null } | null
  /** A build of its own, whose files have names that tell nothing. */
  ownBuild: boolean
}

export interface SchedulerEmulator {
  readonly url: string
  readonly world: SchedulerWorld
  readonly registry: Registry
  readonly faults: SchedulerFaults
  /** Every request that came, in order. */
  readonly requests: readonly SchedulerRequest[]
  effects(what: string): readonly Entry[]
  stop(): Promise<void>
}

export interface SchedulerRequest {
  readonly method: string
  readonly path: string
  readonly query: string
  readonly form: string
}

export interface EmulatorOptions {
  readonly release: EmulatedRelease
  readonly clock: Clock
  readonly mesos: MesosPort
  readonly port?: number
}

/** The HTTP face of a scheduler of one release, on loopback. */
export async function startSchedulerEmulator({ release, clock, mesos, port = 0 }: EmulatorOptions): Promise<SchedulerEmulator> {
  const world = createSchedulerWorld({ release, clock, mesos })
  const registry = createRegistry(clock)
  const requests: SchedulerRequest[] = []
  const faults: SchedulerFaults = {
    loseAnswers: false,
    refuse: false,
    refusePath: null,
    garble: null,
    plainReasons: false,
    hang: false,
    says: null,
    ownBuild: false,
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (faults.refuse) return void request.socket.destroy()
    const url = new URL(request.url ?? '/', 'http://scheduler')
    const form = await readForm(request)
    const method = request.method ?? 'GET'
    if (faults.refusePath === url.pathname) return void request.socket.destroy()
    requests.push({ method, path: url.pathname, query: url.search, form: form.toString() })
    if (faults.hang) return
    const made = await handle(method, url, form)
    if (faults.ownBuild && made.length !== undefined) return send(response, { ...made, headers: {} }, false)
    if (faults.loseAnswers) return void request.socket.destroy()
    if (faults.garble !== null) return void response.end(faults.garble)
    send(response, made, faults.plainReasons)
  }

  async function handle(method: string, url: URL, form: URLSearchParams): Promise<Answer> {
    const path = url.pathname
    const { line } = world.facts
    try {
      const served = servedAt(path, world.facts) ?? notFound(world.facts)
      if (!['GET', 'POST', 'HEAD'].includes(method)) throw new Refusal(405, null)
      if (served.postOnly && line !== 'P09' && method !== 'POST') throw new Refusal(405, null)
      if (registry.down && /^\/api\/(topic|partition|quota)/.test(path)) throw new Refusal(500, zooKeeperDown(line))
      const { says } = faults
      if (says !== null && method === 'POST' && (says.broker ?? form.get('broker')) === form.get('broker'))
        throw new Refusal(400, says.words)
      return await served.handler({ world, registry, params: paramsOf(url.searchParams, form) })
    } catch (error) {
      if (error instanceof Refusal) return refusalAnswer(error, path, world.facts)
      throw error
    }
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.statusCode = 599
      response.end(`the emulator failed: ${error instanceof Error ? error.stack : String(error)}`)
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  // A listening TCP server has this form of address.
  const { port: bound } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${bound}`,
    world,
    registry,
    faults,
    requests,
    effects: (what) => world.journal.of(what),
    async stop() {
      world.close()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

const zooKeeperDown = (line: string): string =>
  line === 'P09'
    ? 'org.I0Itec.zkclient.exception.ZkTimeoutException: Unable to connect to zookeeper server within timeout: 30000'
    : 'Request failed.'

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let text = ''
  for await (const piece of request) text += String(piece)
  const isForm = (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')
  return new URLSearchParams(isForm ? text : '')
}

function send(response: ServerResponse, { status, reason, type, headers, body, length }: Answer, plainReasons: boolean): void {
  response.statusCode = status
  if (reason !== undefined && !plainReasons) response.statusMessage = reason.replace(/[^\t\x20-\x7e\x80-\xff]/g, '?')
  if (type !== undefined) response.setHeader('Content-Type', type)
  for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value)
  if (length !== undefined && response.req.method === 'HEAD') response.setHeader('Content-Length', length)
  response.end(body)
}
