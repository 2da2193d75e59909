import type { PlanChange, Impact } from '../../../../shared/contract/changes.ts'
import type { NewTopic } from '../../../../shared/contract/topic-changes.ts'
import type { BrokerId } from '../../../../shared/domain/ids.ts'
import type { ConfigValue, MetadataReading } from '../../clients/kafka/kafka-client.ts'
import type { CommandDefinition, PlanDraft } from '../command.ts'
import { assigned, assignmentProblems, placementImpact } from '../kafka/assign.ts'
import { configProblems, overridesOf } from '../kafka/config-check.ts'
import { configImpact } from '../kafka/config-effect.ts'
import type { KafkaWorld } from '../kafka/kafka-world.ts'
import { needs, placeable, plural, topicIn } from '../kafka/live-cluster.ts'
import { toolLine } from '../kafka/quote.ts'
import { sentOf } from '../kafka/sent.ts'
import { badInput, type FieldProblem } from '../refuse-input.ts'

const NAME = 'topics.create'

/** The topic with its place: what was shown is what is sent. */
interface Resolved {
  readonly name: string
  readonly assignment: BrokerId[][]
  readonly configs: readonly (readonly [key: string, value: string])[]
}

/** Keys that brokers know of topics, told by a topic that is there. Empty: there is none, or it cannot be read. */
async function knownKeys(
  { client }: KafkaWorld,
  reading: MetadataReading,
  from: string | null,
  signal: AbortSignal,
): Promise<readonly ConfigValue[]> {
  const name = from ?? reading.topics.find((t) => t.error === 0 && !t.internal)?.name ?? reading.topics[0]?.name
  if (name === undefined) return []
  const [config] = await client.describeConfigs([{ kind: 'topic', name, keys: null }], signal)
  if (from !== null && config?.error) throw config.error
  return config?.entries ?? []
}

async function resolve(input: NewTopic, world: KafkaWorld, signal: AbortSignal) {
  needs(world, 'createTopics', 'Creating topics')
  const reading = await world.client.metadata(signal)
  if (input.configsOf !== null) topicIn(reading, input.configsOf, NAME, 'configsOf')
  const keys = await knownKeys(world, reading, input.configsOf, signal)
  const brokers = placeable(reading)
  const partitions = input.assignment?.length ?? input.partitions
  const wanted = { topic: input.name, from: 0, partitions, replication: input.replication, assignment: input.assignment }
  const problems: FieldProblem[] = [...assignmentProblems(wanted, brokers), ...configProblems(input.configs, keys, 'configs')]
  if (reading.topics.some((t) => t.name === input.name))
    problems.unshift({ path: 'name', message: `There is a topic ${input.name} already.` })
  if (problems.length > 0) throw badInput(NAME, problems)
  const copied = input.configsOf === null ? new Map<string, string>() : overridesOf(keys, 'topic')
  const configs = [...new Map([...copied, ...input.configs.map((c) => [c.key, c.value] as const)])]
  return { reading, brokers, keys, resolved: { name: input.name, assignment: assigned(wanted, brokers), configs } }
}

/** Kafka makes no difference between the two in names of metrics, and warns of it. */
const collision = (name: string, reading: MetadataReading): string | undefined =>
  reading.topics.find((t) => t.name.replaceAll('.', '_') === name.replaceAll('.', '_'))?.name

function changesOf({ name, assignment, configs }: Resolved): PlanChange[] {
  const line = (what: string, after: string): PlanChange => ({ what, before: null, after })
  return [
    line('topic', name),
    ...configs.map(([key, value]) => line(key, value)),
    ...assignment.map((replicas, p) => line(`partition ${p}`, `brokers ${replicas.join(', ')}`)),
  ]
}

function impactOf(resolved: Resolved, { reading, brokers, keys }: Omit<Awaited<ReturnType<typeof resolve>>, 'resolved'>): Impact[] {
  const { name, assignment, configs } = resolved
  const inherited = new Map(keys.filter((k) => k.source !== 'topic').map((k) => [k.name, k.value]))
  // The others only matter where records are already.
  const judged = ['min.insync.replicas', 'unclean.leader.election.enable']
  const changed = configs.filter(([key]) => judged.includes(key)).map(([key, after]) => ({ key, before: null, after }))
  const minInSync = inherited.get('min.insync.replicas')
  if (!configs.some(([key]) => key === 'min.insync.replicas') && minInSync)
    changed.push({ key: 'min.insync.replicas', before: null, after: minInSync })
  const like = collision(name, reading)
  const clash: Impact[] =
    like === undefined
      ? []
      : [{ severity: 'warn', text: `Its metrics collide with those of ${like}: Kafka writes “.” and “_” alike there.`, path: null }]
  return [...placementImpact(assignment, brokers), ...configImpact(changed, assignment[0]?.length ?? 1), ...clash]
}

const equivalent = ({ name, assignment, configs }: Resolved, bootstrap: string): string =>
  toolLine(
    'kafka-topics',
    bootstrap,
    '--create',
    '--topic',
    name,
    '--replica-assignment',
    assignment.map((replicas) => replicas.join(':')).join(','),
    ...configs.flatMap(([key, value]) => ['--config', `${key}=${value}`]),
  )

/** Creates one topic, where the plan shows: the assignment is sent, not left to the brokers, so that what was shown is what is done. */
export const createTopic: CommandDefinition<NewTopic, KafkaWorld, Resolved> = {
  name: NAME,
  level: 'C1',
  verifyFor: 30_000,
  async plan(input, world, signal): Promise<PlanDraft<Resolved>> {
    const { resolved, ...facts } = await resolve(input, world, signal)
    const { name, assignment, configs } = resolved
    const impact = impactOf(resolved, facts)
    return {
      object: name,
      title: `Create topic ${name}`,
      sentence: `${plural(assignment.length, 'partition')} with ${plural(assignment[0]?.length ?? 0, 'replica')} each, and ${plural(configs.length, 'override')}.`,
      changes: changesOf(resolved),
      impact,
      verdict: impact.some((i) => i.severity === 'bad') ? 'degrades' : 'safe',
      asOf: facts.reading.at,
      wayBack: 'Delete the topic.',
      equivalent: equivalent(resolved, world.bootstrap),
      via: 'kafka',
      exact: resolved,
      requests: [`CreateTopics ${name}, ${plural(assignment.length, 'partition')}, replicas as shown`],
    }
  },
  async send({ configs, ...topic }, world, signal) {
    const wanted = { ...topic, partitions: -1, replication: -1, configs: new Map(configs) }
    return sentOf(await world.client.changes(world.permit).createTopics([wanted], signal), (t) => `topic ${t.name}`)
  },
  async verify({ name, assignment }, { client, touched }, signal) {
    const topic = (await client.metadata(signal)).topics.find((t) => t.name === name)
    if (topic === undefined) return { is: 'not yet', note: 'Metadata does not show it yet.' }
    const wanted = assignment.length
    const elsewhere = topic.partitions.filter((p) => p.replicas.join() !== assignment[p.partition]?.join()).length
    if (topic.partitions.length !== wanted || elsewhere > 0)
      return {
        is: 'no',
        note: `It has ${plural(topic.partitions.length, 'partition')}, ${elsewhere} of them elsewhere: someone else made it, or moved it.`,
      }
    touched({})
    const led = topic.partitions.filter((p) => p.leader >= 0).length
    return led === wanted ? { is: 'yes' } : { is: 'not yet', note: `${led} of ${wanted} partitions have a leader.` }
  },
  undo: ({ exact }) => ({ command: 'topics.remove', input: { topics: [exact.name] } }),
}
