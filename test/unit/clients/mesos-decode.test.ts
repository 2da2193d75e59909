import { describe, expect, it, vi } from 'vitest'
import { parseJson } from '../../../electron/core/clients/http/json.ts'
import { fieldsOf, listOf } from '../../../electron/core/clients/http/fields.ts'
import { JsonOverLimit, NotJson } from '../../../electron/core/clients/http/json-scan.ts'
import { masterMetrics } from '../../../electron/core/clients/mesos/decode/metrics.ts'
import { maintenance, roles } from '../../../electron/core/clients/mesos/decode/roles.ts'
import { v0Snapshot, v1Snapshot } from '../../../electron/core/clients/mesos/decode/snapshots.ts'
import { rows } from '../../../electron/core/clients/mesos/decode/common.ts'
import { v0Task } from '../../../electron/core/clients/mesos/decode/tasks.ts'
import { decodeEvent } from '../../../electron/core/clients/mesos/events.ts'
import { sandboxIn } from '../../../electron/core/clients/mesos/files.ts'
import { rawPage } from '../../../electron/core/clients/mesos/raw-page.ts'
import { createRecordIo } from '../../../electron/core/clients/mesos/record-io.ts'
import { causeOf, isEnded, type MesosSnapshot, type MesosTask } from '../../../shared/domain/mesos.ts'
import { publicAnswers, recorded, recordedBytes, recordedOne, type Recorded } from '../../support/fixtures/recorded.ts'
import { createRandom } from '../../support/random.ts'

// Long loops, on machines that do other things too.
vi.setConfig({ testTimeout: 60_000 })

const folders = ['01-one-agent-idle', '02-one-agent-running', '05-errors', '07-auth', '10-files-and-statistics']
const json = (folder: string, name: string): unknown => parseJson(recordedOne(folder, name).body)
const v1 = (folder: string, name: string): Promise<MesosSnapshot> => {
  const of = fieldsOf(json(folder, name))
  const type = of.text('type') ?? ''
  return v1Snapshot(type === 'GET_STATE' ? of.part('get_state') : of)
}

/** What the older interface never tells, and what only a full answer does. */
const comparable = (snapshot: MesosSnapshot): unknown => ({
  ...snapshot,
  // gpus are listed by one interface only when there are some; offers come and go between two questions.
  agents: snapshot.agents.map((a) => ({
    ...a,
    total: bare(a.total),
    used: bare(a.used),
    unreserved: bare(a.unreserved),
    offered: null,
    counts: null,
    frameworkIds: null,
  })),
  frameworks: snapshot.frameworks.map((f) => ({
    ...f,
    used: bare(f.used),
    offered: null,
    offers: null,
    pid: null,
    roles: f.roles,
    counts: null,
    agentIds: null,
  })),
  tasks: snapshot.tasks.map((t) => ({
    ...t,
    causes: null,
    resources: bare(t.resources),
    history: t.history.map((s) => ({ ...s, message: null, reason: null, source: null })),
  })),
  executors: snapshot.executors.map((e) => ({ ...e, resources: bare(e.resources) })),
})
const bare = (r: MesosTask['resources']): unknown =>
  r && { cpus: r.cpus && Math.round(r.cpus * 1e6) / 1e6, mem: r.mem, disk: r.disk, ports: r.ports, other: r.other }

