import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { OBSERVE_KEYS } from '../../electron/core/clients/kafka/connection/frame-guard.ts'
import type { ItemResults, KafkaChanges, Outcome } from '../../electron/core/clients/kafka/kafka-changes.ts'
import type { AclBinding } from '../../shared/domain/acl.ts'
import type { QuotaEdit } from '../../shared/domain/quota.ts'
import type { World } from '../emulators/world.ts'

/** One way to change a cluster: it makes what it needs, sends the change, and tells what became of it and how often it took effect. */
export interface CutChange {
  readonly api: number
  /** The number is another one each time, and requests of one change are all of the same length. */
  act(n: number, changes: KafkaChanges, world: World): Promise<{ readonly outcome: Outcome | undefined; readonly effects: number }>
}

const digits = (n: number): string => `1${String(n).padStart(6, '0')}`
const signal = (): AbortSignal => AbortSignal.timeout(30_000)
const soleOutcome = (results: ItemResults<unknown>): Outcome | undefined => (results.length === 1 ? results[0]?.outcome : undefined)
const one = (is: boolean): number => (is ? 1 : 0)

/** Topic of one partition that all of them work on. */
export const CUT_TOPIC = { name: 'cut', partitions: 1, replication: 1, history: 5e6 } as const
const here = { topic: CUT_TOPIC.name, partition: 0 } as const

const bindingOf = (n: number): AclBinding => ({
  resource: 'topic',
  name: CUT_TOPIC.name,
  pattern: 'literal',
  principal: `User:${digits(n)}`,
  host: '*',
  operation: 'Read',
  permission: 'allow',
})
const aclsOf = (n: number, world: World): number => (world.acls ?? []).filter((acl) => acl.principal === `User:${digits(n)}`).length

const setRetention: CutChange['act'] = async (n, changes, world) => {
  const resource = { kind: 'topic', name: CUT_TOPIC.name } as const
  const edit = { resource, changes: [{ key: 'retention.ms', operation: 'set', value: digits(n) }] } as const
  const outcome = soleOutcome(await changes.alterConfigs([edit], signal()))
  return { outcome, effects: one(world.topic(CUT_TOPIC.name).configs.get('retention.ms') === digits(n)) }
}

const topics = {
  createTopics: {
    api: 19,
    async act(n, changes, world) {
      const topic = { name: `made-${digits(n)}`, partitions: 1, replication: 1, assignment: null, configs: new Map<string, string>() }
      const outcome = soleOutcome(await changes.createTopics([topic], signal()))
      return { outcome, effects: one(world.topics.has(topic.name)) }
    },
  },
  deleteTopics: {
    api: 20,
    async act(n, changes, world) {
      const { name } = world.addTopic({ name: `doomed-${digits(n)}`, partitions: 1, replication: 1 })
      const outcome = soleOutcome(await changes.deleteTopics([name], signal()))
      return { outcome, effects: one(!world.topics.has(name)) }
    },
  },
  createPartitions: {
    api: 37,
    async act(_n, changes, world) {
      const before = world.topic(CUT_TOPIC.name).partitions
      const outcome = soleOutcome(
        await changes.createPartitions([{ topic: CUT_TOPIC.name, count: before + 1, assignment: null }], signal()),
      )
      return { outcome, effects: world.topic(CUT_TOPIC.name).partitions - before }
    },
  },
  alterConfigs: { api: 44, act: setRetention },
  deleteRecords: {
    api: 21,
    async act(_n, changes, world) {
      const start = (): number => world.topic(CUT_TOPIC.name).start(0, world.now())
      const before = start()
      const outcome = soleOutcome(await changes.deleteRecords([{ ...here, offset: before + 1 }], signal()))
      return { outcome, effects: start() - before }
    },
  },
  reassign: {
    api: 45,
    async act(_n, changes, world) {
      const before = world.moves.begun
      const outcome = soleOutcome(await changes.reassign([{ ...here, replicas: [1] }], signal()))
      return { outcome, effects: world.moves.begun - before }
    },
  },
  electLeaders: {
    api: 43,
    async act(n, changes, world) {
      const { name, epochs } = world.addTopic({ name: `led-${digits(n)}`, partitions: 1, replication: 1 })
      world.loseLeader(name, 0)
      const before = epochs[0] ?? 0
      const outcome = soleOutcome(await changes.electLeaders([{ topic: name, partition: 0 }], signal()))
      const effects = (world.topic(name).epochs[0] ?? 0) - before
      world.deleteTopic(name)
      return { outcome, effects }
    },
  },
  produce: {
    api: 0,
    async act(n, changes, world) {
      const before = world.topic(CUT_TOPIC.name).written.size
      const records = [{ key: Buffer.from(digits(n)), value: Buffer.from('v'), headers: [] }]
      const outcome = soleOutcome(await changes.produce([{ ...here, time: 0, records }], signal()))
      return { outcome, effects: world.topic(CUT_TOPIC.name).written.size - before }
    },
  },
} as const satisfies Partial<Record<keyof KafkaChanges, CutChange>>

