import { afterEach, describe, expect, it } from 'vitest'
import { startMesos, type MesosEmulator } from '../../emulators/mesos/emulator.ts'
import { createMesosWorld, type MesosWorld } from '../../emulators/mesos/world.ts'
import { createMemorySandbox } from '../../emulators/mesos/sandbox.ts'
import { recorded, recordedOne, recordedBytes } from '../../support/fixtures/recorded.ts'

const running: MesosEmulator[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((mesos) => mesos.stop()))
})
async function emulate(world: MesosWorld, settings: Parameters<typeof startMesos>[1] = {}): Promise<MesosEmulator> {
  const mesos = await startMesos(world, settings)
  running.push(mesos)
  return mesos
}

/** The situation of the recording: one agent, two frameworks, a task each. */
function sameWorld(): MesosWorld {
  const world = createMesosWorld()
  const agent = world.addAgent({
    attributes: { rack: 'r1', zone: 'z1', weight: 2.5, slots: '[1-4]' },
    resources: { cpus: 2, mem: 2_048, disk: 10_240, ports: [[31_000, 31_999]] },
  })
  const capabilities = ['RESERVATION_REFINEMENT', 'TASK_KILLING_STATE', 'REVOCABLE_RESOURCES', 'PARTITION_AWARE']
  const web = world.addFramework({ name: 'mesos-execute instance', hostname: '', role: 'web/front', capabilities, failoverSeconds: 0 })
  const files = createMemorySandbox(() => Date.now())
  files.write('stdout', 'line one\nline é☃\n')
  world.launchTask({
    frameworkId: web.id,
    id: 'web.1',
    name: 'web',
    agentId: agent.id,
    files,
    labels: [{ key: 'team', value: 'kafka' }, { key: 'flag' }],
    resources: { cpus: 0.2, mem: 64, disk: 16, ports: [[31_100, 31_101]] },
  })
  world.updateTask(web.id, 'web.1', { state: 'TASK_STARTING' })
  world.updateTask(web.id, 'web.1', { state: 'TASK_RUNNING', healthy: true, reason: 'REASON_TASK_HEALTH_CHECK_STATUS_UPDATED' })
  return world
}

/** Paths of all fields with the types of their values; entries of lists fall together, and so do maps with keys of their own. */
function shape(value: unknown, at = '', into = new Map<string, Set<string>>()): Map<string, Set<string>> {
  const type = value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value
  into.set(at, (into.get(at) ?? new Set()).add(type))
  if (Array.isArray(value)) for (const entry of value) shape(entry, `${at}[]`, into)
  else if (typeof value === 'object' && value !== null) {
    for (const [key, entry] of Object.entries(value)) if (!OWN_KEYS.test(at)) shape(entry, `${at}.${key}`, into)
  }
  return into
}
const OWN_KEYS = /\.(flags|attributes|reserved_resources)$/

/** Not emulated, and said so: what the world does not hold. */
const LEFT_OUT =
  /discovery|health_check|external_log_file|log_dir|_full|check_status|executor_pid|\.ports$|build_|git_|labels|limits|kill_policy|\.role$/

const parse = (bytes: Buffer | string): unknown => JSON.parse(bytes.toString()) as unknown

