import type { ConfigReading, ConfigResource, ConfigValue } from '../../clients/kafka/kafka-client.ts'
import { badInput, type FieldProblem } from '../refuse-input.ts'
import { configProblems, overridesOf, type ConfigEdit } from './config-check.ts'
import type { KafkaWorld } from './kafka-world.ts'

/** A configuration as it is now; fails where it cannot be read. */
export async function readConfigs(
  { kind, name }: Pick<ConfigResource, 'kind' | 'name'>,
  command: string,
  { client }: KafkaWorld,
  signal: AbortSignal,
): Promise<ConfigReading> {
  const [config] = await client.describeConfigs([{ kind, name, keys: null }], signal)
  if (config === undefined) throw badInput(command, [{ path: kind, message: `The configuration of ${kind} ${name} was not told.` }])
  if (config.error) throw config.error
  return config
}

export const isDone = ({ key, value }: ConfigEdit, overrides: ReadonlyMap<string, string>): boolean =>
  (overrides.get(key) ?? null) === value

/** What is wrong with edits of keys, or would change nothing. */
export function editProblems(edits: readonly ConfigEdit[], { entries }: ConfigReading, own: ConfigValue['source']): FieldProblem[] {
  const overrides = overridesOf(entries, own)
  const same = edits.flatMap((edit, i) =>
    isDone(edit, overrides) ? [{ path: `changes.${i}.value`, message: `${edit.key} is so already.` }] : [],
  )
  return [...configProblems(edits, entries, 'changes'), ...same]
}

/** Before and after of each, as a plan shows them. */
export const shownEdits = (edits: readonly ConfigEdit[], { entries }: ConfigReading, own: ConfigValue['source']) =>
  edits.map(({ key, value }) => ({
    what: key,
    before: shownBefore(
      entries.find((e) => e.name === key),
      own,
    ),
    after: value ?? 'inherited',
  }))

function shownBefore(entry: ConfigValue | undefined, own: ConfigValue['source']): string | null {
  if (entry === undefined) return null
  if (entry.sensitive) return 'set, and secret'
  return entry.source === own ? entry.value : `${entry.value ?? 'nothing'} (inherited)`
}

export const toChanges = (edits: readonly ConfigEdit[]) =>
  edits.map(({ key, value }) => ({ key, operation: value === null ? ('delete' as const) : ('set' as const), value }))

/** As kafka-configs takes them; lists stand in brackets. */
export function toolWords(edits: readonly ConfigEdit[]): readonly string[] {
  const quoted = (value: string): string => (value.includes(',') ? `[${value}]` : value)
  const [set, gone] = [edits.filter((c) => c.value !== null), edits.filter((c) => c.value === null)]
  return [
    ...(set.length > 0 ? ['--add-config', set.map((c) => `${c.key}=${quoted(c.value ?? '')}`).join(',')] : []),
    ...(gone.length > 0 ? ['--delete-config', gone.map((c) => c.key).join(',')] : []),
  ]
}
