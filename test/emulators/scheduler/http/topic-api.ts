import type { Printable } from '../json.ts'
import { assign, type Move, type RegisteredTopic } from '../registry.ts'
import { mapText, period, spread } from '../syntax.ts'
import { jsonAnswer, refuse, requestFailed, type Answer } from './answer.ts'
import { idsOf, targets, waitUntil, type Call, type Handler } from './call.ts'

const isOld = ({ world }: Call): boolean => world.facts.line === 'P09'

/** Names and prefixes; 0.9 sorts them and drops doubles. */
function topicsOf(call: Call, text: string): string[] {
  const known = [...call.registry.topics.keys()]
  const parts = text.split(',').map((part) => part.trim())
  const names = parts
    .filter((part) => part !== '')
    .flatMap((part) => (part.endsWith('*') ? known.filter((name) => name.startsWith(part.slice(0, -1))) : [part]))
  return isOld(call) ? [...new Set(names)].toSorted() : names
}

function printTopics(call: Call, names: readonly string[], optionsOf?: (name: string) => RegisteredTopic['options'] | undefined): Answer {
  const print = (name: string): Printable[] => {
    const topic = call.registry.topics.get(name)
    if (topic === undefined) return []
    const partitions = [...topic.partitions].map(([id, replicas]) => [String(id), isOld(call) ? replicas.join(', ') : replicas] as const)
    const options = [...(optionsOf?.(name) ?? topic.options)].map(([key, value]) => [key, value ?? ''] as const)
    return [{ name, partitions: Object.fromEntries(partitions), options: Object.fromEntries(options) }]
  }
  return jsonAnswer({ topics: names.flatMap(print) }, call.world.facts)
}

export const list: Handler = (call) => printTopics(call, topicsOf(call, call.params.get('topic') ?? '*').toSorted())

function integer(call: Call, name: string, standard: number, said = `Invalid ${name}`): number {
  const text = call.params.get(name)
  if (text === undefined || (text === '' && !isOld(call))) return standard
  if (!/^-?\d+$/.test(text)) return isOld(call) ? refuse(said) : requestFailed()
  return Number(text)
}

function optionsOf(call: Call): ReadonlyMap<string, string | null> {
  const text = call.params.get('options') ?? ''
  try {
    const options = mapText(text)
    for (const name of options.keys()) if (!/^[a-z]+(\.[a-z]+)*$/.test(name)) refuse(`Unknown configuration "${name}".`)
    return options
  } catch (error) {
    if (error instanceof Error && error.constructor.name === 'SyntaxProblem')
      return isOld(call) ? refuse(`Invalid options: ${error.message}`) : requestFailed()
    throw error
  }
}

/** Kafka's refusal reaches the caller in 0.9 only. */
const tooFew = (call: Call, replicas: number, brokers: number): never =>
  isOld(call)
    ? refuse(`kafka.admin.AdminOperationException: replication factor: ${replicas} larger than available brokers: ${brokers}`, 500)
    : requestFailed()

function brokersFor(call: Call, standard: () => number[]): number[] {
  const text = call.params.get('broker')
  if (text === undefined || text === '') return standard()
  const bad = (t: string): never => (isOld(call) ? refuse('Invalid broker-expr') : refuse(`Invalid expr ${t}`))
  return spread(text, idsOf(call, text, bad), targets(call))
}

export const add: Handler = (call) => {
  const { registry, world, params } = call
  const text = params.get('topic')
  if (text === undefined) return isOld(call) ? refuse('java.lang.NullPointerException', 500) : refuse('topic required')
  if (text === '' && isOld(call)) refuse('topic required')
  const names = topicsOf(call, text)
  const live = (): number[] => world.list().flatMap(({ id, task }) => (task?.state === 'running' ? [id] : []))
  const brokers = brokersFor(call, live)
  const [count, replicas] = [integer(call, 'partitions', 1), integer(call, 'replicas', 1)]
  const options = optionsOf(call)
  const there = names.filter((name) => registry.topics.has(name)).map((name) => `Topic ${name} already exists`)
  if (there.length > 0) refuse(there.join('; '))
  if (replicas > brokers.length) tooFew(call, replicas, brokers.length)
  const start = Math.max(0, integer(call, 'fixedStartIndex', 0))
  const ids = Array.from({ length: count }, (_, id) => id)
  for (const name of names) {
    const placed = assign(brokers, ids, replicas, start)
    registry.topics.set(name, { partitions: new Map(ids.map((id) => [id, placed[id] ?? []])), options })
    world.journal.note({ what: 'topicAdd', topic: name })
  }
  return printTopics(call, names)
}

export const update: Handler = (call) => {
  const { registry, world, params } = call
  const text = params.get('topic') ?? ''
  if (text === '') refuse('topic required')
  if (params.get('options') === undefined) refuse('options required')
  const names = topicsOf(call, text)
  for (const name of names) if (!registry.topics.has(name)) refuse(`Topic ${name} not found`)
  const options = optionsOf(call)
  const before = new Map(names.map((name) => [name, registry.topics.get(name)?.options]))
  for (const name of names) {
    const topic = registry.topics.get(name)
    if (topic !== undefined) topic.options = options
    world.journal.note({ what: 'topicUpdate', topic: name })
  }
  // The 0.10 lines read before they write.
  return isOld(call) ? printTopics(call, names) : printTopics(call, names, (name) => before.get(name))
}