describe('the emulator tells what a real Mesos 1.11 tells', () => {
  it.each([
    ['/state', 'master_state'],
    ['/state-summary', 'master_state-summary'],
    ['/slaves', 'master_slaves'],
    ['/frameworks', 'master_frameworks'],
    ['/tasks', 'master_tasks'],
    ['/version', 'master_version'],
    ['GET_STATE', 'master_v1_GET_STATE'],
    ['GET_TASKS', 'master_v1_GET_TASKS'],
    ['GET_AGENTS', 'master_v1_GET_AGENTS'],
    ['GET_FRAMEWORKS', 'master_v1_GET_FRAMEWORKS'],
    ['GET_EXECUTORS', 'master_v1_GET_EXECUTORS'],
  ])('%s: the same fields and types', async (what, name) => {
    const [master] = (await emulate(sameWorld())).masters
    const call = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ type: what }) }
    const response = await (what.startsWith('/') ? fetch(`${master}${what}`) : fetch(`${master}/api/v1`, call))
    const real = recordedOne('02-one-agent-running', name)
    expect(response.headers.get('content-type')).toBe(real.headers.get('content-type'))
    const ours = shape(await response.json())
    const theirs = shape(parse(real.body))
    const differing = (a: typeof ours, b: typeof ours): string[] =>
      [...a].flatMap(([path, types]) =>
        LEFT_OUT.test(path) || [...types].every((t) => b.get(path)?.has(t)) ? [] : [`${path}: ${[...types].join()}`],
      )
    expect({
      invented: differing(ours, theirs),
      missing: differing(theirs, ours).filter((m) => !/gpus|quota|_slaves\[\]/.test(m)),
    }).toEqual({ invented: [], missing: [] })
  })

  it('metrics: every name is a real one', async () => {
    const [master] = (await emulate(sameWorld())).masters
    const real = Object.keys(parse(recordedOne('02-one-agent-running', 'master_metrics-snapshot').body) as object)
    const ours = Object.keys((await (await fetch(`${master}/metrics/snapshot`)).json()) as object)
    expect(ours.filter((name) => !real.includes(name))).toEqual([])
  })

  it('errors: the same statuses, types and words as recorded', async () => {
    const world = sameWorld()
    const mesos = await emulate(world)
    const agent = mesos.agentFace([...world.agents.keys()][0] ?? '').url
    let compared = 0
    for (const real of recorded('05-errors')) {
      if (!COMPARED.test(real.name)) continue
      const headers: Record<string, string> = /no_content_type/.test(real.name)
        ? {}
        : {
            'Content-Type': /415/.test(real.name)
              ? 'text/plain'
              : /charset/.test(real.name)
                ? 'application/json; charset=utf-8'
                : 'application/json',
          }
      const body = bodyOf(real.name)
      const response = await fetch(`${real.name.startsWith('agent') ? agent : (mesos.masters[0] ?? '')}${real.path}`, {
        method: real.method,
        headers,
        ...(body === null ? {} : { body: Buffer.from(body) }),
      })
      const said = await response.text()
      expect({ name: real.name, status: response.status, type: response.headers.get('content-type'), said }).toEqual({
        name: real.name,
        status: real.status,
        type: real.headers.get('content-type'),
        said: real.body.toString(),
      })
      compared++
    }
    expect(compared).toBeGreaterThan(12)
  })

  it('a redirect, refused logins and a page of a file look as recorded', async () => {
    const login = { user: 'ops', password: 'x' }
    const world = sameWorld()
    const mesos = await emulate(world, { login, agentLogin: login })
    const heads = async (url: string, real: ReturnType<typeof recordedOne>): Promise<void> => {
      const response = await fetch(url, { redirect: 'manual' })
      expect(response.status).toBe(real.status)
      for (const name of ['www-authenticate', 'content-type', 'content-length'])
        expect([name, response.headers.get(name)]).toEqual([name, real.headers.get(name) ?? null])
      expect(response.headers.get('location')?.replace(/\d+$/, '')).toBe(
        real.headers
          .get('location')
          ?.replace(/localhost/, '127.0.0.1')
          .replace(/\d+$/, ''),
      )
    }
    await heads(`${mesos.masters[0]}/redirect`, recordedOne('01-one-agent-idle', 'master_redirect'))
    await heads(`${mesos.masters[0]}/state`, recordedOne('07-auth', 'master_anon_state'))
    const agent = mesos.agentFace([...world.agents.keys()][0] ?? '').url
    await heads(`${agent}/state`, recordedOne('07-auth', 'agent_anon_state'))
    const basic = { Authorization: `Basic ${Buffer.from('ops:x').toString('base64')}` }
    const task = [...world.tasks.values()][0]
    if (task === undefined) throw new Error('no task')
    const path = encodeURIComponent(`${world.sandbox(task).directory}/stdout`)
    const page = await (await fetch(`${agent}/files/read?path=${path}&offset=0`, { headers: basic })).json()
    expect(shape(page)).toEqual(shape(parse(recordedOne('02-one-agent-running', 'agent_files_read_stdout_head').body)))
    const browsed = await (
      await fetch(`${agent}/files/browse?path=${encodeURIComponent(world.sandbox(task).directory)}`, { headers: basic })
    ).json()
    expect(shape(browsed)).toEqual(shape(parse(recordedOne('02-one-agent-running', 'agent_files_browse_sandbox').body)))
  })

  it('the event stream: the same head, framing and first records', async () => {
    const [master] = (await emulate(sameWorld())).masters
    const abort = new AbortController()
    const response = await fetch(`${master}/api/v1`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"type":"SUBSCRIBE"}',
      signal: abort.signal,
    })
    const reader = response.body?.getReader()
    let ours = Buffer.alloc(0)
    while (!ours.toString().endsWith('{"type":"HEARTBEAT"}')) ours = Buffer.concat([ours, Buffer.from((await reader?.read())?.value ?? [])])
    abort.abort()
    const first = (stream: Buffer): { length: number; start: string; next: string } => {
      const newline = stream.indexOf('\n')
      const length = Number(stream.toString('utf8', 0, newline))
      const after = newline + 1 + length
      return { length, start: stream.toString('utf8', newline + 1, newline + 48), next: stream.toString('utf8', after, after + 23) }
    }
    const real = first(recordedBytes('04-subscribe-stream/subscribe_json.recordio'))
    expect(real.next).toBe('20\n{"type":"HEARTBEAT"}')
    expect(first(ours)).toEqual({ ...real, length: expect.any(Number) as number })
    expect(response.headers.get('content-type')).toBe('application/json')
  })
})

const COMPARED =
  /^(master_404_path|master_get_api_v1|master_v1_(no_content_type|415|bad_json|empty_body|unknown_type|missing_type|json_charset)|agent_404_path|agent_files_(browse_missing_param|read_missing_param|browse_404|read_404|browse_escape|download_missing_param|download_404)|master_state_json_suffix|master_prefix_state_json_suffix)$/

function bodyOf(name: string): string | null {
  if (/bad_json/.test(name)) return '{"type":'
  if (/empty_body/.test(name)) return ''
  if (/unknown_type/.test(name)) return '{"type":"NO_SUCH_CALL"}'
  if (/missing_type/.test(name)) return '{}'
  return /_v1_/.test(name) && !/get_api/.test(name) ? '{"type":"GET_HEALTH"}' : null
}
