import { heard } from '../../shared/rpc/heard.ts'
import { createOutside } from '../../electron/main/outside.ts'
import { contract, type SamsaClient, type SamsaHandlers } from '../../shared/contract/index.ts'
import type { HostInfo, Release } from '../../shared/contract/host.ts'
import { DEFAULT_SETTINGS, type Settings } from '../../shared/contract/settings.ts'
import { NO_POLICY } from '../../electron/core/profiles/policy.ts'
import type { Policy } from '../../shared/contract/policy.ts'
import type { ProbeStep, ProfileCard, ProfileDraft, Recovery } from '../../shared/contract/profiles.ts'
import type { SecretStoreRow } from '../../shared/contract/secret-store.ts'
import { hintLines } from '../../renderer/text/hints.ts'
import { AppError } from '../../shared/errors/error.ts'
import { connect } from '../../shared/rpc/connect.ts'
import { memoryPorts } from '../../shared/rpc/memory-port.ts'
import { serve } from '../../shared/rpc/serve.ts'
import { createFakeAlerts } from './fake-alerts.ts'
import { createCell } from './fake-cell.ts'
import { createFakeChanges, fakeChangeHandlers } from './fake-changes.ts'
import { createFakeReassignments, fakeReassignmentHandlers } from './fake-reassignments.ts'
import { fakeGroupChanges, fakeTopicChanges } from './fake-kafka-changes.ts'
import { createRecorderCell, fakeHistoryHandlers, fakeRecordingsHandlers, fakeTopicEvents, playedBack } from './fake-history.ts'
import { fakeLagHandlers } from './fake-lag.ts'
import { fakeMessagesHandlers } from './fake-messages.ts'
import { fakeDcosHandlers } from './fake-dcos.ts'
import { createMesosCells, fakeDiscoveryHandlers, fakeMesosHandlers } from './fake-mesos-host.ts'
import { fakeBrokersOnMesos } from './fake-on-mesos.ts'
import { fakeReport } from './fake-report.ts'
import { fakeSecretStore } from './fake-secret-store.ts'
import { fakeCompared } from './fake-compared.ts'
import { fakeBackups } from './fake-backups.ts'
import { fakeProfileFiles } from './fake-profile-files.ts'
import { fakeCard, fakeCards, fakeProbe, NOW } from './fake-profiles.ts'
import { fakeSecurityHandlers } from './fake-security.ts'
import * as rows from './fake-rows.ts'

/**
 * A core made of data: every member of the contract answers, over the real port, `serve` and `connect`. A test changes `world` while a
 * page looks at it, and reads from `calls` what the page asked for.
 */
export interface FakeHostOptions {
  /** What the page had kept before. */
  readonly kept?: Readonly<Record<string, string>>
  /** Wall clock of the data. */
  readonly now?: number
  readonly profiles?: readonly ProfileCard[]
  readonly demo?: boolean
  /** The cluster is one on Mesos, with a scheduler; else Kafka alone. */
  readonly onMesos?: boolean
  readonly keychain?: boolean
  readonly secrets?: Omit<SecretStoreRow, 'id'>
  readonly recovery?: Recovery
  readonly settings?: Partial<Settings>
  readonly policy?: Policy
  readonly updates?: HostInfo['updates']
  /** The newest one; left out: there is none. */
  readonly release?: Release
  /** What is recorded of every cluster. */
  readonly recorded?: { readonly first: number; readonly last: number }
  /** What a probe tells, one after the other. */
  readonly probe?: readonly ProbeStep[]
  /** Answers of its own instead of some of these. */
  readonly change?: (handlers: SamsaHandlers) => SamsaHandlers
  /** Waits between the steps of a probe; none: all at once. */
  readonly probePause?: () => Promise<void>
}

export type FakeWorld = ReturnType<typeof createWorld>

export interface FakeHost {
  readonly client: SamsaClient
  readonly world: FakeWorld
  readonly calls: readonly { readonly member: string; readonly input: unknown }[]
  stop(): void
}

