import type { MetadataReading, TopicMetadata } from '../../clients/kafka/kafka-client.ts'
import type { PlaceableBroker } from '../../../../shared/domain/placement/spread.ts'
import { UNKNOWN_TOPIC } from '../../../../shared/domain/partitions.ts'
import { AppError } from '../../../../shared/errors/error.ts'
import { badInput } from '../refuse-input.ts'
import type { KafkaWorld } from './kafka-world.ts'

/** Brokers that are alive: those that metadata names and the cluster has not fenced. */
export const placeable = ({ brokers, fenced }: MetadataReading): PlaceableBroker[] =>
  brokers.filter((b) => !fenced.includes(b.id)).map(({ id, rack }) => ({ id, rack }))

/** The topic as metadata has it now; a field error of the command where there is none. */
export function topicIn(reading: MetadataReading, name: string, command: string, path: string): TopicMetadata {
  const topic = reading.topics.find((t) => t.name === name)
  if (topic === undefined || topic.error === UNKNOWN_TOPIC) throw badInput(command, [{ path, message: `There is no topic ${name} now.` }])
  return topic
}

/** A cluster whose brokers lack the API cannot be asked: said before anything is planned. */
export function needs({ client }: KafkaWorld, what: Parameters<KafkaWorld['client']['capability']>[0], act: string): void {
  const capability = client.capability(what)
  if (capability.state === 'no') throw new AppError('kafka.unsupported', { what: act, needs: capability.needs })
}

export const plural = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`
