import { json, refuse, unauthorized, type Login } from './answers.ts'
import type { Answer, Asked } from './http-face.ts'
import { isOver, type Sandbox, type WorldAgent } from './model.ts'
import { flat, taskV0, versionOf, type JsonObject } from './render-v0.ts'
import type { MesosWorld } from './world.ts'

/** 16 memory pages. */
const PAGE = 65_536

export function answerAsAgent(world: MesosWorld, agent: WorldAgent, login: Login | null, asked: Asked): Answer {
  const path = asked.path.replace(/^\/slave\(1\)(?=\/)/, '')
  const denied = unauthorized(world, path, asked.headers.authorization, { login, who: 'agent' })
  if (denied) return denied
  switch (path) {
    case '/health':
      return { status: 200 }
    case '/version':
      return json(world, { version: versionOf(world), build_date: '2020-11-17 00:00:00', build_time: 1_605_571_200, build_user: 'root' })
    case '/state':
      return json(world, state(world, agent))
    case '/files/browse':
      return onFile(world, agent, asked, browse)
    case '/files/read':
      return onFile(world, agent, asked, read)
    case '/files/download':
      return onFile(world, agent, asked, download)
    default:
      return refuse(world, 404)
  }
}

interface Place {
  readonly sandbox: Sandbox
  /** Below the sandbox. */
  readonly inside: string
  /** As it was asked for. */
  readonly asked: string
}

type OnFile = (world: MesosWorld, place: Place, query: URLSearchParams) => Answer

function onFile(world: MesosWorld, agent: WorldAgent, asked: Asked, act: OnFile): Answer {
  const path = asked.query.get('path')
  if (path === null) return refuse(world, 400, "Expecting 'path=value' in query.\n")
  const place = locate(world, agent, path)
  if (place === null) return asked.path.endsWith('/download') ? refuse(world, 404) : NOT_THERE
  return act(world, place, asked.query)
}

/** By the real directory, and from 1.5 on by the short virtual path of the newest run. */
function locate(world: MesosWorld, agent: WorldAgent, path: string): Place | null {
  if (path.split('/').includes('..')) return null
  for (const sandbox of agent.sandboxes.values()) {
    const roots = [
      sandbox.directory,
      ...(world.since(1, 5) ? [`/frameworks/${sandbox.frameworkId}/executors/${sandbox.executorId}/runs/latest`] : []),
    ]
    const root = roots.find((r) => path === r || path.startsWith(`${r}/`))
    if (root !== undefined) return { sandbox, inside: path.slice(root.length + 1), asked: path }
  }
  return null
}

const NOT_THERE: Answer = { status: 404, headers: { 'Content-Type': 'text/plain; charset=utf-8' } }

const browse: OnFile = (world, { sandbox, inside, asked }) => {
  const entries = sandbox.files.list(inside)
  if (entries === null) return NOT_THERE
  return json(
    world,
    entries.map((entry) => ({
      gid: 'root',
      mode: entry.directory ? 'drwxr-xr-x' : '-rw-r--r--',
      mtime: Math.floor(entry.modifiedAt / 1_000),
      nlink: entry.directory ? 2 : 1,
      path: `${asked}/${entry.name}`,
      size: entry.size,
      uid: 'root',
    })),
  )
}

const read: OnFile = (world, { sandbox, inside }, query) => {
  const number = (name: string): number | null | 'bad' => {
    const text = query.get(name)
    return text === null ? null : /^-?\d+$/.test(text) ? Number(text) : 'bad'
  }
  const offset = number('offset')
  const length = number('length')
  if (offset === 'bad') return refuse(world, 400, `Failed to parse offset: Failed to convert '${query.get('offset')}' to number.`)
  if (length === 'bad') return refuse(world, 400, `Failed to parse length: Failed to convert '${query.get('length')}' to number.`)
  if (offset !== null && offset < -1) return refuse(world, 400, `Negative offset provided: ${offset}.`)
  if (length !== null && length < -1) return refuse(world, 400, `Negative length provided: ${length}.`)
  const size = sandbox.files.size(inside)
  if (size === null) return sandbox.files.list(inside) === null ? NOT_THERE : refuse(world, 400, 'Cannot read a directory.')
  if (offset === null || offset === -1) return json(world, { data: '', offset: size })
  // Up to 1.0 an offset past the end comes back as the end.
  if (offset >= size) return json(world, { data: '', offset: world.since(1, 1) ? offset : size })
  const wanted = length === null || length === -1 ? PAGE : Math.min(length, PAGE)
  return { status: 200, headers: { 'Content-Type': 'application/json' }, body: page(sandbox.files.read(inside, offset, wanted), offset) }
}

