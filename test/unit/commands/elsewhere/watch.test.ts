import { afterEach, describe, expect, it } from 'vitest'
import type { KafkaClient } from '../../../../electron/core/clients/kafka/kafka-client.ts'
import { intentOf } from '../../../../electron/core/commands/intent.ts'
import { createKeptSurveys } from '../../../../electron/core/commands/elsewhere/kept-surveys.ts'
import { SURVEY_MS, watchElsewhere } from '../../../../electron/core/commands/elsewhere/watch.ts'
import { openChanges } from '../../../../electron/core/commands/open-changes.ts'
import { nodeFileSystem } from '../../../../electron/core/lib/file-system.ts'
import { createLifetime, type Lifetime } from '../../../../electron/core/lib/lifetime.ts'
import { silentLog } from '../../../../electron/core/lib/log.ts'
import { createRedactor } from '../../../../electron/core/lib/redact.ts'
import type { AclBinding } from '../../../../shared/domain/acl.ts'
import { emptyState, type ClusterState, type TopicFact } from '../../../../shared/domain/cluster-state.ts'
import { AppError } from '../../../../shared/errors/error.ts'
import { createTestClock } from '../../../support/clock.ts'
import { noKeychain } from '../../../support/fake-keychain.ts'
import { tempFolder } from '../../../support/temp-folder.ts'
import { testProfile } from '../../../support/test-profile.ts'
import { untilAsync } from '../../../support/until-async.ts'

const topic = (name: string, partitions: number): TopicFact => ({
  name,
  topicId: `id of ${name}`,
  internal: name.startsWith('__'),
  error: 0,
  partitions: Array.from({ length: partitions }, (_, partition) => ({
    partition,
    error: 0,
    leader: 1,
    leaderEpoch: 0,
    replicas: [1],
    isr: [1],
    offline: [],
  })),
})

const rule: AclBinding = {
  resource: 'topic',
  name: 'orders',
  pattern: 'literal',
  principal: 'User:ada',
  host: '*',
  operation: 'Read',
  permission: 'allow',
}

/** A cluster that is plain data, and a watch over it that begins anew as often as Samsa does. */
function createScene() {
  const clock = createTestClock()
  const topics = new Map([['orders', 2]])
  const configs = new Map([['orders', new Map([['retention.ms', '1']])]])
  const acls: AclBinding[] = []
  let mayReadAcls = true
  let aclsAsked = 0
  const turns: number[] = []
  let free: Promise<void> = Promise.resolve()
  let open = 0
  const client = {
    capability: () => ({ state: 'yes' }),
    describeConfigs: (resources: readonly { kind: string; name: string }[]) =>
      Promise.resolve(
        resources.map((resource) => ({
          resource,
          at: clock.wall(),
          error: null,
          entries: [...(configs.get(resource.name) ?? [])].map(([name, value]) => ({ name, value, source: 'topic' })),
        })),
      ),
    readAcls() {
      aclsAsked++
      expect(open).toBe(1)
      if (mayReadAcls) return Promise.resolve({ at: clock.wall(), authorizer: true, acls })
      return Promise.reject(new AppError('kafka.forbidden', { right: 'Describe', resource: 'the cluster', command: 'kafka-acls.sh' }))
    },
    readQuotas: () => Promise.resolve({ at: clock.wall(), quotas: [] }),
    readScram: () => Promise.resolve({ at: clock.wall(), credentials: [] }),
  } as unknown as KafkaClient // as much of it as is read here
  const state = (): ClusterState => ({
    ...emptyState,
    parts: { ...emptyState.parts, metadata: { ...emptyState.parts.metadata, state: 'read', asOf: clock.wall() } },
    topics: new Map([...topics].map(([name, partitions]) => [name, topic(name, partitions)])),
  })
  /** The turn of a request among those of the collectors. */
  const turn = async (cost: number): Promise<() => void> => {
    await free
    turns.push(cost)
    open++
    return () => void open--
  }
  const hold = (): (() => void) => {
    let go = (): void => {}
    free = new Promise((resolve) => (go = resolve))
    return go
  }
  const ofTurns = { turn, turns, hold, open: () => open }
  return { clock, topics, configs, acls, client, ofTurns, state, forbidAcls: () => (mayReadAcls = false), aclsAsked: () => aclsAsked }
}

async function startSamsa(scene: ReturnType<typeof createScene>, folder: string, lifetime: Lifetime) {
  const files = { fs: nodeFileSystem, clock: scene.clock, platform: process.platform }
  const profile = testProfile({ id: 'shop' })
  const profiles = { list: () => [profile], get: () => profile, onChange: () => {} }
  const needs = { ...files, redactor: createRedactor(), log: silentLog, lifetime, user: 'eva', keychain: noKeychain, profiles }
  const { audit } = await openChanges({ ...needs, auditFolder: `${folder}/audit`, keptFolder: `${folder}/acts` })
  let number = 0
  const told = (): readonly string[] => [...audit.list('shop').read().rows.values()].flatMap((row) => (row.seen ? row.title : []))
  const surveyed: number[] = []
  const kept = createKeptSurveys({
    ...files,
    folder: `${folder}/surveys`,
    pathOf: (cluster) => `${folder}/surveys/${cluster}.json`,
    log: silentLog,
  })
  const watch = watchElsewhere({
    ...{ clock: scene.clock, log: silentLog, audit, profile: () => profile, newId: () => `seen-${scene.clock.wall()}-${number++}` },
    kept: {
      read: kept.read,
      async keep(cluster, survey) {
        await kept.keep(cluster, survey)
        surveyed.push(scene.clock.now())
      },
    },
    connected: () => ({ client: scene.client, turn: scene.ofTurns.turn, state: scene.state() }),
    isRead: () => true,
    clusters: () => ['shop'],
    onClusters: () => {},
    signal: lifetime.signal,
  })
  lifetime.add(watch.stop)
  /** The next reading, whole: it is kept when it found something, and by and by when it did not. */
  const reading = async (): Promise<void> => {
    const before = scene.clock.waiting
    scene.clock.advance(10 * SURVEY_MS)
    await untilAsync(() => Promise.resolve(scene.clock.waiting >= before && surveyed.at(-1) === scene.clock.now()), 10_000, 'a reading')
  }
  return { audit, told, reading, profile }
}

