import type { ConfigReading } from '../../clients/kafka/kafka-client.ts'
import type { CommandDefinition, PlanDraft } from '../command.ts'
import { configProblems, overridesOf, type ConfigEdit } from '../kafka/config-check.ts'
import { configImpact } from '../kafka/config-effect.ts'
import type { KafkaWorld } from '../kafka/kafka-world.ts'
import { needs, plural, topicIn } from '../kafka/live-cluster.ts'
import { toolLine } from '../kafka/quote.ts'
import { sentOf } from '../kafka/sent.ts'
import { badInput } from '../refuse-input.ts'

const NAME = 'topics.configure'

interface Input {
  readonly topic: string
  readonly changes: readonly ConfigEdit[]
}

async function read(topic: string, { client }: KafkaWorld, signal: AbortSignal): Promise<ConfigReading> {
  const [config] = await client.describeConfigs([{ kind: 'topic', name: topic, keys: null }], signal)
  if (config === undefined) throw badInput(NAME, [{ path: 'topic', message: `The configuration of ${topic} was not told.` }])
  if (config.error) throw config.error
  return config
}

/** What applies after an override is taken away is known only where it does not apply now. */
function judged({ key, value }: ConfigEdit, { entries }: ConfigReading) {
  const entry = entries.find((e) => e.name === key)
  return { key, before: entry?.value ?? null, after: value ?? (entry?.source === 'topic' ? null : (entry?.value ?? null)) }
}

function shownBefore(key: string, { entries }: ConfigReading): string | null {
  const entry = entries.find((e) => e.name === key)
  if (entry === undefined) return null
  if (entry.sensitive) return 'set, and secret'
  return entry.source === 'topic' ? entry.value : `${entry.value ?? 'nothing'} (inherited)`
}

const isDone = ({ key, value }: ConfigEdit, overrides: ReadonlyMap<string, string>): boolean => (overrides.get(key) ?? null) === value

/** Changes single keys of a topic; the others stay as they are, also where Kafka must be sent the whole set. */
export const configureTopic: CommandDefinition<Input, KafkaWorld> = {
  name: NAME,
  level: 'C2',
  async plan({ topic, changes }, world, signal): Promise<PlanDraft<Input>> {
    needs(world, 'alterConfigs', 'Changing configurations')
    const metadata = await world.client.metadata(signal)
    const about = topicIn(metadata, topic, NAME, 'topic')
    const reading = await read(topic, world, signal)
    const overrides = overridesOf(reading.entries, 'topic')
    const problems = configProblems(changes, reading.entries, 'changes')
    const same = changes.flatMap((edit, i) =>
      isDone(edit, overrides) ? [{ path: `changes.${i}.value`, message: `${edit.key} is so already.` }] : [],
    )
    if (problems.length > 0 || same.length > 0) throw badInput(NAME, [...problems, ...same])
    const replication = Math.min(...about.partitions.map((p) => p.replicas.length))
    const impact = configImpact(
      changes.map((edit) => judged(edit, reading)),
      replication,
    )
    const whole = world.client.capability('incrementalAlterConfigs').state === 'no'
    const [set, gone] = [changes.filter((c) => c.value !== null), changes.filter((c) => c.value === null)]
    return {
      object: topic,
      title: `Change the configuration of ${topic}`,
      sentence: `${plural(changes.length, 'key')} of ${plural(reading.entries.length, 'key')}; the others stay as they are.`,
      changes: changes.map(({ key, value }) => ({ what: key, before: shownBefore(key, reading), after: value ?? 'inherited' })),
      impact,
      verdict: impact.some((i) => i.severity === 'bad') ? 'degrades' : 'safe',
      asOf: reading.at,
      wayBack: 'Set the old values again. What was deleted meanwhile does not come back.',
      equivalent: toolLine(
        'kafka-configs',
        world.bootstrap,
        '--alter',
        '--entity-type',
        'topics',
        '--entity-name',
        topic,
        ...(set.length > 0 ? ['--add-config', set.map((c) => `${c.key}=${quoted(c.value ?? '')}`).join(',')] : []),
        ...(gone.length > 0 ? ['--delete-config', gone.map((c) => c.key).join(',')] : []),
      ),
      via: 'kafka',
      requests: [
        `${whole ? 'AlterConfigs with the whole set' : 'IncrementalAlterConfigs'} of topic ${topic}: ${changes.map((c) => c.key).join(', ')}`,
      ],
      before: { topic, changes: changes.map(({ key }) => ({ key, value: overrides.get(key) ?? null })) },
    }
  },
  async send({ topic, changes }, world, signal) {
    const edits = changes.map(({ key, value }) => ({ key, operation: value === null ? 'delete' : 'set', value }) as const)
    const results = await world.client
      .changes(world.permit)
      .alterConfigs([{ resource: { kind: 'topic', name: topic }, changes: edits }], signal)
    return sentOf(results, ({ resource }) => `topic ${resource.name}`)
  },
  async verify({ topic, changes }, world, signal) {
    const overrides = overridesOf((await read(topic, world, signal)).entries, 'topic')
    const open = changes.filter((edit) => !isDone(edit, overrides))
    if (open.length > 0) return { is: 'not yet', note: `${open.map((c) => c.key).join(', ')} is not so yet.` }
    world.touched({ topicConfig: topic })
    return { is: 'yes' }
  },
  // What `plan` kept is the input of the reverse.
  undo: ({ before }) => (before === null ? null : { command: NAME, input: before }),
}

/** Lists stand in brackets on the tool's command line. */
const quoted = (value: string): string => (value.includes(',') ? `[${value}]` : value)
