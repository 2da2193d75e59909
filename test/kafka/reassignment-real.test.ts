import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { RunRow } from '../../shared/contract/reassignments.ts'
import { applied } from '../support/changing.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { must, seeView, startTestCore, type SeenView, type TestCore } from '../support/test-core.ts'
import { startCluster } from './harness/cluster.ts'
import { cliAgainst, noKafka, sharedCluster } from './harness/shared.ts'

const REASSIGN = 'org.apache.kafka.tools.reassign.ReassignPartitionsCommand'
const CONFIGS = 'kafka.admin.ConfigCommand'
const LOG_DIRS = 'org.apache.kafka.tools.LogDirsCommand'
const TOPICS = 'org.apache.kafka.tools.TopicCommand'
const PARTITIONS = 200
const RECORDS = 3
const RECORD_BYTES = 100_000
/** For the one that is killed: it dies before the end. */
const SLOW = 2_500_000
/** About 60 MB in 30 s; the throttle of Kafka is even only over ten seconds or so. */
const THROTTLE = 2_000_000

const child = fileURLToPath(new URL('reassignment-child.ts', import.meta.url))

interface Told {
  readonly cluster: string
  readonly act: string
  readonly copied: number
  /** Null: not known. */
  readonly total: number | null
  readonly state: string
}

/** What the child told last, having been killed as soon as it said that the reassignment runs and is not nearly over. */
function killedMidway(life: ChildProcessByStdio<null, Readable, null>): Promise<Told> {
  return new Promise((resolve, reject) => {
    let told = ''
    let last: Told | null = null
    const fail = (why: string): void => reject(new Error(`${why}; it had told: ${told.slice(-500)}`))
    const slow = setTimeout(() => fail('The child began no reassignment in two minutes'), 120_000)
    life.once('exit', () => {
      clearTimeout(slow)
      if (last) resolve(last)
      else fail('The child ended by itself')
    })
    life.stdout.on('data', (bytes: Buffer) => {
      told += bytes.toString()
      if (last) return
      const lines = told.split('\n').slice(0, -1)
      const now = lines.map((line) => JSON.parse(line) as Told) // what the child of this test prints
      last = now.find((line) => line.state === 'running' && (line.total === null || line.copied < 0.95 * line.total)) ?? null
      if (last) life.kill('SIGKILL')
    })
  })
}

interface Scene {
  readonly bootstrap: string
  ask(request: { readonly do: string; readonly [more: string]: unknown }): Promise<unknown>
  stop(): Promise<void>
}

async function four(): Promise<Scene> {
  const cluster = await sharedCluster('three')
  return { bootstrap: cluster.info.bootstrap, ask: cluster.ask, stop: () => Promise.resolve() }
}

/** Three nodes of their own, which end with the test; the tools are those of 4.x. */
async function three9(): Promise<Scene> {
  const shared = await sharedCluster('three')
  const cluster = await startCluster({ release: '3.9', nodes: 3 })
  const { bootstrap } = cluster.info
  return { bootstrap, ask: (request) => shared.ask({ ...request, bootstrap }), stop: cluster.stop }
}