/** The bytes of the file go into the text as they are; only what JSON cannot hold is escaped. */
function page(bytes: Buffer, offset: number): Buffer {
  const parts: Buffer[] = [Buffer.from('{"data":"')]
  for (const byte of bytes) {
    if (byte === 0x22 || byte === 0x5c) parts.push(Buffer.from([0x5c, byte]))
    else if (byte === 0x0a) parts.push(Buffer.from('\\n'))
    else if (byte < 0x20 || byte === 0x7f) parts.push(Buffer.from(`\\u00${byte.toString(16).padStart(2, '0')}`))
    else parts.push(Buffer.from([byte]))
  }
  return Buffer.concat([...parts, Buffer.from(`","offset":${offset}}`)])
}

const download: OnFile = (world, { sandbox, inside }) => {
  const size = sandbox.files.size(inside)
  if (size === null) return sandbox.files.list(inside) === null ? refuse(world, 404) : refuse(world, 400, 'Cannot download a directory.')
  const name = inside.slice(inside.lastIndexOf('/') + 1)
  return {
    status: 200,
    headers: { 'Content-Type': 'application/octet-stream', 'Content-Disposition': `attachment; filename=${name}` },
    body: sandbox.files.read(inside, 0, size),
  }
}

function state(world: MesosWorld, agent: WorldAgent): JsonObject {
  const executors = [...agent.sandboxes.values()].map((sandbox) => {
    const tasks = [...world.tasks.values()].filter(
      (t) => t.frameworkId === sandbox.frameworkId && (t.executor?.id ?? t.id) === sandbox.executorId,
    )
    return {
      sandbox,
      over: tasks.every((t) => isOver(t.state)),
      json: executor(
        world,
        sandbox,
        tasks.map((t) => ({ json: taskV0(world, t), over: isOver(t.state) })),
      ),
    }
  })
  const frameworks = [...world.frameworks.values()].filter((f) => executors.some((e) => e.sandbox.frameworkId === f.id))
  return {
    version: versionOf(world),
    build_date: '2020-11-17 00:00:00',
    build_time: 1_605_571_200,
    build_user: 'root',
    start_time: agent.registeredAt / 1_000,
    id: agent.id,
    pid: `slave(1)@127.0.0.1:${agent.port ?? 0}`,
    hostname: agent.hostname,
    resources: flat(world, agent.total),
    attributes: agent.attributes,
    master_hostname: 'localhost',
    frameworks: frameworks.map((f) => ({
      id: f.id,
      name: f.name,
      user: f.user,
      failover_timeout: f.failoverSeconds,
      checkpoint: f.checkpoint,
      hostname: f.hostname,
      role: f.role,
      executors: executors.filter((e) => e.sandbox.frameworkId === f.id && !e.over).map((e) => e.json),
      completed_executors: executors.filter((e) => e.sandbox.frameworkId === f.id && e.over).map((e) => e.json),
    })),
    completed_frameworks: [],
  }
}

const executor = (
  world: MesosWorld,
  sandbox: Sandbox,
  tasks: readonly { readonly json: JsonObject; readonly over: boolean }[],
): JsonObject => ({
  id: sandbox.executorId,
  name: sandbox.executorName,
  source: '',
  container: sandbox.containerId,
  directory: sandbox.directory,
  resources: flat(world, { cpus: 0.1, mem: 32 }),
  tasks: tasks.filter((t) => !t.over).map((t) => t.json),
  queued_tasks: [],
  completed_tasks: tasks.filter((t) => t.over).map((t) => t.json),
})
