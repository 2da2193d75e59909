import type { MesosAgent, MesosSnapshot } from '../../../../shared/domain/mesos.ts'
import { AppError } from '../../../../shared/errors/error.ts'
import type { Clock } from '../../lib/clock.ts'
import { hostAndPort, parseBase } from '../http/address.ts'
import { fieldsOf } from '../http/fields.ts'
import { createLanes, type Lanes } from '../http/lanes.ts'
import { DUMP_BYTES, DUMP_TIMES } from '../http/settings.ts'
import { createHttp, type Http, type HttpJson } from '../http.ts'
import { agentBases } from './agent-address.ts'
import { rows } from './decode/common.ts'
import { maintenance, roles } from './decode/roles.ts'
import { v0Snapshot, v1Snapshot } from './decode/snapshots.ts'
import { v0Task } from './decode/tasks.ts'
import { createFiles, sandboxIn, type Files } from './files.ts'
import { createLeader, type Leader, type Question } from './leader.ts'
import type { MesosClient, MesosSettings, Told, WhichSandbox } from './mesos-client.ts'
import { subscribe } from './stream.ts'
import { is } from './translate.ts'

const DUMP = { times: DUMP_TIMES, most: DUMP_BYTES }

export function createMesosClient(settings: MesosSettings, needs: { readonly clock: Clock; readonly lanes?: Lanes }): MesosClient {
  const lanes = needs.lanes ?? createLanes()
  const masters = settings.masters.map((text) => parseBase(text))
  const bases = masters.map((m) => m.origin + m.prefix)
  const trusted = new Set([...masters, ...settings.accepted.map(parseBase)].map((m) => m.origin))
  const trusts = (origin: string): boolean => trusted.has(origin)
  const { tls, plainCredentials, network } = settings
  const http = createHttp(
    { system: 'mesosMaster', credential: settings.credential, tls, plainCredentials, network, trusts },
    { ...needs, lanes },
  )
  const leader = createLeader(http, bases, trusts)
  const agents = createAgents(settings, bases[0] ?? '', { ...needs, lanes })

  return {
    masters: (signal) => leader.poll(signal),
    ...reads(leader),
    subscribe: (signal) => subscribe(http, leader, signal),
    ...agents,
    close() {
      http.close()
      agents.close()
    },
  }
}

const get = (path: string, query?: Readonly<Record<string, string | number>>): Question => ({
  method: 'GET',
  path,
  ...(query ? { query } : {}),
})
const call = (type: string): Question => ({ method: 'POST', path: '/api/v1', body: { type } })

type Reads = Omit<MesosClient, 'masters' | 'subscribe' | 'close' | keyof AgentActs>

function reads(leader: Leader): Reads {
  const ask = async <T>(question: Question, signal: AbortSignal, decode: (value: unknown) => T | Promise<T>): Promise<Told<T>> => {
    const told = await leader.ask(question, signal)
    return { ...told, value: await decode(told.value.value) }
  }
  return {
    version: (signal) => ask(get('/version'), signal, (value) => fieldsOf(value).text('version')),
    summary: (signal) => ask(get('/state-summary'), signal, v0Snapshot),
    framework: (id, signal) => ask({ ...get('/frameworks', { framework_id: id }), ...DUMP }, signal, (value) => onlyFramework(value, id)),
    agent: (id, signal) =>
      // Before 1.4 the filter is ignored.
      ask(
        get('/slaves', { slave_id: id }),
        signal,
        async (value) => (await v0Snapshot(value)).agents.find((agent) => agent.id === id) ?? null,
      ),
    tasks: ({ frameworkId, limit, offset }, signal) =>
      ask(get('/tasks', { framework_id: frameworkId, limit, offset }), signal, async (value) =>
        (await rows(fieldsOf(value).list('tasks'), v0Task)).good.filter((task) => task.frameworkId === frameworkId),
      ),
    tasksWithCauses: (signal) => ask({ ...call('GET_TASKS'), ...DUMP }, signal, (value) => v1Snapshot(fieldsOf(value))),
    state: (signal) => ask({ ...get('/state'), ...DUMP }, signal, v0Snapshot),
    frameworks: (signal) => ask(get('/state-summary'), signal, async (value) => (await v0Snapshot(value)).frameworks),
    roles: (signal) => ask(get('/roles'), signal, roles),
    async maintenance(signal) {
      const schedule = await leader.ask(get('/maintenance/schedule'), signal)
      const status = await leader.ask(get('/maintenance/status'), signal)
      // Two halves of two leaders are no whole (G-08).
      if (schedule.epoch !== status.epoch) throw new AppError('http.closed', { address: status.leader, request: 'GET /maintenance/status' })
      return { ...status, value: maintenance(schedule.value.value, status.value.value) }
    },
    flags: (signal) => ask(get('/flags'), signal, flags),
  }
}

