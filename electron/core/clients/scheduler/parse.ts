import type { SchedulerBroker, SchedulerPartition, SchedulerQuota, SchedulerTopic } from '../../../../shared/domain/scheduler/model.ts'
import { fieldsOf, isObject, listOf } from '../http/fields.ts'
import { unreadable, type Answer } from './answer.ts'
import { idOf, parseBroker } from './parse-broker.ts'

export interface BrokerList {
  readonly brokers: readonly SchedulerBroker[]
  /** Rows without an id that could be read. */
  readonly dropped: number
}

/** @param empty the member may be missing when there is nothing (0.9.1) */
export function parseBrokers(value: unknown, answer: Answer, empty: 'missing' | 'listed' = 'listed'): BrokerList {
  const list = isObject(value) ? value['brokers'] : undefined
  if (list === undefined && empty === 'missing' && isObject(value)) return { brokers: [], dropped: 0 }
  if (!Array.isArray(list)) throw unreadable(answer, 'it has no list “brokers”')
  const brokers = listOf(list).flatMap((fields) => parseBroker(fields) ?? [])
  return { brokers: brokers.toSorted((a, b) => a.id - b.id), dropped: list.length - brokers.length }
}

/** `[0, 1]`, or `"0, 1"` as 0.9 writes it. */
export function idList(value: unknown): readonly number[] {
  const parts: readonly unknown[] =
    typeof value === 'string' ? value.split(',').map((part) => part.trim()) : Array.isArray(value) ? value : []
  return parts.flatMap((part) => idOf(part) ?? [])
}

export function parseTopics(value: unknown, answer: Answer): readonly SchedulerTopic[] {
  const list = isObject(value) ? value['topics'] : undefined
  if (!Array.isArray(list)) throw unreadable(answer, 'it has no list “topics”')
  return listOf(list).flatMap((fields) => {
    const name = fields.filled('name')
    if (name === null) return []
    const partitions = fields.entries('partitions').flatMap(([id, replicas]) => {
      const partition = idOf(id)
      return partition === null ? [] : [[partition, idList(replicas)] as const]
    })
    const options = fields.entries('options').flatMap(([key, text]) => (typeof text === 'string' ? [[key, text] as const] : []))
    return [{ name, partitions: new Map(partitions.toSorted(([a], [b]) => a - b)), options: new Map(options) }]
  })
}

export function parsePartitions(value: unknown, answer: Answer): ReadonlyMap<string, readonly SchedulerPartition[]> {
  if (!isObject(value)) throw unreadable(answer, 'it is no object of topics')
  return new Map(
    Object.entries(value).map(([topic, rows]) => {
      const partitions = listOf(rows).flatMap((fields): SchedulerPartition[] => {
        const id = idOf(fields.raw('id'))
        if (id === null) return []
        return [{ id, replicas: idList(fields.raw('replicas')), isr: idList(fields.raw('isr')), leader: fields.number('leader') ?? -1 }]
      })
      return [topic, partitions.toSorted((a, b) => a.id - b.id)]
    }),
  )
}

export function parseQuotas(value: unknown, answer: Answer): ReadonlyMap<string, SchedulerQuota> {
  if (!isObject(value)) throw unreadable(answer, 'it is no object of client ids')
  return new Map(
    Object.entries(value).map(([client, quota]) => {
      const fields = fieldsOf(quota)
      return [client, { producerByteRate: fields.number('producer_byte_rate'), consumerByteRate: fields.number('consumer_byte_rate') }]
    }),
  )
}
