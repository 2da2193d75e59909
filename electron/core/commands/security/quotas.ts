import type { Impact, PlanChange } from '../../../../shared/contract/changes.ts'
import { entityKey, entityWords, quotaProblems, type Quota, type QuotaEdit, type QuotaEntity } from '../../../../shared/domain/quota.ts'
import type { CommandDefinition, PlanDraft } from '../command.ts'
import { plural } from '../kafka/live-cluster.ts'
import { toolLine } from '../kafka/quote.ts'
import { sentOf } from '../kafka/sent.ts'
import { badInput, type FieldProblem } from '../refuse-input.ts'
import { otherWay, type QuotaScheduler, type QuotaWorld } from './quota-world.ts'
import { impactThere, lineThere, problemsThere, quotasOf, requestThere, sendThere } from './quotas-by-scheduler.ts'

const NAME = 'security.alterQuotas'

interface Input {
  readonly quotas: readonly QuotaEdit[]
}

/** What was confirmed, and the way it was confirmed for. */
interface Exact extends Input {
  readonly via: 'kafka' | 'scheduler'
}

export interface QuotasReading {
  /** Wall clock ms. */
  readonly at: number
  readonly quotas: readonly Quota[]
  /** Limits of kinds that this version does not know. */
  readonly unknown: number
  /** Null: they are the brokers' own. */
  readonly scheduler: QuotaScheduler | null
}

/** From the brokers; below Kafka 2.6 from the scheduler, where it has them. Fails with `kafka.unsupported` where neither has. */
export async function readQuotas(world: QuotaWorld, signal: AbortSignal): Promise<QuotasReading> {
  const scheduler = await otherWay(world, signal)
  if (scheduler === null) return { ...(await world.client.readQuotas(signal)), scheduler }
  return { at: world.clock.wall(), quotas: quotasOf(await scheduler.list(signal)), unknown: 0, scheduler }
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
export const alterQuotas: CommandDefinition<Input, QuotaWorld, Exact> = {
  name: NAME,
  level: 'C1',
  async plan(input, world, signal): Promise<PlanDraft<Exact>> {
    const { at, quotas: there, scheduler } = await readQuotas(world, signal)
    const now = valuesOf(there)
    const problems = [...(scheduler === null ? [] : problemsThere(input)), ...problemsOf(input, now)]
    if (problems.length > 0) throw badInput(NAME, problems)
    const { quotas } = input
    const [only] = quotas
    const of = quotas.length === 1 && only ? entityWords(only.entity) : plural(quotas.length, 'client', 'clients')
    const goes = quotas.every(({ changes }) => changes.every((c) => c.value === null))
    const impact = [...(scheduler === null ? [] : impactThere), ...impactOf(input, now)]
    const before = quotas.map(({ entity, changes }) => ({
      entity: { ...entity },
      changes: changes.map(({ key }) => ({ key, value: now(entity, key) })),
    }))
    // The scheduler takes none away: what was not there before cannot be as before.
    const forGood = scheduler !== null && before.some(({ changes }) => changes.some(({ value }) => value === null))
    return {
      object: of,
      title: goes ? `Remove quotas of ${of}` : `Set quotas of ${of}`,
      sentence: 'Brokers follow within moments; clients over their limit are made to wait, none is cut off.',
      changes: shownChanges(input, now),
      impact,
      verdict: impact.some((i) => i.severity === 'warn') ? 'degrades' : 'safe',
      asOf: at,
      wayBack: forGood ? 'None: the scheduler cannot take a limit away. Set a larger one.' : 'Set the old values again.',
      equivalent: quotas
        .slice(0, LINES)
        .map((edit) => (scheduler === null ? toolLine('kafka-configs', world.bootstrap, ...toolWords(edit)) : lineThere(edit)))
        .join('\n'),
      via: scheduler === null ? 'kafka' : 'scheduler',
      requests: quotas.map((edit) =>
        scheduler === null
          ? `AlterClientQuotas: ${edit.changes.map((c) => c.key).join(', ')} of ${entityWords(edit.entity)}`
          : requestThere(edit),
      ),
      exact: { quotas, via: scheduler === null ? 'kafka' : 'scheduler' },
      ...(forGood ? {} : { before: { quotas: before } }),
    }
  },
  async send({ quotas, via }, world, signal, _journal, permit) {
    if (via === 'scheduler') {
      const scheduler = await otherWay(world, signal)
      if (scheduler !== null) return sendThere(scheduler, quotas, permit, signal)
    }
    return sentOf(await world.client.changes(world.permit).alterQuotas(quotas, signal), ({ entity }) => entityWords(entity))
  },
  async verify({ quotas }, world, signal) {
    const now = valuesOf((await readQuotas(world, signal)).quotas)
    const open = quotas.filter(({ entity, changes }) => changes.some(({ key, value }) => now(entity, key) !== value))
    return open.length > 0 ? { is: 'not yet', note: `Not so yet: ${open.map((q) => entityWords(q.entity)).join(', ')}.` } : { is: 'yes' }
  },
  // What `plan` kept is the input of the reverse.
  undo: ({ before }) => (before === null ? null : { command: NAME, input: before }),
}
