import type { Impact } from '../../../../shared/contract/changes.ts'
import type { ConfigReading, ConfigValue } from '../../clients/kafka/kafka-client.ts'
import type { CommandDefinition, PlanDraft } from '../command.ts'
import { overridesOf, type ConfigEdit } from '../kafka/config-check.ts'
import { editProblems, isDone, readConfigs, shownEdits, toChanges, toolWords } from '../kafka/config-edits.ts'
import type { KafkaWorld } from '../kafka/kafka-world.ts'
import { needs, plural } from '../kafka/live-cluster.ts'
import { toolLine } from '../kafka/quote.ts'
import { sentOf } from '../kafka/sent.ts'
import { badInput, type FieldProblem } from '../refuse-input.ts'

const NAME = 'brokers.configure'
const OWN = 'dynamicBroker'

interface Input {
  readonly broker: number
  readonly changes: readonly ConfigEdit[]
}

/** Dynamic keys that brokers describe only where they are set, and until 3.9 then as read-only (Kafka's DynamicConfig.Broker). */
const UNTOLD = [
  'leader.replication.throttled.rate',
  'follower.replication.throttled.rate',
  'replica.alter.log.dirs.io.max.bytes.per.second',
]

async function read({ broker }: Input, world: KafkaWorld, signal: AbortSignal): Promise<ConfigReading> {
  const reading = await readConfigs({ kind: 'broker', name: String(broker) }, NAME, world, signal)
  const told = new Set(reading.entries.map((e) => e.name))
  const untold = UNTOLD.filter((name) => !told.has(name)).map((name): ConfigValue => ({
    name,
    value: null,
    source: 'default',
    type: 'long',
    documentation: null,
    readOnly: false,
    sensitive: false,
  }))
  const entries = reading.entries.map((e) => (UNTOLD.includes(e.name) ? { ...e, readOnly: false } : e))
  return { ...reading, entries: [...entries, ...untold] }
}

/** What keys of a running broker do that is easily overlooked. */
function impactOf(changes: readonly ConfigEdit[]): Impact[] {
  return changes.flatMap(({ key, value }): Impact[] => {
    const say = (severity: Impact['severity'], text: string): Impact[] => [{ severity, text, path: null }]
    if (key.endsWith('replication.throttled.rate'))
      return value === null
        ? say('info', `${key} goes: replication is no longer slowed down here.`)
        : say('warn', `${key} slows replication down until it is taken away again; a replica may fall out of sync for ever.`)
    if (/^log\.retention\.|^log\.cleanup\.policy/.test(key))
      return say('bad', `${key} applies to every topic without an override: records may go at once.`)
    if (key === 'unclean.leader.election.enable' && value === 'true')
      return say('bad', 'A replica that is behind may lead: what it lacks is lost.')
    if (/^(listeners|advertised\.listeners|listener\.)/.test(key))
      return say('bad', 'Clients that cannot reach the new listeners lose this broker.')
    if (/^num\..*threads$/.test(key)) return say('info', `${key} may at most be doubled or halved at once: Kafka refuses more.`)
    return []
  })
}

/** A value that is secret would have to be kept, to be read back and taken back. */
function secretProblems({ changes }: Input, sensitive: ReadonlySet<string>): FieldProblem[] {
  return changes.flatMap(({ key }, i) =>
    sensitive.has(key)
      ? [{ path: `changes.${i}.value`, message: `${key} is a secret: Kafka does not tell it, and Samsa does not keep it.` }]
      : [],
  )
}

/** Changes single dynamic keys of one running broker; the others stay as they are. */
export const configureBroker: CommandDefinition<Input, KafkaWorld> = {
  name: NAME,
  level: 'C2',
  async plan(input, world, signal): Promise<PlanDraft<Input>> {
    needs(world, 'alterConfigs', 'Changing configurations')
    const { broker, changes } = input
    const metadata = await world.client.metadata(signal)
    if (!metadata.brokers.some((b) => b.id === broker))
      throw badInput(NAME, [{ path: 'broker', message: `Broker ${broker} does not run now: what is dynamic is told to running ones.` }])
    const reading = await read(input, world, signal)
    const secret = secretProblems(input, new Set(reading.entries.flatMap((e) => (e.sensitive ? [e.name] : []))))
    const problems = [...secret, ...editProblems(changes, reading, OWN)]
    if (problems.length > 0) throw badInput(NAME, problems)
    const overrides = overridesOf(reading.entries, OWN)
    const impact = impactOf(changes)
    return {
      object: `broker ${broker}`,
      title: `Change the configuration of broker ${broker}`,
      sentence: `${plural(changes.length, 'dynamic key')} of this broker alone, without a restart. They win over its file, and stay when it starts anew.`,
      changes: shownEdits(changes, reading, OWN),
      impact,
      verdict: impact.some((i) => i.severity === 'bad') ? 'degrades' : 'safe',
      asOf: reading.at,
      wayBack: 'Set the old values again.',
      equivalent: toolLine(
        'kafka-configs',
        world.bootstrap,
        ...['--alter', '--entity-type', 'brokers', '--entity-name', String(broker)],
        ...toolWords(changes),
      ),
      via: 'kafka',
      requests: [`IncrementalAlterConfigs of broker ${broker}: ${changes.map((c) => c.key).join(', ')}`],
      before: { broker, changes: changes.map(({ key }) => ({ key, value: overrides.get(key) ?? null })) },
    }
  },
  async send({ broker, changes }, world, signal) {
    const item = { resource: { kind: 'broker' as const, name: String(broker) }, changes: toChanges(changes) }
    return sentOf(await world.client.changes(world.permit).alterConfigs([item], signal), ({ resource }) => `broker ${resource.name}`)
  },
  async verify(input, world, signal) {
    const overrides = overridesOf((await read(input, world, signal)).entries, OWN)
    const open = input.changes.filter((edit) => !isDone(edit, overrides))
    if (open.length > 0) return { is: 'not yet', note: `${open.map((c) => c.key).join(', ')} is not so yet.` }
    world.touched({ brokerConfig: String(input.broker) })
    return { is: 'yes' }
  },
  // What `plan` kept is the input of the reverse.
  undo: ({ before }) => (before === null ? null : { command: NAME, input: before }),
}