const fine: Recovery = { state: 'ok', file: '/home/you/.samsa/profiles.json', kept: null, why: '', used: null, copies: [] }

function createWorld(options: FakeHostOptions, now: number) {
  const settings: Settings = {
    ...DEFAULT_SETTINGS,
    // Each screen as it looks from the second time on.
    hintsSeen: Object.keys(hintLines),
    ...options.settings,
  }
  return {
    profiles: createCell('id', options.profiles ?? fakeCards(now), now),
    outside: createOutside(),
    changes: createFakeChanges(options.profiles ?? fakeCards(now), now),
    settings: createCell('id', [{ id: 'settings' as const, settings }], now),
    network: createCell('id', [fakeNetwork()], now),
    recorder: createRecorderCell(options.recorded ?? null, now),
    overview: createCell('cluster', [rows.fakeOverview('orders-eu')], now - 2000),
    reading: createCell('cluster', [rows.fakeReading('orders-eu', now)], now - 2000),
    brokers: createCell('key', options.onMesos ? fakeBrokersOnMesos(now) : rows.fakeBrokers(now), now - 2000),
    mesos: createMesosCells(options.onMesos ?? false, now),
    topics: createCell('name', rows.fakeTopics(now), now - 2000),
    groups: createCell('group', rows.fakeGroups(now), now - 2000),
    reassignments: createFakeReassignments(now),
    alerts: createFakeAlerts(now),
    recovery: options.recovery ?? fine,
  }
}

const readOnce = <Row extends object>(key: keyof Row & string, list: readonly Row[], now: number) =>
  createCell(key, list, now - 2000).source

export function createFakeHost(options: FakeHostOptions = {}): FakeHost {
  const now = options.now ?? NOW
  const world = createWorld(options, now)
  const calls: { member: string; input: unknown }[] = []
  const plain = {
    host: hostHandlers(world, options),
    profiles: profileHandlers(world, options, now),
    ...clusterHandlers(world, now),
    ...fakeChangeHandlers(world.changes, now),
    mesos: fakeMesosHandlers(world.mesos, options.onMesos ?? false, now),
    dcos: fakeDcosHandlers(now),
    discovery: fakeDiscoveryHandlers(options.probePause),
    alerts: world.alerts.handlers,
    history: fakeHistoryHandlers(world.recorder, now),
    reassignments: fakeReassignmentHandlers(world.reassignments, world.changes, now),
    messages: fakeMessagesHandlers(world.changes, now),
    report: fakeReport(),
    recordings: fakeRecordingsHandlers(now),
    security: fakeSecurityHandlers(world.changes, now),
    profileFiles: fakeProfileFiles,
    backups: fakeBackups(now),
    compare: { sides: () => ({ kinds: [...fakeCompared] }) },
    secretStore: fakeSecretStore(options.secrets ?? { kind: options.keychain === false ? 'memory' : 'keychain', locked: false }, now),
  }
  const handlers = noted(options.change?.(plain) ?? plain, calls)
  const { page, core } = memoryPorts()
  const serving = serve(contract, handlers, core, { undeclaredOutput: 'refuse' })
  return { client: connect(contract, page), world, calls, stop: () => serving.stop() }
}

const fakeNetwork = () => ({
  id: 'network' as const,
  password: { kept: 'no' as 'no' | 'keychain', changedAt: null as number | null },
  system: { available: true, why: '' },
})

