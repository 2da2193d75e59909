import { onTestFinished, describe, expect, it } from 'vitest'
import { createConnections } from '../../electron/core/collectors/connections.ts'
import { restAsleep } from '../../electron/core/collectors/rest-asleep.ts'
import type { PowerEvent } from '../../shared/desktop-services.ts'
import type { GroupListing } from '../../electron/core/clients/kafka/kafka-client.ts'
import { silentLog } from '../../electron/core/lib/log.ts'
import { cardStatus, neverConnected } from '../../electron/core/state/projections/card-status.ts'
import { clusterOverview } from '../../electron/core/state/projections/cluster-overview.ts'
import { groupList } from '../../electron/core/state/projections/groups.ts'
import { topicList } from '../../electron/core/state/projections/topics.ts'
import { createClusterStore } from '../../electron/core/state/store.ts'
import { AppError } from '../../shared/errors/error.ts'
import { createTestClock } from '../support/clock.ts'
import { createFakeKafka } from '../support/fake-kafka-client.ts'
import { must } from '../support/test-core.ts'

const listing = (group: string): GroupListing => ({ group, protocolType: 'consumer', state: 'Stable', type: 'classic' })
const refused = new AppError('kafka.noBroker', { tried: [] })
const settings = { bootstrap: [], clientId: '', tls: null, sasl: null, addressMap: [], brokerVersion: null }

function scene(names = ['billing', 'secret-feed'], zooKeeperGroups: readonly string[] = []) {
  const clock = createTestClock()
  const kafka = createFakeKafka(clock, names.map(listing))
  const live: string[] = []
  const connections = createConnections({
    clock,
    random: () => 1,
    log: silentLog,
    createKafkaClient: () => kafka.client,
    connectionSettings: (id) => {
      if (id === 'locked') throw new AppError('profile.secretMissing', { profile: id, field: 'saslPassword' })
      return settings
    },
    placesSettings: () => null,
    zooKeeperGroups: () => zooKeeperGroups,
    createStore: createClusterStore,
    onLive: (id) => live.push(id),
  })
  onTestFinished(connections.stop)
  const cluster = connections.cluster('p')
  const groups = groupList(cluster)
  const leave = new AbortController()
  groups.watch(() => undefined, leave.signal)
  const state = (): string => cluster.reading().source.is
  const settled = (done: () => boolean, ms = 60_000): Promise<void> => clock.advanceUntil(done, ms, 50)
  return { clock, kafka, connections, cluster, groups, leave, live, state, settled }
}