describe.skipIf(noKafka !== null).each([
  { name: '4.x', prepare: four },
  { name: '3.9', prepare: three9 },
])('a reassignment of 200 partitions with a throttle, Kafka $name', ({ prepare }) => {
  let scene: Scene
  let core: TestCore | null = null
  let cluster = ''
  const topic = 'reassign.many'
  const cli = (tool: string, ...args: readonly string[]): Promise<string> => cliAgainst(scene.bootstrap, tool, ...args)
  beforeAll(async () => {
    scene = await prepare()
    const partitions = Array.from({ length: PARTITIONS }, (_, p) => p)
    await scene.ask({ do: 'createTopics', topics: [{ name: topic, assignments: partitions.map((p) => [(p % 2) + 1]) }] })
    // A few at a time, and as cheap as can be: the brokers of a busy machine are slow with many first records at once.
    const config = { 'enable.idempotence': 'false', acks: '1' }
    for (let from = 0; from < PARTITIONS; from += 25)
      await scene.ask({ do: 'produce', topic, partitions: partitions.slice(from, from + 25), count: RECORDS, bytes: RECORD_BYTES, config })
  }, 240_000)
  afterAll(async () => {
    await core?.stop()
    await cli(TOPICS, '--delete', '--topic', topic).catch(() => undefined)
    await scene?.stop()
  }, 60_000)

  /** Throttle settings as Kafka's own tool tells them. */
  const throttles = async (): Promise<string[]> => {
    const told = await Promise.all([
      cli(CONFIGS, '--describe', '--entity-type', 'brokers'),
      cli(CONFIGS, '--describe', '--entity-type', 'topics', '--entity-name', topic),
    ])
    return told
      .join('\n')
      .split('\n')
      .flatMap((line) => /[a-z.]+throttled[a-z.]+=\S*/.exec(line)?.[0] ?? [])
  }
  /** Bytes on a broker as Kafka's own tool tells them. */
  const bytesOn = async (broker: number): Promise<number> => {
    const output = await cli(LOG_DIRS, '--describe', '--topic-list', topic, '--broker-list', String(broker))
    const [json] = output.split('\n').filter((line) => line.startsWith('{'))
    const told = JSON.parse(must(json)) as { brokers: { logDirs: { partitions: { size: number }[] }[] }[] } // what the tool prints
    return told.brokers.flatMap((b) => b.logDirs.flatMap((d) => d.partitions)).reduce((sum, p) => sum + p.size, 0)
  }
  const leadersOn = async (broker: number): Promise<number> =>
    (await cli(TOPICS, '--describe', '--topic', topic)).split('\n').filter((line) => line.includes(`Replicas: ${broker}\t`)).length
  const runs = (page: TestCore['page']): SeenView<RunRow> =>
    seeView<{ readonly cluster: string }, RunRow>(page.reassignments.runs, { cluster }, 'id')
  const moved = (run: RunRow | undefined): number => (run?.bytes.total ? run.bytes.copied / run.bytes.total : 0)

  it('issue 5.4: progress is right within 5 %, cancel works half way, and no throttle is left behind', { timeout: 240_000 }, async () => {
    core = await startTestCore()
    const { page } = core
    cluster = await core.connect(scene.bootstrap.split(','), { access: 'guarded' })
    const proposal = await page.reassignments.propose({
      cluster,
      goal: { is: 'empty', brokers: [1, 2] },
      topics: [topic],
      exclude: [],
      throttle: THROTTLE,
      batch: 5_000,
    })
    expect(proposal.moves.map((m) => m.to)).toEqual(Array.from({ length: PARTITIONS }, () => [3]))
    const whole = (await bytesOn(1)) + (await bytesOn(2))
    expect(proposal.bytes).toBe(whole)
    const moves = proposal.moves.map((m) => ({ topic: m.topic, partition: m.partition, replicas: m.to }))
    const { plan, row } = await applied(core, cluster, page.reassignments.start, { moves, throttle: THROTTLE })
    expect(row.state).toBe('verified')
    expect(plan.changes).toHaveLength(PARTITIONS + 1)
    expect(await throttles()).toHaveLength(8)

    const view = runs(page)
    const errors: number[] = []
    const apart: number[] = []
    await view.until(({ rows }) => moved(rows.get(row.act)) > 0.1, 'a tenth is there', 120_000)
    while (moved(view.rows.get(row.act)) < 0.5 || errors.length < 2) {
      const [before, seen] = [moved(view.rows.get(row.act)), view.moments]
      const truth = (await bytesOn(3)) / whole
      // What is shown next may have been read while the tool read; what follows was read after it.
      await view.until(({ moments }) => moments > seen + 1, 'the reading after the next', 30_000)
      const after = moved(view.rows.get(row.act))
      errors.push(Math.max(0, before - truth, truth - after))
      apart.push(Math.min(Math.abs(truth - before), Math.abs(after - truth)))
    }
    expect(Math.max(...errors)).toBeLessThanOrEqual(0.05)
    const half = must(view.rows.get(row.act))
    expect(half).toMatchObject({ state: 'running', throttle: THROTTLE, problem: null })
    expect(must(half.secondsLeft)).toBeGreaterThan(0)

    const cancelled = await applied(core, cluster, page.reassignments.cancel, { partitions: null })
    expect(cancelled.row.state).toBe('verified')
    await view.until(({ rows }) => rows.get(row.act)?.state === 'over', 'it is over', 60_000)
    const end = must(view.rows.get(row.act))
    expect(end.outcome).toBe('cancelled')
    expect(end.partitions.done).toBeLessThan(PARTITIONS)
    expect(await throttles()).toEqual([])
    expect(await cli(REASSIGN, '--list')).toMatch(/No partition reassignments found/)
    expect(await leadersOn(3)).toBe(end.partitions.done)
    const percent = (all: readonly number[]): string => `${(Math.max(...all) * 100).toFixed(1)} %`
    process.stdout
      .write(`reassignment: outside of what was shown before and after by at most ${percent(errors)}, from the nearer of both by ${percent(apart)}, in ${errors.length} readings
`)
    view.close()
    await core.stop()
    core = null
  })

  it(
    'issue 5.4: killed in the middle and started again, it is followed to its end and its throttle goes',
    { timeout: 400_000 },
    async () => {
      const left = PARTITIONS - (await leadersOn(3))
      const folder = await tempFolder()
      const life = spawn(process.execPath, [child, folder, scene.bootstrap, topic, '3', String(SLOW)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      onTestFinished(() => void life.kill('SIGKILL'))
      const last = await killedMidway(life)
      // The test has teeth: what the dead one set is there (two rates a broker, two lists), and nobody is there to take it away.
      expect((await throttles()).length).toBeGreaterThanOrEqual(6)

      core = await startTestCore({ dataFolder: folder })
      cluster = last.cluster
      await core.page.profiles.connect({ id: cluster })
      const view = runs(core.page)
      await view.until(({ rows }) => rows.get(last.act)?.state === 'over', 'it is over', 180_000)
      expect(view.rows.get(last.act)).toMatchObject({ outcome: 'moved', partitions: { done: left, total: left } })
      view.close()
      // Before --verify, which takes throttles away itself.
      expect(await throttles()).toEqual([])
      expect(await leadersOn(3)).toBe(PARTITIONS)
      const file = join(folder, 'moves.json')
      const moves = await core.page.reassignments.movesOf({ cluster, run: last.act })
      await writeFile(
        file,
        JSON.stringify({
          version: 1,
          partitions: moves.map(({ topic: name, partition, replicas }) => ({ topic: name, partition, replicas })),
        }),
      )
      await core.stop()
      core = null
      const verified = await cli(REASSIGN, '--verify', '--reassignment-json-file', file)
      expect(verified.match(/Reassignment of partition \S+ is completed/g)).toHaveLength(left)
    },
  )

  it(
    'issue 5.1 E-12: another replication is what the plan showed, by Kafka’s own tool, and is taken back',
    { timeout: 120_000 },
    async () => {
      const name = 'reassign.factor'
      await scene.ask({ do: 'createTopics', topics: [{ name, assignments: [[1], [2], [3], [1]] }] })
      const replicas = async (): Promise<string[]> =>
        [...(await cli(TOPICS, '--describe', '--topic', name)).matchAll(/Replicas: ([\d,]+)/g)].map((match) => match[1] ?? '')
      await core?.stop()
      core = await startTestCore()
      const own = core
      const id = await own.connect(scene.bootstrap.split(','), { access: 'guarded', name: 'factor' })
      const view = seeView<{ readonly cluster: string }, RunRow>(own.page.reassignments.runs, { cluster: id }, 'id')
      // Brokers learn of a new topic one after the other, and the next planned reading is a minute away.
      const topics = seeView(own.page.topics.list, { cluster: id, at: 'live' }, 'name')
      const known = (): boolean => topics.rows.get(name)?.partitions === 4
      const deadline = performance.now() + 60_000
      while (!known() && performance.now() < deadline) {
        await own.page.cluster.readNow({ cluster: id })
        const seen = topics.moments
        await topics.until(({ moments }) => known() || moments > seen, 'the next reading is shown', 30_000)
      }
      expect(known()).toBe(true)
      topics.close()
      const goal = { is: 'replication' as const, replicas: 3 }
      const proposal = await own.page.reassignments.propose({ cluster: id, goal, topics: [name], exclude: [], throttle: null, batch: 100 })
      const moves = proposal.moves.map((m) => ({ topic: m.topic, partition: m.partition, replicas: m.to }))
      const { row } = await applied(own, id, own.page.reassignments.start, { moves, throttle: null })
      await view.until(({ rows }) => rows.get(row.act)?.state === 'over', 'three replicas are there', 60_000)
      expect(view.rows.get(row.act)?.outcome).toBe('moved')
      // The tool may ask another broker than Samsa did, which learns of it in its turn.
      const toolTells = (what: readonly string[]): Promise<void> => expect.poll(replicas, { timeout: 20_000 }).toEqual(what)
      await toolTells(proposal.moves.map((m) => m.to.join(',')))
      const undone = await applied(own, id, own.page.audit.undo, { act: row.act })
      await view.until(({ rows }) => rows.get(undone.row.act)?.state === 'over', 'one replica is left', 60_000)
      expect(view.rows.get(undone.row.act)?.outcome).toBe('moved')
      await toolTells(['1', '2', '3', '1'])
      view.close()
      await cli(TOPICS, '--delete', '--topic', name)
    },
  )
})
