import type { Impact } from '../../../../shared/contract/changes.ts'
import type { TopicMetadata } from '../../clients/kafka/kafka-client.ts'
import type { CommandDefinition, PlanDraft } from '../command.ts'
import type { KafkaWorld } from '../kafka/kafka-world.ts'
import { needs, plural, topicIn } from '../kafka/live-cluster.ts'
import { logRanges } from '../kafka/log-ranges.ts'
import { toolLine } from '../kafka/quote.ts'
import { readersOf } from '../kafka/readers-of.ts'
import { sentOf } from '../kafka/sent.ts'
import { badInput } from '../refuse-input.ts'

const NAME = 'topics.remove'

interface Input {
  readonly topics: readonly string[]
}

/** Topics that Kafka and its companions keep their own state in. */
const INTERNAL_NAMES: ReadonlySet<string> = new Set([
  '__consumer_offsets',
  '__transaction_state',
  '__share_group_state',
  '__cluster_metadata',
])

/** What the brokers are set to do with topics that go, and with topics that are missing. */
async function brokerRules({ client }: KafkaWorld, signal: AbortSignal): Promise<Impact[]> {
  const [broker] = client.brokers().filter((b) => b.state === 'up')
  if (broker === undefined) return []
  const keys = ['delete.topic.enable', 'auto.create.topics.enable']
  const [config] = await client.describeConfigs([{ kind: 'broker', name: String(broker.id), keys }], signal)
  const value = (key: string): string | null => config?.entries.find((e) => e.name === key)?.value ?? null
  const impact: Impact[] = []
  if (value('delete.topic.enable') === 'false')
    impact.push({
      severity: 'bad',
      text: 'Deleting topics is switched off on the brokers (delete.topic.enable=false): Kafka will refuse, or only mark the topic.',
      path: null,
    })
  if (value('auto.create.topics.enable') === 'true')
    impact.push({
      severity: 'warn',
      text: 'The brokers create missing topics (auto.create.topics.enable=true): a producer or consumer that still runs brings it back, empty and with default settings. Stop them first.',
      path: null,
    })
  return impact
}

/** Who reads it, and how much of it was never read. */
async function readerImpact(
  topics: readonly TopicMetadata[],
  { client }: KafkaWorld,
  signal: AbortSignal,
): Promise<{ impact: Impact[]; groups: number }> {
  const partitions = new Map(topics.map((t) => [t.name, t.partitions.map((p) => p.partition)]))
  const [{ groups, unread }, ranges] = await Promise.all([
    readersOf(client, new Set(partitions.keys()), signal),
    logRanges(client, partitions, signal),
  ])
  const impact = groups.map(({ group, state, commits }): Impact => {
    let lag = 0
    for (const [topic, own] of commits)
      for (const [partition, committed] of own) lag += Math.max(0, (ranges.get(topic)?.get(partition)?.end ?? committed) - committed)
    const runs = !['Empty', 'Dead', ''].includes(state)
    const text = `Group ${group}${runs ? ` is running (${state}) and` : ''} reads ${[...commits.keys()].join(', ')}; ${lag} records are unread. Its offsets go too.`
    return { severity: runs || lag > 0 ? 'bad' : 'warn', text, path: `/groups/${encodeURIComponent(group)}` }
  })
  if (unread > 0)
    impact.push({
      severity: 'warn',
      text: `The offsets of ${plural(unread, 'group or broker', 'groups or brokers')} could not be read.`,
      path: null,
    })
  return { impact, groups: groups.length }
}

/** Deletes topics with all their records, and watches until they are really gone. */
export const removeTopics: CommandDefinition<Input, KafkaWorld> = {
  name: NAME,
  level: 'C3',
  // Kafka answers before the topic is gone; with much data it takes a while.
  verifyFor: 120_000,
  async plan({ topics: names }, world, signal): Promise<PlanDraft<Input>> {
    needs(world, 'createTopics', 'Deleting topics')
    const metadata = await world.client.metadata(signal)
    const topics = names.map((name, i) => topicIn(metadata, name, NAME, `topics.${i}`))
    const own = names.flatMap((name, i) =>
      INTERNAL_NAMES.has(name) ? [{ path: `topics.${i}`, message: `${name} is Kafka’s own: the cluster does not work without it.` }] : [],
    )
    if (own.length > 0) throw badInput(NAME, own)
    const [rules, readers] = await Promise.all([brokerRules(world, signal), readerImpact(topics, world, signal)])
    const one = names.length === 1
    return {
      object: one ? (names[0] ?? '') : plural(names.length, 'topic'),
      phrase: one ? (names[0] ?? '') : `delete ${plural(names.length, 'topic')}`,
      title: one ? `Delete topic ${names[0] ?? ''}` : `Delete ${plural(names.length, 'topic')}`,
      sentence: 'With all records, for everybody and for good.',
      changes: topics.map((t) => ({ what: t.name, before: plural(t.partitions.length, 'partition'), after: null })),
      impact: [...rules, ...readers.impact],
      verdict: readers.groups > 0 ? 'breaks' : 'safe',
      worseWhenMore: { 'groups that read it': readers.groups },
      asOf: metadata.at,
      wayBack: null,
      equivalent: names.map((name) => toolLine('kafka-topics', world.bootstrap, '--delete', '--topic', name)).join('\n'),
      via: 'kafka',
      requests: names.map((name) => `DeleteTopics ${name}`),
    }
  },
  async send({ topics }, world, signal) {
    return sentOf(await world.client.changes(world.permit).deleteTopics(topics, signal), (name) => `topic ${name}`)
  },
  async verify({ topics: names }, { client, touched }, signal) {
    const { topics } = await client.metadata(signal)
    const left = topics.filter((t) => names.includes(t.name)).map((t) => t.name)
    if (left.length === 0) {
      touched({})
      return { is: 'yes' }
    }
    return {
      is: 'not yet',
      note: `${left.join(', ')} is still listed: marked and not gone yet (brokers that are away hold it up), or brought back by a client (auto.create.topics.enable).`,
    }
  },
}