describe('both interfaces of Mesos 1.11 tell the same state', () => {
  it.each(['01-one-agent-idle', '02-one-agent-running'])('%s', async (folder) => {
    const older = await v0Snapshot(json(folder, 'master_state'))
    const newer = await v1(folder, 'master_v1_GET_STATE')
    expect(comparable(newer)).toEqual(comparable(older))
    expect(older.dropped + newer.dropped).toBe(0)
    for (const row of [...older.agents, ...older.frameworks, ...older.tasks, ...newer.agents, ...newer.frameworks, ...newer.tasks]) {
      expect(row.unreadable).toEqual([])
    }
  })

  it('an agent, a framework and a task in full', async () => {
    const { agents, frameworks, tasks } = await v0Snapshot(json('02-one-agent-running', 'master_state'))
    expect(agents[0]).toMatchObject({
      hostname: 'localhost',
      ip: '127.0.0.1',
      port: 5051,
      status: 'active',
      version: '1.11.0',
      registeredAt: 1_795_359_174_587,
      total: { cpus: 2, mem: 2_048, disk: 10_240, ports: [{ from: 31_000, to: 31_999 }] },
      drain: null,
    })
    expect(agents[0]?.attributes).toEqual(
      new Map<string, string | number>([
        ['rack', 'r1'],
        ['zone', 'z1'],
        ['weight', 2.5],
        ['slots', '[1-4]'],
      ]),
    )
    const web = frameworks.find((f) => f.roles.includes('web/front'))
    expect(web).toMatchObject({ status: 'running', webuiUrl: null, hostname: null, checkpoint: true, failoverTimeoutMs: 0, user: 'root' })
    expect(tasks.find((t) => t.id === 'web.1')).toMatchObject({
      state: 'TASK_RUNNING',
      executorId: null,
      role: 'web/front',
      causes: false,
      history: [{ state: 'TASK_STARTING' }, { state: 'TASK_RUNNING', healthy: true, ip: '127.0.0.1', message: null }],
      labels: new Map([
        ['team', 'kafka'],
        ['flag', ''],
      ]),
      discoveryPorts: [{ number: 31_100, name: 'http' }],
    })
  })

  it('a summary counts, and knows no tasks', async () => {
    const { agents, frameworks, tasks } = await v0Snapshot(json('02-one-agent-running', 'master_state-summary'))
    expect(agents[0]?.counts?.get('TASK_RUNNING')).toBe(2)
    expect(agents[0]?.frameworkIds).toHaveLength(2)
    expect(frameworks[0]?.agentIds).toHaveLength(1)
    expect(tasks).toEqual([])
  })

  it('metrics, roles and maintenance', async () => {
    const metrics = masterMetrics(json('02-one-agent-running', 'master_metrics-snapshot'))
    expect(metrics).toMatchObject({ elected: true, agents: { active: 1, disconnected: 0, unreachable: 0 }, total: { cpus: 2, mem: 2_048 } })
    expect(metrics.tasks.get('running')).toBe(2)
    expect((await roles(json('02-one-agent-running', 'master_roles'))).map((r) => r.name)).toEqual(['*', 'web', 'web/front'])
    expect(
      maintenance(json('01-one-agent-idle', 'master_maintenance-schedule'), json('01-one-agent-idle', 'master_maintenance-status')),
    ).toEqual({
      windows: [],
      draining: [],
      down: [],
    })
  })

  it('who may see nothing gets a state without frameworks, not an error', async () => {
    expect((await v0Snapshot(json('07-auth', 'master_nobody_state'))).tasks).toEqual([])
    expect((await v0Snapshot(json('07-auth', 'master_ops_state'))).agents).toHaveLength(1)
  })
})

describe('event stream as recorded', () => {
  it('every record decodes; what a task went through is told with its reason', async () => {
    const records = createRecordIo().feed(recordedBytes('04-subscribe-stream/subscribe_json.recordio'))
    const events = await Promise.all(records.map(decodeEvent))
    expect(events.slice(0, 2).map((e) => e.kind)).toEqual(['subscribed', 'heartbeat'])
    expect(events.filter((e) => e.kind === 'unknown')).toEqual([])
    expect(events[0]).toMatchObject({ heartbeatMs: 15_000 })
    const failed = events.flatMap((e) =>
      e.kind === 'taskUpdated' && e.taskId.startsWith('streamed-fail') && isEnded(e.state) ? [e.status] : [],
    )
    expect(failed[0]).toMatchObject({ state: 'TASK_FAILED', message: expect.stringContaining('5') as string, source: 'SOURCE_EXECUTOR' })
  })
})