describe('changes by someone else', () => {
  let lifetime = createLifetime()
  afterEach(() => lifetime.stop())
  const restart = async (scene: ReturnType<typeof createScene>, folder: string) => {
    await lifetime.stop()
    lifetime = createLifetime()
    return startSamsa(scene, folder, lifetime)
  }

  it('are told with what changed and between which readings, from the second reading on, and are in the export', async () => {
    const scene = createScene()
    const samsa = await restart(scene, await tempFolder())
    await samsa.reading()
    expect(samsa.told()).toEqual([])
    const before = scene.clock.wall()
    scene.topics.set('made', 3).set('__offsets', 1)
    scene.configs.get('orders')?.set('retention.ms', '2')
    scene.acls.push(rule)
    await samsa.reading()
    expect(samsa.told()).toEqual(['Topic made was created', 'Topic orders was changed', 'An ACL of User:ada was added'])
    const row = [...samsa.audit.list('shop').read().rows.values()].find((each) => each.object === 'orders')
    expect(row).toMatchObject({ user: 'someone else', level: null, seen: { from: before, away: false }, at: scene.clock.wall() })
    expect(row?.undo.can).toBe(false)
    const detail = await samsa.audit.entry(row?.act ?? '')
    expect(detail.changes).toEqual([{ what: 'retention.ms', before: '1', after: '2' }])
    expect(detail.requests).toEqual([])
    expect((await samsa.audit.export('shop', 0)).text).toContain('"kind":"seen"')
    expect((await samsa.audit.prove()).bad).toBeNull()
  })

  it('are read in turn with all that is read of the cluster, and paid for', async () => {
    const scene = createScene()
    const samsa = await restart(scene, await tempFolder())
    const go = scene.ofTurns.hold()
    scene.clock.advance(10 * SURVEY_MS)
    await new Promise((resolve) => setImmediate(resolve))
    expect(scene.aclsAsked()).toBe(0)
    go()
    await samsa.reading()
    expect(scene.aclsAsked()).toBeGreaterThan(0)
    // Topics' settings, ACLs, quotas and SCRAM users; there is no broker to ask.
    expect(scene.ofTurns.turns.slice(0, 4)).toEqual([1, 1, 1, 1])
    await untilAsync(() => Promise.resolve(scene.ofTurns.open() === 0), 10_000, 'each turn ends')
  })

  it('are not what was done from here', async () => {
    const scene = createScene()
    const samsa = await restart(scene, await tempFolder())
    await samsa.reading()
    const draft = {
      ...{ command: 'topics.create', object: 'made', title: 'Create topic made', sentence: '', impact: [], verdict: null, asOf: null },
      ...({
        changes: [],
        requests: ['CreateTopics made'],
        wayBack: null,
        equivalent: null,
        via: 'kafka',
        level: 'C1',
        id: 'plan',
      } as const),
    }
    const plan = {
      ...draft,
      impact: [],
      changes: [],
      cluster: 'shop',
      moreChanges: 0,
      plannedAt: 0,
      expiresAt: 0,
      confirm: { ask: true, typed: null, armAfterMs: 0 },
    }
    const confirmed = {
      act: 'ours',
      at: scene.clock.wall(),
      user: 'eva',
      profile: samsa.profile,
      reason: null,
      canUndo: false,
      undoes: null,
    }
    await samsa.audit.intent(intentOf(plan, draft, confirmed))
    scene.topics.set('made', 3).set('theirs', 1)
    await samsa.reading()
    expect(samsa.told()).toEqual(['Topic theirs was created'])
  })

  it('while Samsa was away are found at the first reading of the next start, and said to be so', async () => {
    const scene = createScene()
    const folder = await tempFolder()
    const first = await restart(scene, folder)
    await first.reading()
    await lifetime.stop()
    const left = scene.clock.wall()
    scene.topics.delete('orders')
    scene.clock.advance(86_400_000)
    const second = await restart(scene, folder)
    await second.reading()
    expect(second.told()).toEqual(['Topic orders was deleted'])
    const [row] = [...second.audit.list('shop').read().rows.values()].filter((each) => each.seen)
    // Not so yet at the last reading of that day.
    expect(row?.seen).toMatchObject({ away: true })
    expect(left - (row?.seen?.from ?? 0)).toBeLessThan(10 * SURVEY_MS)
    expect(row?.seen?.from).toBeLessThanOrEqual(left)
    const third = await restart(scene, folder)
    expect(third.told()).toEqual(['Topic orders was deleted'])
  })

  it('of what may not be read any more nothing is said, and it is asked for once: unknown is not gone', async () => {
    const scene = createScene()
    scene.acls.push(rule)
    const samsa = await restart(scene, await tempFolder())
    await samsa.reading()
    scene.forbidAcls()
    scene.topics.set('made', 1)
    await samsa.reading()
    expect(samsa.told()).toEqual(['Topic made was created'])
    await samsa.reading()
    expect(samsa.told()).toEqual(['Topic made was created'])
    expect(scene.aclsAsked()).toBe(2)
  })
})
