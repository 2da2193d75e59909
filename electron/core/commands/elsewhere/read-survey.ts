import type { ClusterState, TopicFact } from '../../../../shared/domain/cluster-state.ts'
import { entityWords } from '../../../../shared/domain/quota.ts'
import { PARTITIONS, REPLICAS, TOPIC_ID, type Survey, type SurveyKind, type SurveyPart } from '../../../../shared/domain/survey.ts'
import type { Capability, ConfigReading, KafkaClient } from '../../clients/kafka/kafka-client.ts'
import { AppError } from '../../../../shared/errors/error.ts'
import { isSecretKey } from '../../../../shared/domain/secret-names.ts'
import { REMOVED } from '../../lib/redact.ts'
import { aclSentence } from '../security/acls.ts'
import { iterationsOf, scramWords } from '../security/scram.ts'

/** Of more topics than these the settings are not read again and again; that one was created or deleted is seen of all. */
export const MOST_TOPICS = 1_000
const TOPICS_A_STEP = 200
/** Of DescribeConfigs, as the client asks. */
const TOPICS_A_REQUEST = 500

const topicValues = new WeakMap<TopicFact, ReadonlyMap<string, string>>()

function valuesOf(topic: TopicFact): ReadonlyMap<string, string> {
  const known = topicValues.get(topic)
  if (known) return known
  const values = new Map<string, string>([
    [PARTITIONS, String(topic.partitions.length)],
    [REPLICAS, topic.partitions.map(({ replicas }) => replicas.join()).join(';')],
  ])
  if (topic.topicId !== null) values.set(TOPIC_ID, topic.topicId)
  topicValues.set(topic, values)
  return values
}

/** From what is read of the layout anyhow. Kafka's own topics come and go with what uses them. */
export function* surveyTopics(state: ClusterState): Generator<undefined, SurveyPart | null> {
  const { asOf } = state.parts.metadata
  if (asOf === null) return null
  const objects = new Map<string, ReadonlyMap<string, string>>()
  for (const [name, topic] of state.topics) {
    if (!topic.internal && topic.error === 0) objects.set(name, valuesOf(topic))
    if (objects.size % TOPICS_A_STEP === 0) yield
  }
  return { at: asOf, objects }
}

/** What was set on this very object; of a secret only that it is set. */
function overrides({ entries }: ConfigReading, source: string): ReadonlyMap<string, string> {
  const own = entries.filter((entry) => entry.source === source)
  return new Map(own.map(({ name, value }) => [name, value === null || isSecretKey(name) ? REMOVED : value]))
}

async function surveyConfigs(
  kind: 'topic' | 'broker',
  names: readonly string[],
  client: KafkaClient,
  signal: AbortSignal,
): Promise<SurveyPart | null> {
  if (names.length === 0) return null
  const readings = await client.describeConfigs(
    names.map((name) => ({ kind, name, keys: null, bare: true })),
    signal,
  )
  const read = readings.filter(({ error }) => error === null)
  const [first] = read
  const why = readings[0]?.error ?? null
  if (first === undefined && why !== null) throw why
  if (first === undefined) return null
  const source = kind === 'topic' ? 'topic' : 'dynamicBroker'
  const objects = new Map(
    read.map((reading) => [kind === 'topic' ? reading.resource.name : `broker ${reading.resource.name}`, overrides(reading, source)]),
  )
  // Set for all at once: told by each of them.
  if (kind === 'broker') objects.set('all brokers', overrides(first, 'dynamicDefault'))
  return { at: Math.min(...read.map(({ at }) => at)), objects }
}

/** Lists of what is there, by whom it is for. */
function listed(at: number, entries: Iterable<readonly [object: string, what: string, value: string]>): SurveyPart {
  const objects = new Map<string, Map<string, string>>()
  for (const [object, what, value] of entries) {
    const own = objects.get(object) ?? new Map<string, string>()
    objects.set(object, own.set(what, value))
  }
  return { at, objects }
}

async function surveyAcls(client: KafkaClient, signal: AbortSignal): Promise<SurveyPart | null> {
  const { at, authorizer, acls } = await client.readAcls(signal)
  return authorizer
    ? listed(
        at,
        acls.map((acl) => [acl.principal, aclSentence(acl), acl.permission]),
      )
    : null
}

async function surveyQuotas(client: KafkaClient, signal: AbortSignal): Promise<SurveyPart> {
  const { at, quotas } = await client.readQuotas(signal)
  const lines = quotas.flatMap(({ entity, values }) =>
    values.map(({ key, value }) => [entityWords(entity), `${key} of ${entityWords(entity)}`, String(value)] as const),
  )
  return listed(at, lines)
}

async function surveyScram(client: KafkaClient, signal: AbortSignal): Promise<SurveyPart> {
  const { at, credentials } = await client.readScram(signal)
  return listed(
    at,
    credentials.map((one) => [`user ${one.user}`, scramWords(one), iterationsOf(one)] as const),
  )
}

/** Whom it is asked of, and the turn that each request waits for: it is paid out of what the profile may ask. */
export interface SettingsReader {
  readonly client: KafkaClient
  readonly turn: (cost: number, signal: AbortSignal) => Promise<() => void>
}

/** Of more topics than these nothing is asked. */
function namesOf({ topics }: ClusterState): readonly string[] {
  const names = [...topics.values()].filter((topic) => !topic.internal && topic.error === 0).map(({ name }) => name)
  return names.length > MOST_TOPICS ? [] : names
}

/**
 * All but topics. What cannot be read, or may not be, is left out: of that nothing is known, and nothing is said. What may not be read
 * joins `refused` and is not asked for again: each refusal is a line in the log of the cluster's authorizer.
 */
export async function surveySettings(
  state: ClusterState,
  { client, turn }: SettingsReader,
  refused: Set<SurveyKind>,
  signal: AbortSignal,
): Promise<Survey> {
  const names = namesOf(state)
  const brokers = [...state.brokers.values()].filter(({ inMetadata, id }) => inMetadata && !state.gone.has(id)).map(({ id }) => String(id))
  const readers: readonly (readonly [SurveyKind, Capability, number, () => Promise<SurveyPart | null>])[] = [
    ['topicConfig', 'describeConfigs', Math.ceil(names.length / TOPICS_A_REQUEST), () => surveyConfigs('topic', names, client, signal)],
    ['broker', 'describeConfigs', brokers.length, () => surveyConfigs('broker', brokers, client, signal)],
    ['acl', 'acls', 1, () => surveyAcls(client, signal)],
    ['quota', 'quotas', 1, () => surveyQuotas(client, signal)],
    ['scram', 'scram', 1, () => surveyScram(client, signal)],
  ]
  const survey = new Map<SurveyKind, SurveyPart>()
  // One after the other: nobody waits for it.
  for (const [kind, capability, cost, read] of readers) {
    if (cost === 0 || refused.has(kind) || client.capability(capability).state !== 'yes') continue
    const over = await turn(cost, signal)
    const part = await read()
      .catch((error: unknown) => {
        if (error instanceof AppError && error.code === 'kafka.forbidden') refused.add(kind)
        return null
      })
      .finally(over)
    signal.throwIfAborted()
    if (part !== null) survey.set(kind, part)
  }
  return survey
}
