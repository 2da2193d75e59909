import { AppError } from '../../../../../shared/errors/error.ts'
import type { BrokerId } from '../../../../../shared/domain/ids.ts'
import { consumerGroupDescribe, type ConsumerGroup } from '../codecs/consumer-group-describe.ts'
import { describeGroups as describeGroupsApi, type DescribedGroup } from '../codecs/describe-groups.ts'
import { listGroups as listGroupsApi } from '../codecs/list-groups.ts'
import { decodeAssignment } from '../codecs/member-assignment.ts'
import { chunks, inParallel } from '../concurrency.ts'
import { COORDINATOR_MOVED } from '../error-codes.ts'
import type { BrokerResult, GroupDescription, GroupListing, GroupToDescribe } from '../kafka-client.ts'
import { kafkaError } from '../translate.ts'
import { byCoordinator } from './coordinators.ts'
import { failureOf, type Context } from './context.ts'

/** Replies carry every member's metadata and assignment: 100 groups stay around a megabyte. */
const BATCH = 100
const PIPELINED = 2

type Listed = BrokerResult<readonly GroupListing[]>

export function listGroups(context: Context, signal: AbortSignal, onListed?: (listed: Listed) => void): Promise<readonly Listed[]> {
  return Promise.all(
    context.cluster.ids().map(async (broker) => {
      const listed = await listOf(broker, context, signal)
      onListed?.(listed)
      return listed
    }),
  )
}

async function listOf(broker: BrokerId, { cluster, grantee }: Context, signal: AbortSignal): Promise<Listed> {
  try {
    const { value } = await cluster.ask(broker, { api: listGroupsApi, request: {}, lane: 'bulk' }, signal)
    if (value.error === 0) return { broker, ok: true, value: value.groups }
    const error = kafkaError(value.error, 'the list of groups', { kind: 'cluster', name: '' }, 'Describe', grantee)
    return { broker, ok: false, error }
  } catch (thrown) {
    const error = failureOf(thrown, signal)
    const assumed = cluster.assumed(broker)
    // Kafka 0.8.2 closes the connection on what 0.9 added.
    if (error.code === 'kafka.closed' && assumed?.guessed && assumed.version === '0.9') {
      cluster.assume(broker, '0.8.2')
      return { broker, ok: false, error: new AppError('kafka.unsupported', { what: 'ListGroups', needs: 'Kafka 0.9' }) }
    }
    return { broker, ok: false, error }
  }
}

/** As Kafka tells a client's host: `/10.0.0.7`. */
const hostOf = (host: string): string => (host.startsWith('/') ? host.slice(1) : host)

const classic = (group: DescribedGroup, at: number, coordinator: BrokerId): GroupDescription => ({
  at,
  group: group.group,
  coordinator,
  state: group.state,
  type: 'classic',
  protocolType: group.protocolType,
  assignor: group.protocol,
  members: group.members.map((m) => ({
    member: m.member,
    instance: m.instance,
    clientId: m.clientId,
    host: hostOf(m.host),
    rack: null,
    assigned: decodeAssignment(group.protocolType, m.assignment),
  })),
})

const consumer = (group: ConsumerGroup, at: number, coordinator: BrokerId): GroupDescription => ({
  at,
  group: group.group,
  coordinator,
  state: group.state,
  type: 'consumer',
  protocolType: 'consumer',
  assignor: group.assignor,
  members: group.members.map((m) => ({
    member: m.member,
    instance: m.instance,
    clientId: m.clientId,
    host: hostOf(m.host),
    rack: m.rack,
    assigned: m.assigned,
  })),
})

type Descriptions = Map<string, GroupDescription | AppError>

/** Asks one coordinator for groups of one kind. Answers the groups it no longer coordinates. */
async function describeAt(
  broker: BrokerId,
  groups: readonly GroupToDescribe[],
  into: Descriptions,
  { cluster, grantee }: Context,
  signal: AbortSignal,
): Promise<GroupToDescribe[]> {
  const newer = groups[0]?.type === 'consumer'
  const moved: GroupToDescribe[] = []
  const request = { groups: groups.map((g) => g.group) }
  try {
    const answer = newer
      ? await cluster.ask(broker, { api: consumerGroupDescribe, request, lane: 'interactive' }, signal)
      : await cluster.ask(broker, { api: describeGroupsApi, request, lane: 'interactive' }, signal)
    const asked = new Map(groups.map((g) => [g.group, g]))
    for (const described of answer.value.groups) {
      const { error, group } = described
      if (error === 0)
        into.set(group, 'epoch' in described ? consumer(described, answer.at, broker) : classic(described, answer.at, broker))
      else into.set(group, kafkaError(error, `the group ${group}`, { kind: 'group', name: group }, 'Describe', grantee))
      const again = asked.get(group)
      if (COORDINATOR_MOVED.has(error) && again) moved.push({ ...again, coordinator: null })
    }
  } catch (thrown) {
    const error = failureOf(thrown, signal)
    for (const { group } of groups) into.set(group, error)
  }
  return moved
}

export async function describeGroups(
  groups: readonly GroupToDescribe[],
  context: Context,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, GroupDescription | AppError>> {
  const into: Descriptions = new Map()
  const round = async (round: readonly GroupToDescribe[]): Promise<GroupToDescribe[]> => {
    const sorted = await byCoordinator(round, context, signal, ({ group }, error) => into.set(group, error))
    const moved = await Promise.all(
      [...sorted].map(async ([broker, here]) => {
        const kinds = [here.filter((g) => g.type === 'consumer'), here.filter((g) => g.type !== 'consumer')]
        const batches = kinds.flatMap((kind) => chunks(kind, BATCH))
        return (await inParallel(batches, PIPELINED, (batch) => describeAt(broker, batch, into, context, signal))).flat()
      }),
    )
    return moved.flat()
  }
  const moved = await round(groups)
  if (moved.length > 0) await round(moved)
  return into
}