export const remove: Handler = (call) => {
  const { registry, world, params } = call
  const text = params.form.get('topic') ?? ''
  if (text === '') refuse('topic required')
  const names = topicsOf(call, text)
  const unknown = names.filter((name) => !registry.topics.has(name))
  if (unknown.length > 0) refuse(`topic${unknown.length > 1 ? 's' : ''} not found ${unknown.join(',')}`)
  const answer = printTopics(call, names)
  for (const name of names) {
    registry.topics.delete(name)
    world.journal.note({ what: 'topicDelete', topic: name })
  }
  return answer
}

export const rebalance: Handler = async (call) => {
  const { registry, world, params } = call
  const old = isOld(call)
  const text = params.get('topic')
  const answer = (status: string, error: string | null = null): Answer =>
    jsonAnswer({ status, state: registry.rebalanceState(), ...(old && error === null ? {} : { error }) }, world.facts)
  if (text === undefined) return old ? answer(registry.rebalancing() ? 'running' : 'idle') : requestFailed()
  if (registry.rebalancing()) refuse('rebalance is already running')
  const names = topicsOf(call, text).filter((name) => registry.topics.has(name))
  if (names.length === 0) refuse('no topics specified')
  const brokers = brokersFor(call, () => world.list().map(({ id }) => id))
  const replicas = integer(call, 'replicas', -1, 'invalid replicas')
  const moves = plan(call, { names, brokers, replicas })
  const realign = !old && params.get('realign')?.toLowerCase() === 'true'
  if (realign && params.has('startPartitionId')) refuse('startPartitionId is incompatible with realign')
  const moving = realign ? moves.filter(({ from }) => from.some((id) => !brokers.includes(id))) : moves
  if (realign && moving.length === 0) return answer('idle (no-op)')
  const wait = timeout(call)
  registry.startRebalance(moving)
  world.journal.note({ what: 'rebalance', topics: names, moves: moving.length })
  if (wait === null) return answer('started')
  return answer((await waitUntil(call, wait, () => !registry.rebalancing())) ? 'completed' : 'timeout')
}

function plan(
  call: Call,
  { names, brokers, replicas }: { names: readonly string[]; brokers: readonly number[]; replicas: number },
): Move[] {
  const start = Math.max(0, integer(call, 'fixedStartIndex', 0))
  return names.flatMap((topic) => {
    const partitions = [...(call.registry.topics.get(topic)?.partitions ?? [])]
    const factor = replicas > 0 ? replicas : (partitions[0]?.[1].length ?? 1)
    if (factor > brokers.length) tooFew(call, factor, brokers.length)
    const ids = partitions.map(([id]) => id)
    const to = assign(brokers, ids, factor, start)
    return partitions.map(([partition, from], index) => ({ topic, partition, from: [...from], to: to[index] ?? [] }))
  })
}

/** Null: do not wait. 0.9 waits for more than 0 only; 0.10 looks once for `0s`. */
function timeout(call: Call): number | null {
  const text = call.params.get('timeout')
  if (text === undefined || text === '') return null
  try {
    const { ms } = period(text)
    return ms === 0 && isOld(call) ? null : ms
  } catch {
    return isOld(call) ? refuse('invalid timeout') : requestFailed()
  }
}

export const partitions: Handler = (call) => {
  const { registry, world, params } = call
  const text = params.get('topic') ?? ''
  if (text === '') refuse('invalid topic expression')
  const isUp = (id: number): boolean => world.brokers.get(id)?.task?.state === 'running'
  const found = topicsOf(call, text).flatMap((name) => {
    const topic = registry.topics.get(name)
    if (topic === undefined) return []
    const rows = [...topic.partitions].map(([id, replicas]) => {
      const isr = replicas.filter(isUp)
      return { id, replicas, isr, leader: isr[0] ?? -1, expectedLeader: replicas[0] ?? -1 }
    })
    return [[name, rows.toReversed()] as const]
  })
  return jsonAnswer(Object.fromEntries(found), world.facts)
}

export const quotas: Handler = ({ registry, world }) => jsonAnswer(Object.fromEntries(registry.quotas), world.facts)

export const setQuota: Handler = ({ registry, world, params }) => {
  if (params.get('entityType') !== 'clients') refuse('invalid entity type')
  const entity = params.get('entity') ?? ''
  if (entity === '') refuse('invalid entity')
  const rates = [params.get('producerByteRate'), params.get('consumerByteRate')]
  if (rates.every((rate) => rate === undefined)) refuse('invalid quotas')
  if (rates.some((rate) => rate !== undefined && !/^-?\d+$/.test(rate))) requestFailed()
  const [producer, consumer] = rates
  registry.quotas.set(entity, {
    ...registry.quotas.get(entity),
    ...(producer === undefined ? {} : { producer_byte_rate: Number(producer) }),
    ...(consumer === undefined ? {} : { consumer_byte_rate: Number(consumer) }),
  })
  world.journal.note({ what: 'quotaSet', entity })
  return { status: 200, body: '' }
}
