import type { ResetRow } from '../../../../shared/contract/group-changes.ts'
import type { KafkaWorld } from '../kafka/kafka-world.ts'
import { plural } from '../kafka/live-cluster.ts'

interface About {
  readonly group: string
  readonly rows: readonly ResetRow[]
  readonly byTime: boolean
  readonly topics: readonly string[]
}

const TOPICS_ASKED = 500

/** Whether times of records are the producers'. */
async function clockWarning(topics: readonly string[], { client }: KafkaWorld, signal: AbortSignal): Promise<string[]> {
  const resources = topics.slice(0, TOPICS_ASKED).map((name) => ({ kind: 'topic', name, keys: ['message.timestamp.type'] }) as const)
  const configs = await client.describeConfigs(resources, signal)
  const created = configs.filter((c) => c.entries.some((e) => e.value === 'CreateTime')).length
  return created > 0
    ? [`Times of records in ${plural(created, 'topic')} are the producers’ own (CreateTime): with clocks that are wrong, so is the place.`]
    : []
}

/** Things to think about before positions are moved. */
export async function resetWarnings({ group, rows, byTime, topics }: About, world: KafkaWorld, signal: AbortSignal): Promise<string[]> {
  const warnings: string[] = []
  if (group.startsWith('connect-'))
    warnings.push('By its name it belongs to a sink of Kafka Connect: reset it there, or stop the connector first.')
  if (topics.some((topic) => topic.startsWith(`${group}-`) && /-(changelog|repartition)$/.test(topic)))
    warnings.push(
      'It looks like a Kafka Streams application: its state stores do not go back with its positions. Use the application reset tool.',
    )
  const clamped = rows.filter((row) => row.clamped !== null).length
  if (clamped > 0) warnings.push(`${plural(clamped, 'position')} would be outside the log, and were moved to its start or end.`)
  const lost = rows.filter((row) => row.now !== null && row.start !== null && Number(row.now) < Number(row.start)).length
  if (lost > 0) warnings.push(`${plural(lost, 'partition')} had records deleted that the group never read; no reset brings them back.`)
  const unreadable = rows.filter((row) => row.problem === 'unreadable').length
  if (unreadable > 0)
    warnings.push(
      `The log of ${plural(unreadable, 'partition')} cannot be read now, so ${unreadable === 1 ? 'it is left as it is' : 'they are left as they are'}.`,
    )
  return byTime ? [...warnings, ...(await clockWarning(topics, world, signal))] : warnings
}