async function onlyFramework(value: unknown, id: string): Promise<MesosSnapshot> {
  const all = await v0Snapshot(value)
  return {
    ...all,
    frameworks: all.frameworks.filter((f) => f.id === id),
    tasks: all.tasks.filter((t) => t.frameworkId === id),
    executors: all.executors.filter((e) => e.frameworkId === id),
  }
}

/** A ZooKeeper address may hold a password. */
const flags = (value: unknown): ReadonlyMap<string, string> =>
  new Map(
    fieldsOf(value)
      .entries('flags')
      .flatMap(([name, text]) => (typeof text === 'string' ? [[name, text.replace(/\/\/[^/@]*@/g, '//…@')] as const] : [])),
  )

type AgentActs = Pick<MesosClient, 'sandbox' | 'browse' | 'read' | 'size' | 'follow' | 'download'>

function createAgents(
  settings: MesosSettings,
  master: string,
  needs: { readonly clock: Clock; readonly lanes: Lanes },
): AgentActs & { close(): void } {
  const { tls, plainCredentials, network, agentCredential, credential } = settings
  const behindRouter = settings.agentsVia === 'dcos'
  const bases = agentBases(master, behindRouter)
  const http = createHttp(
    {
      system: 'mesosAgent',
      // The router checks one token for all that is behind it.
      credential: behindRouter ? credential : agentCredential,
      tls,
      plainCredentials,
      network,
      trusts: (origin) => bases.knows(origin),
    },
    needs,
  )
  const onAgent = <T>(agent: MesosAgent, signal: AbortSignal, act: (files: Files, base: string) => Promise<T>): Promise<T> =>
    bases.reach(agent, signal, (base) => act(createFiles(http, base, needs.clock), base))

  return {
    sandbox: (which, signal) => onAgent(which.agent, signal, (files, base) => findSandbox(http, base, files, which, signal)),
    browse: (agent, path, signal) => onAgent(agent, signal, (files) => files.browse(path, signal)),
    read: (agent, path, from, length, signal) => onAgent(agent, signal, (files) => files.read(path, from, length, signal)),
    size: (agent, path, signal) => onAgent(agent, signal, (files) => files.size(path, signal)),
    download: (agent, path, signal) => onAgent(agent, signal, (files) => files.download(path, signal)),
    async *follow(agent, path, from, signal) {
      // Finds the address that works; the pieces then come from there.
      const files = await onAgent(agent, signal, async (found) => {
        await found.size(path, signal)
        return found
      })
      yield* files.follow(path, from, signal)
    },
    close: () => http.close(),
  }
}

/** The short way from 1.5 on, whose answer is the listing itself; else the agent's state tells the directory. */
async function findSandbox(http: Http, base: string, files: Files, which: WhichSandbox, signal: AbortSignal): Promise<string> {
  const { frameworkId, taskId } = which
  const executorId = which.executorId ?? taskId
  const short = `/frameworks/${frameworkId}/executors/${executorId}/runs/latest`
  try {
    const entries = await files.browse(short, signal)
    const own = `${short}/tasks/${taskId}`
    const grouped = entries.some((entry) => entry.name === 'tasks' && entry.directory) && (await exists(files, own, signal))
    return grouped ? own : short
  } catch (error) {
    if (!(error instanceof AppError) || !(is(error, 'http.notFound') || is(error, 'http.status'))) throw error
  }
  const state: HttpJson = await http.json({ ...get('/state'), base, signal, ...DUMP })
  const found = sandboxIn(state.value, frameworkId, executorId, taskId)
  if (found === null) throw new AppError('mesos.sandboxGone', { task: taskId, agent: hostAndPort(base) })
  return found
}

const exists = (files: Files, path: string, signal: AbortSignal): Promise<boolean> =>
  files.browse(path, signal).then(
    (entries) => entries.length > 0,
    () => false,
  )