function hostHandlers(world: FakeWorld, options: FakeHostOptions): SamsaHandlers['host'] {
  const kept = new Map(Object.entries(options.kept ?? {}))
  return {
    info: () => ({
      host: 'desktop',
      version: '0.1.0',
      contract: 'test',
      keychain: { available: options.keychain ?? true, why: options.keychain === false ? 'No keychain on this computer.' : '' },
      tray: { available: true, why: '' },
      openAtLogin: { available: false, why: 'Not on this computer.' },
      zoom: { available: true, why: '' },
      hardwareAcceleration: { available: true, why: '' },
      dataFolder: '/home/you/.samsa',
      demo: options.demo ?? false,
      updates: options.updates ?? { available: true, why: '', from: 'https://releases.test/samsa' },
    }),
    copyText: () => ({}),
    openWindow: () => ({}),
    settings: () => world.settings.source,
    network: () => world.network.source,
    contacted: () => ({
      contacts: [
        { address: 'kafka-2.eu.example.org:9092', lastAt: NOW - 4_000, times: 3 },
        { address: 'master-1.eu.example.org:5050', lastAt: NOW - 61_000, times: 12 },
      ],
    }),
    setProxyPassword: ({ password }) => {
      const kept = password === '' ? { kept: 'no' as const, changedAt: null } : { kept: 'keychain' as const, changedAt: NOW }
      world.network.patch('network', { password: kept })
      return {}
    },
    data: () => ({
      folder: '/home/you/.samsa',
      stores: [
        { store: 'history', bytes: 212 * 2 ** 20, files: 9 },
        { store: 'recordings', bytes: 18 * 2 ** 20, files: 2 },
        { store: 'activity', bytes: 1_300_000, files: 4 },
        { store: 'logs', bytes: 900_000, files: 2 },
        { store: 'profiles', bytes: 64_000, files: 12 },
      ],
      canOpen: { available: true, why: '' },
    }),
    openDataFolder: () => ({}),
    policy: () => options.policy ?? NO_POLICY,
    present: () => ({}),
    outside: (_input, { signal }) => heard((tell, end) => world.outside.listen(tell, end), signal),
    kept: () => ({ entries: [...kept].map(([key, value]) => ({ key, value })) }),
    keep: ({ key, value }) => {
      if (value === null) kept.delete(key)
      else kept.set(key, value)
      return {}
    },
    findUpdate: () => ({ release: options.release ?? null }),
    saveSettings: (change) => {
      const [row] = world.settings.rows()
      if (row) {
        // `partial` leaves keys out; none is undefined.
        world.settings.patch('settings', { settings: { ...row.settings, ...(change as Partial<Settings>) } })
      }
      return {}
    },
  }
}

function profileHandlers(world: FakeWorld, options: FakeHostOptions, now: number): SamsaHandlers['profiles'] {
  const removed = new Map<string, ProfileCard>()
  let made = 0
  const add = (draft: ProfileDraft): { id: string } => {
    const id = `made-${++made}`
    world.profiles.set([
      ...world.profiles.rows(),
      fakeCard(id, { ...draft, lastConnectedAt: null, place: world.profiles.rows().length }, now),
    ])
    return { id }
  }
  const one = (id: string): ProfileCard => {
    const found = world.profiles.rows().find((card) => card.id === id)
    if (!found) throw new AppError('profile.unknown', { profile: id })
    return found
  }
  const connection = (id: string, change: Partial<ProfileCard['connection']>): Record<string, never> => {
    world.profiles.patch(id, { connection: { ...one(id).connection, ...change } })
    return {}
  }
  return {
    list: () => world.profiles.source,
    create: ({ draft }) => add(draft),
    update: ({ id, draft }) => {
      world.profiles.patch(id, { ...draft, changedAt: now })
      return {}
    },
    duplicate: ({ id }) => add({ ...draftOf(one(id)), name: `${one(id).name} copy` }),
    remove: ({ id }) => {
      removed.set(id, one(id))
      world.profiles.set(world.profiles.rows().filter((card) => card.id !== id))
      return {}
    },
    restore: ({ id }) => {
      const card = removed.get(id)
      if (card) world.profiles.set([...world.profiles.rows(), card])
      return {}
    },
    arrange: ({ id, folder, before }) => {
      const others = world.profiles.rows().filter((card) => card.id !== id)
      const at = before === null ? others.length : others.findIndex((card) => card.id === before)
      world.profiles.set(others.toSpliced(at, 0, { ...one(id), folder }).map((card, place) => ({ ...card, place })))
      return {}
    },
    setSecrets: () => ({}),
    probe: async function* (_input, { signal }) {
      for (const step of options.probe ?? fakeProbe) {
        if (options.probePause) await options.probePause()
        if (signal.aborted) return
        yield step
      }
    },
    connect: ({ id }) => connection(id, { state: 'live', error: null, since: now }),
    disconnect: ({ id }) => connection(id, { state: 'off', error: null, since: null }),
    retryNow: ({ id }) => connection(id, { state: 'connecting', error: null }),
    recovery: () => world.recovery,
    recover: () => {
      world.recovery = { ...world.recovery, state: 'ok' }
      return {}
    },
  }
}

