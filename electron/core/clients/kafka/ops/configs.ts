import type { BrokerId } from '../../../../../shared/domain/ids.ts'
import { describeConfigs as describeConfigsApi, type DescribedConfig } from '../codecs/describe-configs.ts'
import { AppError } from '../../../../../shared/errors/error.ts'
import { chunks, inParallel } from '../concurrency.ts'
import type { ConfigReading, ConfigResource, ConfigSource, ConfigValue } from '../kafka-client.ts'
import { kafkaError, type Subject } from '../translate.ts'
import { failureOf, type Context } from './context.ts'

/** Kafka's resource types. */
export const RESOURCE_TYPES = { topic: 2, broker: 4 } as const
const TOPICS_A_REQUEST = 500
const PIPELINED = 2

/** By Kafka's number of the source. */
const SOURCES: readonly ConfigSource[] = [
  'unknown',
  'topic',
  'dynamicBroker',
  'dynamicDefault',
  'staticBroker',
  'default',
  'logger',
  'clientMetrics',
  'group',
]

/** By Kafka's number of the type; 0 is unknown. */
const VALUE_TYPES = [null, 'boolean', 'string', 'int', 'short', 'long', 'double', 'list', 'class', 'password']

/** v0 tells only whether a value is the default. */
const sourceOf = (config: DescribedConfig): ConfigSource =>
  config.source < 0 ? (config.isDefault ? 'default' : 'unknown') : (SOURCES[config.source] ?? 'unknown')

const valueOf = (config: DescribedConfig): ConfigValue => ({
  name: config.name,
  value: config.value,
  ...(config.defaultValue === undefined ? {} : { defaultValue: config.defaultValue }),
  source: sourceOf(config),
  type: VALUE_TYPES[config.type] ?? null,
  documentation: config.documentation,
  readOnly: config.readOnly,
  sensitive: config.sensitive,
})

const keyOf = (type: number, name: string): string => `${type} ${name}`

async function askFor(
  broker: BrokerId,
  resources: readonly ConfigResource[],
  { cluster, clock, grantee }: Context,
  signal: AbortSignal,
): Promise<ConfigReading[]> {
  // Of a broker the defaults beside what is set; of many topics it would be the larger part of the answer.
  const bare = resources.every((resource) => resource.bare === true)
  const synonyms = !bare && resources.every(({ kind }) => kind === 'broker')
  const asked = resources.map((r) => ({ type: RESOURCE_TYPES[r.kind], name: r.name, keys: r.keys }))
  const request = { resources: asked, documentation: !bare, synonyms }
  try {
    const { value, at } = await cluster.ask(broker, { api: describeConfigsApi, request, lane: 'interactive' }, signal)
    const answered = new Map(value.resources.map((r) => [keyOf(r.type, r.name), r]))
    return resources.map((resource) => {
      const what = `the configuration of ${resource.kind} ${resource.name}`
      const found = answered.get(keyOf(RESOURCE_TYPES[resource.kind], resource.name))
      if (!found) return { resource, at, error: new AppError('kafka.error', { code: -1, name: 'no answer', what }), entries: [] }
      const subject: Subject = resource.kind === 'topic' ? { kind: 'topic', name: resource.name } : { kind: 'cluster', name: '' }
      const error = found.error === 0 ? null : kafkaError(found.error, what, subject, 'DescribeConfigs', grantee)
      return { resource, at, error, entries: found.configs.map(valueOf) }
    })
  } catch (thrown) {
    const error = failureOf(thrown, signal)
    return resources.map((resource) => ({ resource, at: clock.wall(), error, entries: [] }))
  }
}

/** Broker resources go to that broker, topics to any. Readings in the order asked. */
export async function describeConfigs(
  resources: readonly ConfigResource[],
  context: Context,
  signal: AbortSignal,
): Promise<readonly ConfigReading[]> {
  const [any] = context.cluster.ids()
  const topics = chunks(
    resources.filter((r) => r.kind === 'topic'),
    TOPICS_A_REQUEST,
  )
  const brokers = resources.filter((r) => r.kind === 'broker')
  const read = await Promise.all([
    inParallel(topics, PIPELINED, (batch) => askFor(any ?? -1, batch, context, signal)),
    Promise.all(brokers.map((resource) => askFor(Number(resource.name), [resource], context, signal))),
  ])
  const byResource = new Map(read.flat(2).map((reading) => [reading.resource, reading]))
  return resources.flatMap((resource) => byResource.get(resource) ?? [])
}