describe('G-01 G-02 reading, with a clock of its own', () => {
  it('goes live, and tells forbidden groups as rows of their own', async () => {
    const { connections, groups, live, state, settled } = scene()
    expect(groups.read().about).toMatchObject({ state: 'failed', errors: [{ code: 'profile.notConnected' }] })
    connections.connect('p')
    expect(state()).toBe('connecting')
    expect(groups.read().about.state).toBe('loading')
    await settled(() => groups.read().about.state === 'live')
    expect(live).toEqual(['p'])
    const { rows, about } = groups.read()
    expect(rows.get('billing')).toMatchObject({ lag: 15, access: 'ok', partial: false })
    expect(rows.get('secret-feed')).toMatchObject({ lag: null, access: 'forbidden', error: { code: 'kafka.forbidden' } })
    // A right that is missing for one group is told there and spoils nothing else.
    expect(about.errors).toEqual([])
  })

  it('groups of a broker that told are there while another has not, and the list says that it is not whole', async () => {
    const { connections, groups, kafka, state, settled } = scene()
    kafka.halfLists = true
    connections.connect('p')
    await settled(() => groups.read().rows.size > 0 && state() === 'live')
    expect(groups.read().about.state).toBe('loading')
    expect(groups.read().rows.get('billing')).toMatchObject({ coordinator: 1, lag: null, partial: true })
    await settled(() => false, 20_000)
    expect(kafka.calls, 'offsets wait for all groups').not.toContain('fetchCommits')
  })

  it('whoever looks at groups sees them before metadata is asked for, and a list that does not come keeps it for a moment only', async () => {
    const { connections, groups, kafka, state, settled } = scene()
    connections.connect('p')
    await settled(() => groups.read().about.state === 'live')
    expect(kafka.calls.slice(0, 3)).toEqual(['connect', 'listGroups', 'metadata'])

    const other = scene([])
    other.kafka.halfLists = true
    other.connections.connect('p')
    await other.settled(() => other.state() === 'live', 1_000)
    expect(other.kafka.calls).toEqual(['connect', 'listGroups', 'metadata'])
    expect(state()).toBe('live')
  })

  it('rows, or what they are made of, keep identity while nothing changed', async () => {
    const { connections, groups, settled } = scene()
    connections.connect('p')
    await settled(() => groups.read().about.state === 'live')
    const first = groups.read().rows
    expect(groups.read().rows).toBe(first)
    await settled(() => groups.read().rows !== first)
    const mark = must(first.mark?.('secret-feed'))
    expect(groups.read().rows.mark?.('secret-feed')).toBe(mark)
  })

  it('a silent cluster becomes stale, its numbers stay, and the source says so', async () => {
    const { connections, groups, kafka, state, settled } = scene()
    connections.connect('p')
    await settled(() => groups.read().about.state === 'live')
    kafka.hang = true
    await settled(() => groups.read().about.state === 'stale')
    expect(groups.read().rows.get('billing')?.lag).toBe(15)
    await settled(() => state() === 'stale', 300_000)
    kafka.hang = false
    expect(state()).toBe('stale')
  })

  it('G-03 a cluster that is down is retried with growing waits, and is live again by itself', async () => {
    const { connections, cluster, groups, kafka, clock, state, settled } = scene()
    connections.connect('p')
    await settled(() => groups.read().about.state === 'live')
    kafka.fail = refused
    await settled(() => state() === 'reconnecting', 120_000)
    const calls = kafka.calls.filter((c) => c === 'metadata').length
    await settled(() => false, 300_000)
    const { source } = cluster.reading()
    expect(source).toMatchObject({ is: 'reconnecting', problem: { code: 'kafka.noBroker' } })
    // 0.5 + 1 + 2 + 4 + 8 + 16 s, then every 30 s: at most 16 in five minutes.
    expect(kafka.calls.filter((c) => c === 'metadata').length - calls).toBeLessThanOrEqual(16)
    expect(groups.read().about).toMatchObject({
      state: 'stale',
      errors: expect.arrayContaining([{ code: 'kafka.noBroker', about: { tried: [] } }]),
    })
    expect(groups.read().rows.get('billing')?.lag).toBe(15)
    expect(cardStatus(cluster, neverConnected).connection).toMatchObject({ state: 'reconnecting', error: { code: 'kafka.noBroker' } })
    kafka.fail = null
    await settled(() => groups.read().about.state === 'live' && groups.read().about.errors.length === 0)
    expect(state()).toBe('live')
    expect(clock.waiting).toBeLessThanOrEqual(4)
  })

  it('G-03 a wrong password is not tried again within five minutes, and told as failed', async () => {
    const { connections, groups, kafka, state, settled } = scene()
    kafka.fail = new AppError('kafka.authentication', { address: 'b1:9092', mechanism: 'PLAIN', detail: 'no' })
    connections.connect('p')
    await settled(() => state() === 'failed')
    const before = kafka.calls.length
    await settled(() => false, 295_000)
    expect(kafka.calls.length).toBe(before)
    expect(groups.read().about).toMatchObject({ state: 'failed', errors: [{ code: 'kafka.authentication' }] })
    kafka.fail = null
    connections.retryNow('p')
    await settled(() => state() === 'live', 1_000)
    expect(state()).toBe('live')
  })

  it('what is missing is asked for before anything is begun', () => {
    const { connections, kafka } = scene()
    expect(() => connections.connect('locked')).toThrow('profile.secretMissing')
    expect(connections.isConnected('locked')).toBe(false)
    expect(kafka.calls).toEqual([])
  })

  it('a part that the cluster lacks is told in its views, once, and the others are whole', async () => {
    const { connections, cluster, kafka, settled } = scene()
    const topics = topicList(cluster)
    topics.watch(() => undefined, new AbortController().signal)
    connections.connect('p')
    await settled(() => topics.read().about.errors.length > 0)
    expect(topics.read().about.state).toBe('live')
    expect(topics.read().about.errors.map((e) => e.code)).toEqual(['kafka.unsupported'])
    expect(topics.read().rows.get('a')).toMatchObject({ sizeBytes: null, partitions: 1 })
    await settled(() => false, 60_000)
    expect(kafka.calls.filter((c) => c === 'describeLogDirs').length).toBe(1)
  })

  it('pausing stops reading; reading once is possible meanwhile', async () => {
    const { connections, groups, kafka, state, settled } = scene()
    connections.connect('p')
    await settled(() => groups.read().about.state === 'live')
    await settled(() => kafka.calls.includes('describeGroups'))
    connections.pause('p', true)
    const before = kafka.calls.length
    await settled(() => false, 120_000)
    expect(kafka.calls.length).toBe(before)
    expect(state()).toBe('paused')
    kafka.end = 100
    await connections.readNow('p')
    expect(kafka.calls.slice(before)).toEqual(['metadata', 'listGroups', 'fetchCommits', 'listOffsets'])
    expect(groups.read().rows.get('billing')?.lag).toBe(90)
    connections.pause('p', false)
    await settled(() => state() === 'live')
    expect(state()).toBe('live')
  })

  it('0.7 asleep it reads nothing, awake it reads anew; what the user paused or closed stays so', async () => {
    const { clock, connections, groups, kafka, state, settled, leave } = scene()
    let tell: (what: PowerEvent) => void = () => {}
    restAsleep({ clock, random: () => 0.5, power: { listen: (act) => void (tell = act) }, connections, signal: leave.signal })
    connections.connect('p')
    await settled(() => groups.read().about.state === 'live' && kafka.calls.includes('describeGroups'))
    tell('sleep')
    const before = kafka.calls.length
    await settled(() => false, 120_000)
    expect(kafka.calls.length).toBe(before)
    tell('screenLock')
    tell('wake')
    tell('sleep')
    await settled(() => false, 10_000)
    expect(kafka.calls.length, 'it fell asleep again before it read').toBe(before)
    tell('wake')
    await settled(() => kafka.calls.length > before && state() === 'live', 2_000)
    expect(kafka.calls[before]).toBe('metadata')

    connections.pause('p', true)
    tell('sleep')
    tell('wake')
    await settled(() => false, 10_000)
    expect(state()).toBe('paused')
    connections.pause('p', false)
    tell('sleep')
    connections.disconnect('p')
    tell('wake')
    await settled(() => false, 10_000)
    expect(state()).toBe('off')
  })

  it('with nothing on screen it reads every 30 s', async () => {
    const { connections, groups, kafka, leave, settled } = scene(['billing'])
    connections.connect('p')
    await settled(() => groups.read().about.state === 'live')
    leave.abort()
    await settled(() => false, 31_000)
    const count = (name: string): number => kafka.calls.filter((c) => c === name).length
    const [commits, listed] = [count('fetchCommits'), count('listGroups')]
    await settled(() => false, 300_000)
    expect(count('fetchCommits') - commits).toBe(10)
    expect(count('listGroups') - listed).toBe(10)
  })

  it('G-05 disconnecting closes the client and leaves no timer; what was seen is remembered', async () => {
    const { connections, cluster, clock, groups, kafka, leave, settled } = scene()
    connections.connect('p')
    await settled(() => groups.read().about.state === 'live')
    const overview = clusterOverview(cluster)
    expect(overview.read().rows.get('p')).toMatchObject({ brokers: { up: 1, known: 1 }, lag: { total: 15, partial: true } })
    const seen = cardStatus(cluster, neverConnected)
    leave.abort()
    connections.disconnect('p')
    expect(kafka.closed).toBe(true)
    expect(clock.waiting).toBe(0)
    const after = cardStatus(cluster, seen)
    expect(after.connection.state).toBe('off')
    expect(after.seen).toMatchObject({ brokersUp: 1, groups: 2, worst: { group: 'billing', lag: 15 } })
  })
})
