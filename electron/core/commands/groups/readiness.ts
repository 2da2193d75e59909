import type { GroupReadiness } from '../../../../shared/contract/group-changes.ts'
import type { BrokerId } from '../../../../shared/domain/ids.ts'
import { nameInZooKeeper } from '../../../../shared/domain/zookeeper-groups.ts'
import { AppError, describeError } from '../../../../shared/errors/error.ts'
import type { GroupDescription, GroupListing, KafkaClient } from '../../clients/kafka/kafka-client.ts'
import type { KafkaWorld } from '../kafka/kafka-world.ts'

/** Where a group is, and what it is; null: no broker lists it. */
type Found = (GroupListing & { readonly coordinator: BrokerId }) | null

export interface GroupNow extends GroupReadiness {
  readonly coordinator: BrokerId | null
  readonly type: GroupListing['type'] | null
  /** False: there is no such group. */
  readonly exists: boolean
}

const NOT_RUNNING: ReadonlySet<string> = new Set(['Empty', 'Dead'])
const MOST_MEMBERS = 1_000

/** All brokers are asked. One that came since metadata was read could have the group: before “there is none” is said, that is read anew. */
async function find(client: KafkaClient, group: string, signal: AbortSignal): Promise<Found | AppError> {
  const known = client.brokers().length > 0 ? await listedBy(client, group, signal) : null
  if (known !== null) return known
  await client.metadata(signal)
  return listedBy(client, group, signal)
}

async function listedBy(client: KafkaClient, group: string, signal: AbortSignal): Promise<Found | AppError> {
  const answers = await client.listGroups(signal)
  for (const answer of answers) {
    if (!answer.ok) continue
    const listing = answer.value.find((g) => g.group === group)
    if (listing) return { ...listing, coordinator: answer.broker }
  }
  // It may be on the broker that did not answer.
  const silent = answers.find((answer) => !answer.ok)
  return silent && !silent.ok ? silent.error : null
}

/** Whether a group takes offsets from outside now, read live. */
export async function groupNow(
  group: string,
  { client, clock }: Pick<KafkaWorld, 'client' | 'clock'>,
  signal: AbortSignal,
): Promise<GroupNow> {
  const unknown = (why: string, more: Partial<GroupNow> = {}): GroupNow => ({
    is: 'unknown',
    state: '',
    members: [],
    asOf: clock.wall(),
    why,
    coordinator: null,
    type: null,
    exists: false,
    ...more,
  })
  const found = await find(client, group, signal)
  if (found instanceof AppError) return unknown(describeError(found).cause)
  if (found === null && nameInZooKeeper(group) !== null) return unknown('Its offsets are in ZooKeeper, where Samsa changes nothing.')
  if (found === null) return { ...unknown(''), is: 'ready', state: 'Dead', why: null }
  const { coordinator, type } = found
  const place = { coordinator, type, exists: true }
  if (type === 'share' || type === 'streams')
    return unknown(`It is a ${type} group, whose positions are not kept as committed offsets.`, { ...place, state: found.state })
  const described = (await client.describeGroups([{ group, coordinator, type }], signal)).get(group)
  if (described === undefined) return unknown('Its coordinator did not describe it.', place)
  if (described instanceof AppError) return unknown(describeError(described).cause, place)
  return { ...place, ...stateOf(described) }
}

function stateOf({ state, members, at }: GroupDescription): Omit<GroupReadiness, 'why'> & { readonly why: null } {
  return {
    is: NOT_RUNNING.has(state) && members.length === 0 ? 'ready' : 'running',
    state,
    members: members.slice(0, MOST_MEMBERS).map(({ member, instance, clientId, host }) => ({ member, instance, clientId, host })),
    asOf: at,
    why: null,
  }
}

const NAMED = 5

/** Fails with the members listed when the group runs, and when that cannot be told. */
export function mustBeReady(group: string, now: GroupNow): void {
  if (now.is === 'ready') return
  if (now.is === 'unknown') throw new AppError('group.notReadable', { group, why: now.why ?? '' })
  const members = now.members.slice(0, NAMED).map((m) => `${m.clientId} on ${m.host}`)
  throw new AppError('group.running', { group, state: now.state, members, count: now.members.length })
}

/** Without what the page does not need. */
export const readinessOf = ({ is, state, members, asOf, why }: GroupNow): GroupReadiness => ({
  is,
  state,
  members: [...members],
  asOf,
  why,
})