describe('files as recorded', () => {
  const page = (name: string): ReturnType<typeof rawPage> => rawPage(recordedOne('10-files-and-statistics', name).body)

  it('a page keeps the bytes of a binary file, and half a character', () => {
    const whole = recordedOne('10-files-and-statistics', 'agent_files_download_binary').body
    expect(page('agent_files_read_binary_bytes')).toEqual({ offset: 0, data: whole })
    const cut = rawPage(recordedOne('02-one-agent-running', 'agent_files_read_cut_utf8').body)
    const all = recordedOne('02-one-agent-running', 'agent_files_download_stdout').body
    expect(all.subarray(cut?.offset, (cut?.offset ?? 0) + (cut?.data.length ?? 0))).toEqual(cut?.data)
    expect(page('agent_files_read_big_length_1MB')?.data).toHaveLength(65_536)
  })

  it('the size comes as the offset of a page without data', () => {
    expect(rawPage(recordedOne('02-one-agent-running', 'agent_files_read_stdout_size').body)?.data).toHaveLength(0)
    expect(rawPage(Buffer.from('{"offset": 7, "data": "a\\u0000\\/\\n\\"b"}'))).toEqual({ offset: 7, data: Buffer.from('a\0/\n"b') })
    for (const bad of ['', '{}', '{"data":"x', '{"data":"x"}', '{"data":"\\uzzzz","offset":0}', '{"data":"\\'])
      expect(rawPage(Buffer.from(bad))).toBeNull()
  })

  it('the agent tells where a sandbox is', async () => {
    const state = json('10-files-and-statistics', 'agent_state')
    const task = (await v0Snapshot(json('10-files-and-statistics', 'master_state'))).tasks.find((t) => t.id === 'noisy')
    expect(sandboxIn(state, task?.frameworkId ?? '', 'noisy', 'noisy')).toMatch(/\/executors\/noisy\/runs\//)
    expect(sandboxIn(state, 'other', 'noisy', 'noisy')).toBeNull()
  })
})

/** Whatever an answer is of: all decoders there are. */
async function decodeAll(bytes: Buffer): Promise<void> {
  rawPage(bytes)
  const value = parseJson(bytes)
  const of = fieldsOf(value)
  await v0Snapshot(value)
  await v1Snapshot(of)
  await v1Snapshot(of.part('get_state'))
  masterMetrics(value)
  await roles(value)
  maintenance(value, value)
  listOf(value)
  await rows(of.list('tasks'), v0Task)
  sandboxIn(value, 'a', 'b', 'c')
  await decodeEvent(bytes)
}

describe('D-04 answers that were changed on the way', () => {
  const answers = folders.flatMap(recorded).filter((r: Recorded) => r.body.length > 0 && r.body.length < 30_000)

  it('5,000 mutated answers: a state or a typed error, never anything else', async () => {
    const random = createRandom(20_261_124)
    let good = 0
    const put = [
      '{',
      '}',
      '[',
      ']',
      '"',
      ',',
      ':',
      '0',
      '-1',
      'null',
      'true',
      '1e999',
      '{}',
      '[]',
      '"x"',
      '"__proto__":',
      '\\',
      '\u0000',
      'é',
    ]
    for (let i = 0; i < 5_000; i++) {
      const { body } = answers[random.below(answers.length)] ?? { body: Buffer.alloc(0) }
      const at = random.below(body.length)
      const cut = random.below(3) === 0 ? random.below(60) : random.below(4)
      const mutated = Buffer.concat([body.subarray(0, at), Buffer.from(put[random.below(put.length)] ?? ''), body.subarray(at + cut)])
      try {
        await decodeAll(mutated)
        good++
      } catch (error) {
        if (!(error instanceof NotJson || error instanceof JsonOverLimit)) throw error
      }
    }
    expect(good).toBeGreaterThan(300)
  })

  it('a value of the wrong type spoils its field alone: its row and the rows beside it stay', async () => {
    const random = createRandom(7)
    const states = ['master_state', 'master_v1_GET_STATE'].map((name) => json('02-one-agent-running', name))
    const counts = await Promise.all(states.map(async (state) => rowsIn(await read(state))))
    const wrong = [null, 1, -1, 1e300, 'x', '', true, [], {}, [[]], [null], { value: 1 }]
    let checked = 0
    for (let i = 0; i < 8_000; i++) {
      const state = structuredClone(states[i % 2])
      const before = counts[i % 2]
      const where = spoil(state, wrong[random.below(wrong.length)], random)
      const after = rowsIn(await read(state))
      // Lists that were replaced as a whole, and ids, take their rows with them; every other field takes nothing.
      if (where.row && !/(^|\.)(id|value|task_id|framework_id|agent_info|framework_info)$/.test(where.path)) {
        expect(after, where.path).toBe(before)
        checked++
      }
    }
    expect(checked).toBeGreaterThan(500)
  })

  it('D-14 names like __proto__ are plain names in every place', async () => {
    const names = ['__proto__', 'constructor', 'prototype']
    const entries = names.map((n) => `"${n}":"v"`).join(',')
    const text = `{"slaves":[{"id":"__proto__","attributes":{${entries}},"resources":{${names.map((n) => `"${n}":1`).join(',')}},"reserved_resources":{${names.map((n) => `"${n}":{"cpus":1}`).join(',')}}}],
      "frameworks":[{"id":"constructor","tasks":[{"id":"__proto__","framework_id":"constructor","labels":[${names.map((n) => `{"key":"${n}","value":"v"}`).join(',')}]}]}]}`
    const snapshot = await v0Snapshot(parseJson(Buffer.from(text)))
    expect([...(snapshot.agents[0]?.attributes.keys() ?? [])]).toEqual(names)
    expect([...(snapshot.agents[0]?.total?.other.keys() ?? [])]).toEqual(names)
    expect([...(snapshot.agents[0]?.reserved.keys() ?? [])]).toEqual(names)
    expect([...(snapshot.tasks[0]?.labels.keys() ?? [])]).toEqual(names)
    expect(fieldsOf(parseJson(Buffer.from('{}'))).has('constructor')).toBe(false)
  })
})

const rowsIn = (s: MesosSnapshot): number => s.tasks.length + s.agents.length + s.frameworks.length

const read = (state: unknown): Promise<MesosSnapshot> => {
  const of = fieldsOf(state)
  return of.has('get_state') ? v1Snapshot(of.part('get_state')) : v0Snapshot(state)
}

/** Puts a value in a random place of the tree; `row`: below an entry of a list of rows. */
function spoil(root: unknown, value: unknown, random: ReturnType<typeof createRandom>): { path: string; row: boolean } {
  let at = root as Record<string, unknown>
  const path: string[] = []
  for (;;) {
    const keys = Object.keys(at)
    const key = keys[random.below(keys.length)] ?? ''
    path.push(key)
    const next = at[key]
    const deeper = typeof next === 'object' && next !== null && Object.keys(next).length > 0
    if (!deeper || (random.below(6) === 0 && path.length > 3)) {
      at[key] = value
      const row = path.some((k, i) => ['slaves', 'agents', 'frameworks', 'tasks'].includes(k) && path.length > i + 2)
      // A list of rows inside a row, replaced or an entry of it.
      const list = ['tasks', 'slaves', 'agents', 'frameworks', 'completed_tasks', 'unreachable_tasks'].some(
        (k) => path.at(-1) === k || path.at(-2) === k,
      )
      return { path: path.join('.'), row: row && !list }
    }
    at = next as Record<string, unknown>
  }
}

describe('answers of other installations and releases', () => {
  const answers = publicAnswers()
  const states = (answers ?? []).filter(({ name }) => /^v0-master-state-|^v0-state-summary/.test(name))

  it.skipIf(answers === null)('each decodes; states hold agents with their resources (skipped where they are not at hand)', async () => {
    for (const { name, text } of answers ?? []) {
      if (name.endsWith('.jsonl')) {
        for (const line of text.trim().split('\n')) {
          expect((await decodeEvent(Buffer.from(line))).kind, name).not.toBe('unknown')
        }
      } else
        await decodeAll(Buffer.from(text.replace(/^\uFEFF/, ''))).catch((e: unknown) => {
          throw new Error(name, { cause: e })
        })
    }
    expect(states.length).toBeGreaterThan(8)
    for (const { name, text } of states) {
      const snapshot = await v0Snapshot(parseJson(Buffer.from(text)))
      expect(snapshot.dropped, name).toBe(0)
      for (const agent of snapshot.agents) expect(agent.total?.cpus, name).toBeGreaterThan(0)
      for (const task of snapshot.tasks) expect(causeOf(task), name).toBeNull()
    }
  })
})
