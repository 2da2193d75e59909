import { AppError } from '../../../../../../shared/errors/error.ts'
import type { BrokerId } from '../../../../../../shared/domain/ids.ts'
import type { Api, Throttled } from '../../codecs/api.ts'
import type { TopicResults } from '../../codecs/change-results.ts'
import { deleteGroups as deleteGroupsApi } from '../../codecs/delete-groups.ts'
import { leaveGroup } from '../../codecs/leave-group.ts'
import { offsetCommit } from '../../codecs/offset-commit.ts'
import { offsetDelete } from '../../codecs/offset-delete.ts'
import type { ItemResults, MemberToRemove, NewCommit, Outcome, TopicPartition } from '../../kafka-changes.ts'
import { byCoordinator } from '../coordinators.ts'
import { byTopic } from './grouped.ts'
import { inOrder, itemResults, noAnswer, outcomeOf, sendChange, type ChangeContext, type Sent } from './send-change.ts'

/** NOT_COORDINATOR: it did nothing. Loading (14) and not available (15) are told to the user, who may try again. */
const NOT_COORDINATOR = 16

/** Where the group is looked after now, or why that cannot be said. */
async function coordinatorOf(group: string, context: ChangeContext, signal: AbortSignal): Promise<BrokerId | AppError> {
  let failure: AppError | null = null
  const found = await byCoordinator([{ group, coordinator: null }], context, signal, (_group, error) => (failure = error))
  const [broker] = found.keys()
  return broker ?? failure ?? new AppError('core.unexpected', { where: 'FindCoordinator' })
}

/** One request about one group, to its coordinator; when that has moved, to the next one, once. */
async function toCoordinator<Request, Response extends Throttled>(
  group: string,
  { api, request, codes }: { api: Api<Request, Response>; request: Request; codes: (value: Response) => readonly number[] },
  context: ChangeContext,
  signal: AbortSignal,
): Promise<Sent<Response>> {
  const send = async (): Promise<Sent<Response>> => {
    const broker = await coordinatorOf(group, context, signal)
    if (typeof broker !== 'number') return { is: 'notSent', error: broker }
    return sendChange(broker, api, request, context, signal)
  }
  const first = await send()
  if (first.is !== 'answered') return first
  const answered = codes(first.value)
  return answered.length > 0 && answered.every((code) => code === NOT_COORDINATOR) ? send() : first
}

const partitionCodes = (topics: readonly TopicResults[]): number[] => topics.flatMap((t) => t.partitions.map((p) => p.error))

/** A missing right on the topic is told by the topic, one on the group by the group. */
function partitionOutcome(
  topics: readonly TopicResults[],
  { topic, partition }: TopicPartition,
  verb: string,
  context: ChangeContext,
): Outcome {
  const what = `${verb} ${topic}-${partition}`
  const found = topics.find((t) => t.topic === topic)?.partitions.find((p) => p.partition === partition)
  if (!found) return noAnswer(what)
  return outcomeOf(found.error, null, { what, subject: { kind: 'topic', name: topic }, right: 'Read' }, context)
}

export async function commitOffsets(
  group: string,
  commits: readonly NewCommit[],
  context: ChangeContext,
  signal: AbortSignal,
): Promise<ItemResults<NewCommit>> {
  const request = { group, topics: byTopic(commits).map(([topic, partitions]) => ({ topic, partitions })) }
  const codes = (value: { readonly topics: readonly TopicResults[] }): number[] => partitionCodes(value.topics)
  const sent = await toCoordinator(group, { api: offsetCommit, request, codes }, context, signal)
  return itemResults(commits, sent, (commit, value) => partitionOutcome(value.topics, commit, `set the offset of ${group} in`, context))
}

export async function deleteOffsets(
  group: string,
  partitions: readonly TopicPartition[],
  context: ChangeContext,
  signal: AbortSignal,
): Promise<ItemResults<TopicPartition>> {
  const topics = byTopic(partitions).map(([topic, items]) => ({ topic, partitions: items.map((i) => i.partition) }))
  const codes = (value: { readonly error: number; readonly topics: readonly TopicResults[] }): number[] =>
    value.error === 0 ? partitionCodes(value.topics) : [value.error]
  const sent = await toCoordinator(group, { api: offsetDelete, request: { group, topics }, codes }, context, signal)
  const verb = `delete the offset of ${group} in`
  return itemResults(partitions, sent, (item, value) => {
    if (value.error === 0) return partitionOutcome(value.topics, item, verb, context)
    return outcomeOf(
      value.error,
      null,
      { what: `${verb} ${item.topic}-${item.partition}`, subject: groupSubject(group), right: 'Delete' },
      context,
    )
  })
}

const groupSubject = (name: string) => ({ kind: 'group', name }) as const

/** One request a group: each has a coordinator of its own, and one that fails must not hide the others. */
export async function deleteGroups(groups: readonly string[], context: ChangeContext, signal: AbortSignal): Promise<ItemResults<string>> {
  const results: ItemResults<string>[] = []
  for (const group of groups) {
    const codes = (value: { readonly groups: readonly { readonly error: number }[] }): number[] => value.groups.map((g) => g.error)
    const sent = await toCoordinator(group, { api: deleteGroupsApi, request: { groups: [group] }, codes }, context, signal)
    const what = `delete group ${group}`
    results.push(
      itemResults([group], sent, (_item, value) => {
        const found = value.groups.find((g) => g.group === group)
        return found ? outcomeOf(found.error, null, { what, subject: groupSubject(group), right: 'Delete' }, context) : noAnswer(what)
      }),
    )
  }
  return inOrder(groups, results.flat())
}

const sameMember = (asked: MemberToRemove, told: { readonly member: string; readonly instance: string | null }): boolean =>
  asked.instance === null ? told.member === asked.member : told.instance === asked.instance

export async function removeMembers(
  group: string,
  members: readonly MemberToRemove[],
  context: ChangeContext,
  signal: AbortSignal,
): Promise<ItemResults<MemberToRemove>> {
  const wanted = members.map(({ member, instance }) => ({ member: instance === null ? member : '', instance }))
  const request = { group, members: wanted, reason: 'removed by an administrator with Samsa' }
  const codes = (value: { readonly error: number }): number[] => [value.error]
  const sent = await toCoordinator(group, { api: leaveGroup, request, codes }, context, signal)
  return itemResults(members, sent, (item, value) => {
    const what = `remove member ${item.instance ?? item.member} of ${group}`
    const code = value.error || value.members.find((told) => sameMember(item, told))?.error
    return code === undefined ? noAnswer(what) : outcomeOf(code, null, { what, subject: groupSubject(group), right: 'Read' }, context)
  })
}