const draftOf = (card: ProfileCard): ProfileDraft => {
  const { name, environment, access, bootstrap, security, addressMap, clientId, brokerVersion } = card
  const { zooKeeperGroups, notes, mesos, schemaRegistry, proxy } = card
  return {
    name,
    environment,
    access,
    bootstrap,
    security,
    addressMap,
    clientId,
    brokerVersion,
    zooKeeperGroups,
    notes,
    mesos,
    schemaRegistry,
    proxy,
  }
}

function clusterHandlers(world: FakeWorld, now: number): Pick<SamsaHandlers, 'cluster' | 'brokers' | 'topics' | 'groups' | 'lag'> {
  const group = (name: string) => world.groups.rows().find((row) => row.group === name)
  const topic = (name: string) => world.topics.rows().find((row) => row.name === name)
  const config = { asOf: now - 60_000, entries: [...rows.fakeConfig] }
  return {
    cluster: {
      overview: () => world.overview.source,
      reading: () => world.reading.source,
      readNow: () => ({}),
      pause: ({ cluster, paused }) => {
        world.reading.patch(cluster, { paused, state: paused ? 'paused' : 'live' })
        return {}
      },
    },
    brokers: {
      configure: world.changes.change,
      list: () => world.brokers.source,
      partitions: ({ broker }) => readOnce('key', rows.fakeBrokerPartitions(broker), now),
      config: ({ broker }) => ({ asOf: now - 60_000, entries: [...rows.fakeBrokerConfig(broker)] }),
    },
    topics: {
      ...fakeTopicChanges(world.changes),
      list: () => world.topics.source,
      partitions: (input) => readOnce('key', rows.fakePartitions(topic(input.topic), now), now),
      groups: (input) => readOnce('group', rows.fakeTopicGroups(input.topic, now), now),
      config: () => config,
      events: fakeTopicEvents(now),
    },
    groups: {
      ...fakeGroupChanges(world.changes, now),
      list: () => world.groups.source,
      one: (input) => {
        const found = group(input.group)
        return readOnce('group', found ? [found] : [], now)
      },
      partitions: (input) => readOnce('key', rows.fakeGroupPartitions(group(input.group), now), now),
      members: (input) => readOnce('member', rows.fakeMembers(group(input.group)), now),
    },
    lag: fakeLagHandlers({ partitionsOf: (name) => topic(name)?.partitions ?? 6, lagOf: (name) => group(name)?.lag ?? null, now }),
  }
}

/** Writes down every call before it is answered. */
function noted(handlers: SamsaHandlers, calls: { member: string; input: unknown }[]): SamsaHandlers {
  const subjects = Object.entries(handlers).map(([subject, members]) => [
    subject,
    Object.fromEntries(
      Object.entries(members as Record<string, (input: unknown, context: unknown) => unknown>).map(([name, answer]) => [
        name,
        (input: unknown, context: unknown) => {
          calls.push({ member: `${subject}.${name}`, input })
          return playedBack(input, answer(input, context))
        },
      ]),
    ),
  ])
  // The same members, each wrapped.
  return Object.fromEntries(subjects) as SamsaHandlers
}
