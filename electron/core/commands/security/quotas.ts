import type { Impact, PlanChange } from '../../../../shared/contract/changes.ts'
import { entityKey, entityWords, quotaProblems, type Quota, type QuotaEdit, type QuotaEntity } from '../../../../shared/domain/quota.ts'
import type { CommandDefinition, PlanDraft } from '../command.ts'
import type { KafkaWorld } from '../kafka/kafka-world.ts'
import { needs, plural } from '../kafka/live-cluster.ts'
import { toolLine } from '../kafka/quote.ts'
import { sentOf } from '../kafka/sent.ts'
import { badInput, type FieldProblem } from '../refuse-input.ts'

const NAME = 'security.alterQuotas'

interface Input {
  readonly quotas: readonly QuotaEdit[]
}

async function read(world: KafkaWorld, signal: AbortSignal) {
  needs(world, 'quotas', 'Client quotas')
  return world.client.readQuotas(signal)
}

type Valued = (entity: QuotaEntity, key: string) => number | null

function valuesOf(quotas: readonly Quota[]): Valued {
  const found = new Map(
    quotas.map(({ entity, values }) => [entityKey(entity), new Map<string, number>(values.map((v) => [v.key, v.value]))]),
  )
  return (entity, key) => found.get(entityKey(entity))?.get(key) ?? null
}

function problemsOf({ quotas }: Input, now: Valued): FieldProblem[] {
  const seen = new Set<string>()
  return quotas.flatMap((edit, i): FieldProblem[] => {
    const path = (rest: string): string => `quotas.${i}.${rest}`
    const wrong = quotaProblems(edit).map((problem) => ({ path: path(problem.path), message: problem.message }))
    if (wrong.length > 0) return wrong
    const { entity, changes } = edit
    if (seen.has(entityKey(entity))) return [{ path: path('entity'), message: `${entityWords(entity)} is there twice.` }]
    seen.add(entityKey(entity))
    if (changes.length === 0) return [{ path: path('entity'), message: 'Nothing would change.' }]
    if (new Set(changes.map((c) => c.key)).size < changes.length) return [{ path: path('entity'), message: 'A limit is there twice.' }]
    return changes.flatMap(({ key, value }, at) =>
      now(entity, key) === value ? [{ path: path(`changes.${at}.value`), message: `${key} is so already.` }] : [],
    )
  })
}

const shown = (value: number | null): string | null => (value === null ? null : String(value))

const shownChanges = ({ quotas }: Input, now: Valued): PlanChange[] =>
  quotas.flatMap(({ entity, changes }) =>
    changes.map(({ key, value }) => ({ what: `${key} of ${entityWords(entity)}`, before: shown(now(entity, key)), after: shown(value) })),
  )

const isDefault = ({ user, clientId, ip }: QuotaEntity): boolean => [user, clientId, ip].some((part) => part?.name === null)

/** What is easily overlooked: a limit is of each broker, defaults meet many, and the nearest one alone counts. */
function impactOf({ quotas }: Input, now: Valued): Impact[] {
  const impact: Impact[] = []
  const say = (severity: Impact['severity'], text: string): void => void impact.push({ severity, text, path: null })
  const lines = quotas.flatMap(({ entity, changes }) => changes.map(({ key, value }) => ({ entity, key, value, was: now(entity, key) })))
  for (const { entity, key, value, was } of lines.slice(0, 40)) {
    const tighter = value !== null && (was === null || value < was)
    if (tighter && isDefault(entity)) say('warn', `${key}: it slows down ${entityWords(entity)} that has no limit of its own, at once.`)
    if (tighter && key === 'connection_creation_rate') say('info', 'Connections above the rate are held back, not refused.')
    if (value === null) say('info', `${key} of ${entityWords(entity)} goes: a default, where there is one, applies from then on.`)
  }
  if (lines.some(({ key, value }) => value !== null && key !== 'controller_mutation_rate'))
    say('info', 'A limit is of each broker: a client that talks to three of them may do it three times.')
  return impact
}

const FLAGS = [
  ['user', 'users'],
  ['clientId', 'clients'],
  ['ip', 'ips'],
] as const

function toolWords({ entity, changes }: QuotaEdit): readonly string[] {
  const of = FLAGS.flatMap(([part, type]) => {
    const found = entity[part]
    if (found === null) return []
    return ['--entity-type', type, ...(found.name === null ? ['--entity-default'] : ['--entity-name', found.name])]
  })
  const [set, gone] = [changes.filter((c) => c.value !== null), changes.filter((c) => c.value === null)]
  return [
    '--alter',
    ...(set.length > 0 ? ['--add-config', set.map((c) => `${c.key}=${c.value}`).join(',')] : []),
    ...(gone.length > 0 ? ['--delete-config', gone.map((c) => c.key).join(',')] : []),
    ...of,
  ]
}

const LINES = 20

/** Sets and takes away what clients may do a second, by user, client id or address. */
export const alterQuotas: CommandDefinition<Input, KafkaWorld> = {
  name: NAME,
  level: 'C1',
  async plan(input, world, signal): Promise<PlanDraft<Input>> {
    const { at, quotas: there } = await read(world, signal)
    const now = valuesOf(there)
    const problems = problemsOf(input, now)
    if (problems.length > 0) throw badInput(NAME, problems)
    const { quotas } = input
    const [only] = quotas
    const of = quotas.length === 1 && only ? entityWords(only.entity) : plural(quotas.length, 'client', 'clients')
    const goes = quotas.every(({ changes }) => changes.every((c) => c.value === null))
    const impact = impactOf(input, now)
    return {
      object: of,
      title: goes ? `Remove quotas of ${of}` : `Set quotas of ${of}`,
      sentence: 'Brokers follow within moments; clients over their limit are made to wait, none is cut off.',
      changes: shownChanges(input, now),
      impact,
      verdict: impact.some((i) => i.severity === 'warn') ? 'degrades' : 'safe',
      asOf: at,
      wayBack: 'Set the old values again.',
      equivalent: quotas
        .slice(0, LINES)
        .map((edit) => toolLine('kafka-configs', world.bootstrap, ...toolWords(edit)))
        .join('\n'),
      via: 'kafka',
      requests: quotas.map(({ entity, changes }) => `AlterClientQuotas: ${changes.map((c) => c.key).join(', ')} of ${entityWords(entity)}`),
      before: {
        quotas: quotas.map(({ entity, changes }) => ({
          entity: { ...entity },
          changes: changes.map(({ key }) => ({ key, value: now(entity, key) })),
        })),
      },
    }
  },
  async send({ quotas }, world, signal) {
    return sentOf(await world.client.changes(world.permit).alterQuotas(quotas, signal), ({ entity }) => entityWords(entity))
  },
  async verify({ quotas }, world, signal) {
    const now = valuesOf((await read(world, signal)).quotas)
    const open = quotas.filter(({ entity, changes }) => changes.some(({ key, value }) => now(entity, key) !== value))
    return open.length > 0 ? { is: 'not yet', note: `Not so yet: ${open.map((q) => entityWords(q.entity)).join(', ')}.` } : { is: 'yes' }
  },
  // What `plan` kept is the input of the reverse.
  undo: ({ before }) => (before === null ? null : { command: NAME, input: before }),
}
