import { afterEach, describe, expect, it } from 'vitest'
import { createKafkaEmulator } from '../emulators/kafka/emulator.ts'
import type { EmulatedRelease } from '../emulators/kafka/releases.ts'
import { stoppedAt } from '../emulators/world/group.ts'
import { must, seeView, startTestCore } from '../support/test-core.ts'
import { draft } from '../support/profile-draft.ts'

const open: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.stop()
})

/** `mirror` keeps 40 and 90 of 100 records each in ZooKeeper; a group of the same name as `both` is in Kafka too. */
async function start(release: EmulatedRelease, names: readonly string[]) {
  const progress = (topic: string) => [{ topic, partitions: [0, 1], position: stoppedAt(Date.now()) }]
  const kafka = await createKafkaEmulator({
    brokers: 2,
    release,
    topics: [
      { name: 'orders', partitions: 2, replication: 1, history: 100 },
      { name: 'audit', partitions: 2, replication: 1, history: 10 },
    ],
    groups: [
      { name: 'mirror', inZooKeeper: true, commits: { orders: { 0: 40, 1: 90 } } },
      { name: 'listed', progress: progress('audit') },
    ],
  })
  open.push(kafka)
  const core = await startTestCore()
  open.push(core)
  const bootstrap = kafka.bootstrap.map((b) => `${b.host}:${b.port}`)
  const brokerVersion = release === '0.8.2' ? '0.8.2' : null
  const profile = draft({ bootstrap, brokerVersion, security: { tls: null, sasl: null }, zooKeeperGroups: [...names] })
  const { id } = await core.page.profiles.create({ draft: profile, secrets: {} })
  await core.page.profiles.connect({ id })
  const at = { cluster: id, at: 'live' } as const
  return { core, kafka, at, groups: seeView(core.page.groups.list, at, 'group') }
}

const MIRROR = 'mirror (ZooKeeper)'

describe('groups with offsets in ZooKeeper', () => {
  it('a named one has its lag like any other; its state and members are unknown, not empty', { timeout: 60_000 }, async () => {
    const { core, groups, at } = await start('0.10.2', ['mirror', 'silent'])
    await groups.until((v) => v.about.state === 'live' && v.rows.get(MIRROR)?.lag !== null && v.rows.has('listed'), 'it is read')
    expect(must(groups.rows.get(MIRROR))).toMatchObject({
      ...{ offsetsIn: 'zookeeper', state: '', members: null, hosts: null, coordinator: null, dormant: false, error: null },
      ...{ lag: 70, partial: false, partitions: { owned: null, committed: 2, total: 2 }, topics: [{ topic: 'orders', lag: 70 }] },
    })
    expect(must(groups.rows.get('listed'))).toMatchObject({ offsetsIn: 'kafka' })
    // Nothing is there under this name: no commit, which is neither 0 nor caught up.
    await groups.until((v) => v.rows.get('silent (ZooKeeper)')?.lag === null, 'the other is named too')
    expect(must(groups.rows.get('silent (ZooKeeper)'))).toMatchObject({ lag: null, topicCount: 0, verdict: null })
    const rows = seeView(core.page.groups.partitions, { ...at, group: MIRROR }, 'key')
    await rows.until((v) => v.rows.size === 2 && [...v.rows.values()].every((r) => r.reading === 'complete'), 'its partitions')
    expect([...rows.rows.values()].map((r) => [r.partition, r.committed, r.end, r.lag, r.member])).toEqual([
      [0, '40', '100', 60, null],
      [1, '90', '100', 10, null],
    ])
    // E-05: nobody changes them, and why is said.
    expect(await core.page.groups.readiness({ cluster: at.cluster, group: MIRROR })).toMatchObject({
      is: 'unknown',
      why: 'Its offsets are in ZooKeeper, where Samsa changes nothing.',
    })
  })

  it('is told apart from a group of the same name that commits to Kafka', { timeout: 60_000 }, async () => {
    const { groups, kafka } = await start('1.1', ['listed'])
    await groups.until((v) => v.rows.has('listed (ZooKeeper)') && v.rows.get('listed')?.lag === 0, 'both are there')
    expect(must(groups.rows.get('listed (ZooKeeper)'))).toMatchObject({ lag: null, topicCount: 0, offsetsIn: 'zookeeper' })
    expect(must(groups.rows.get('listed'))).toMatchObject({ offsetsIn: 'kafka', topicCount: 1 })
    expect(kafka.world.groups.has('listed (ZooKeeper)')).toBe(false)
  })

  it('brokers that list no groups at all tell those that are named (0.8.2)', { timeout: 60_000 }, async () => {
    const { groups } = await start('0.8.2', ['mirror'])
    await groups.until((v) => v.rows.get(MIRROR)?.lag === 70, 'it is read')
    expect([...groups.rows.keys()]).toEqual([MIRROR])
    await groups.until((v) => v.about.errors.some((e) => e.code === 'kafka.unsupported'), 'that others are not listed is said')
  })

  it('where brokers have no ZooKeeper any more the row says so, with what to do', { timeout: 60_000 }, async () => {
    const { groups } = await start('4.2', ['mirror'])
    await groups.until((v) => v.rows.get(MIRROR)?.error?.code === 'kafka.noZooKeeper', 'the error is in its row')
    expect(must(groups.rows.get(MIRROR))).toMatchObject({ lag: null, partial: true })
  })
})
