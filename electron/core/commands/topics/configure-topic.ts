import type { ConfigReading } from '../../clients/kafka/kafka-client.ts'
import type { CommandDefinition, PlanDraft } from '../command.ts'
import { overridesOf, type ConfigEdit } from '../kafka/config-check.ts'
import { editProblems, isDone, readConfigs, shownEdits, toChanges, toolWords } from '../kafka/config-edits.ts'
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

/** What applies after an override is taken away is known only where it does not apply now. */
function judged({ key, value }: ConfigEdit, { entries }: ConfigReading) {
  const entry = entries.find((e) => e.name === key)
  return { key, before: entry?.value ?? null, after: value ?? (entry?.source === 'topic' ? null : (entry?.value ?? null)) }
}

const read = (topic: string, world: KafkaWorld, signal: AbortSignal): Promise<ConfigReading> =>
  readConfigs({ kind: 'topic', name: topic }, NAME, world, signal)

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
    const problems = editProblems(changes, reading, 'topic')
    if (problems.length > 0) throw badInput(NAME, problems)
    const replication = Math.min(...about.partitions.map((p) => p.replicas.length))
    const impact = configImpact(
      changes.map((edit) => judged(edit, reading)),
      replication,
    )
    const whole = world.client.capability('incrementalAlterConfigs').state === 'no'
    return {
      object: topic,
      title: `Change the configuration of ${topic}`,
      sentence: `${plural(changes.length, 'key')} of ${plural(reading.entries.length, 'key')}; the others stay as they are.`,
      changes: shownEdits(changes, reading, 'topic'),
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
        ...toolWords(changes),
      ),
      via: 'kafka',
      requests: [
        `${whole ? 'AlterConfigs with the whole set' : 'IncrementalAlterConfigs'} of topic ${topic}: ${changes.map((c) => c.key).join(', ')}`,
      ],
      before: { topic, changes: changes.map(({ key }) => ({ key, value: overrides.get(key) ?? null })) },
    }
  },
  async send({ topic, changes }, world, signal) {
    const results = await world.client
      .changes(world.permit)
      .alterConfigs([{ resource: { kind: 'topic', name: topic }, changes: toChanges(changes) }], signal)
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