const security = {
  createAcls: {
    api: 30,
    async act(n, changes, world) {
      const outcome = soleOutcome(await changes.createAcls([bindingOf(n)], signal()))
      return { outcome, effects: aclsOf(n, world) }
    },
  },
  deleteAcls: {
    api: 31,
    async act(n, changes, world) {
      const wire = { resource: 2, name: CUT_TOPIC.name, pattern: 3, principal: `User:${digits(n)}`, host: '*', operation: 3, permission: 3 }
      world.acls?.push(wire)
      const outcome = soleOutcome(await changes.deleteAcls([bindingOf(n)], signal()))
      return { outcome, effects: 1 - aclsOf(n, world) }
    },
  },
  alterQuotas: {
    api: 49,
    async act(n, changes, world) {
      const entity = { user: { name: digits(n) }, clientId: null, ip: null }
      const edit: QuotaEdit = { entity, changes: [{ key: 'producer_byte_rate', value: 1_024 }] }
      const outcome = soleOutcome(await changes.alterQuotas([edit], signal()))
      return { outcome, effects: world.quotas.all().filter((quota) => quota.entity.some((part) => part.name === digits(n))).length }
    },
  },
  setScram: {
    api: 51,
    async act(n, changes, world) {
      const credential = { user: digits(n), mechanism: 'SCRAM-SHA-256', iterations: 4_096, password: 'sesame' } as const
      const outcome = soleOutcome(await changes.setScram([credential], signal()))
      return { outcome, effects: one(world.scram.has(`1 ${digits(n)}`)) }
    },
  },
  removeScram: {
    api: 51,
    async act(n, changes, world) {
      const key = `1 ${digits(n)}`
      world.scram.set(key, { user: digits(n), mechanism: 1, iterations: 4_096, salt: undefined, saltedPassword: undefined })
      const outcome = soleOutcome(await changes.removeScram([{ user: digits(n), mechanism: 'SCRAM-SHA-256' }], signal()))
      return { outcome, effects: one(!world.scram.has(key)) }
    },
  },
} as const satisfies Partial<Record<keyof KafkaChanges, CutChange>>

const groups = {
  commitOffsets: {
    api: 8,
    async act(n, changes, world) {
      const outcome = soleOutcome(await changes.commitOffsets('cutters', [{ ...here, offset: n, metadata: null }], signal()))
      return { outcome, effects: one(world.groups.get('cutters')?.commits.get(CUT_TOPIC.name)?.get(0) === n) }
    },
  },
  deleteOffsets: {
    api: 47,
    async act(_n, changes, world) {
      if (!world.groups.has('losers')) world.addGroup({ name: 'losers' })
      world.commit('losers', CUT_TOPIC.name, 0, 1)
      const outcome = soleOutcome(await changes.deleteOffsets('losers', [here], signal()))
      return { outcome, effects: one(world.group('losers').commits.get(CUT_TOPIC.name)?.has(0) !== true) }
    },
  },
  deleteGroups: {
    api: 42,
    async act(n, changes, world) {
      const { name } = world.addGroup({ name: `doomed-${digits(n)}`, commits: { [CUT_TOPIC.name]: { 0: 1 } } })
      const outcome = soleOutcome(await changes.deleteGroups([name], signal()))
      return { outcome, effects: one(!world.groups.has(name)) }
    },
  },
  removeMembers: {
    api: 13,
    async act(n, changes, world) {
      const member = { id: digits(n), instance: null, clientId: 'app', host: '/10.0.0.1', rack: null, assigned: new Map() }
      if (!world.groups.has('leavers')) world.addGroup({ name: 'leavers' })
      world.group('leavers').members = [member]
      const outcome = soleOutcome(await changes.removeMembers('leavers', [{ member: member.id, instance: null }], signal()))
      return { outcome, effects: 1 - world.group('leavers').members.length }
    },
  },
} as const satisfies Partial<Record<keyof KafkaChanges, CutChange>>

/** Everything the client changes: a new one without its place here does not compile. */
export const cutChanges: Readonly<Record<keyof KafkaChanges, CutChange>> = { ...topics, ...security, ...groups }

/** As `alterConfigs` of brokers that do not offer IncrementalAlterConfigs. */
export const olderConfigs: CutChange = { api: 33, act: setRetention }

const CODECS = join(import.meta.dirname, '../../electron/core/clients/kafka/codecs')

/** Every API the client can speak that an observing connection may not send, by its name. */
export async function changingApis(): Promise<ReadonlyMap<number, string>> {
  const found = new Map<number, string>()
  for (const file of readdirSync(CODECS)) {
    const exported: Record<string, unknown> = await import(join(CODECS, file))
    for (const value of Object.values(exported)) {
      if (!isApi(value) || OBSERVE_KEYS.has(value.key)) continue
      found.set(value.key, value.name)
    }
  }
  return found
}

const isApi = (value: unknown): value is { readonly key: number; readonly name: string } =>
  typeof value === 'object' && value !== null && 'encode' in value && 'key' in value && 'name' in value
