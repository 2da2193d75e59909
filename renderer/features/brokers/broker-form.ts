import { BrokerSettingsInput, Brokers } from '../../../shared/contract/lifecycle.ts'
import type { BrokerRow } from '../../../shared/contract/brokers.ts'
import { expandBrokerExpression, parseBrokerExpression } from '../../../shared/domain/scheduler/broker-expression.ts'
import { parseConstraints } from '../../../shared/domain/scheduler/constraint.ts'
import { namesSecret } from '../../../shared/domain/secret-names.ts'
import type { BrokerForm } from '../../state/forms.ts'
import { en } from '../../text/en.ts'

const t = en.brokerForm

export type BrokerField = keyof BrokerForm
export type Problems = Readonly<Partial<Record<BrokerField, string>>>

const DATA = 'log.dirs'

const period = (ms: number | null): string => {
  if (ms === null) return ''
  for (const [unit, size] of [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['m', 60_000],
    ['s', 1_000],
  ] as const) {
    if (ms >= size && ms % size === 0) return `${ms / size}${unit}`
  }
  return `${ms}ms`
}

type Entry = { readonly name: string; readonly value: string }
const lines = (entries: readonly Entry[]): string => entries.map(({ name, value }) => `${name}=${value}`).join('\n')
const figure = (value: number | null): string => (value === null ? '' : String(value))

/** As it is written to the disk: options that name a password are as they were. */
export const safeForm = (form: BrokerForm, first: BrokerForm): BrokerForm => ({
  ...form,
  options: namesSecret(form.options) ? first.options : form.options,
  jvmOptions: namesSecret(form.jvmOptions) ? first.jvmOptions : form.jvmOptions,
  log4jOptions: namesSecret(form.log4jOptions) ? first.log4jOptions : form.log4jOptions,
})

/** What a new broker gets: the scheduler's defaults, said aloud. */
export const newForm = (rows: readonly BrokerRow[]): BrokerForm => ({
  brokers: String(Math.max(-1, ...rows.filter(({ scheduler }) => scheduler !== null).map(({ id }) => id)) + 1),
  cpus: '1',
  mem: '2048',
  heap: '1024',
  port: '',
  constraints: '',
  data: '',
  options: '',
  stickinessPeriod: '10m',
  failoverDelay: '1m',
  failoverMaxDelay: '10m',
  failoverMaxTries: '',
  jvmOptions: '',
  volume: '',
  bindAddress: '',
  log4jOptions: '',
})

/** The settings that brokers have, for changing them. */
export function formOf(brokers: string, scheduler: NonNullable<BrokerRow['scheduler']>): BrokerForm {
  return {
    brokers,
    cpus: figure(scheduler.cpus),
    mem: figure(scheduler.mem),
    heap: figure(scheduler.heap),
    port: scheduler.port ?? '',
    constraints: scheduler.constraints,
    data: scheduler.options.find(({ name }) => name === DATA)?.value ?? '',
    options: lines(scheduler.options.filter(({ name }) => name !== DATA)),
    stickinessPeriod: period(scheduler.stickiness.periodMs),
    failoverDelay: period(scheduler.failover.delayMs),
    failoverMaxDelay: period(scheduler.failover.maxDelayMs),
    failoverMaxTries: figure(scheduler.failover.maxTries),
    jvmOptions: scheduler.jvmOptions,
    volume: scheduler.volume ?? '',
    bindAddress: scheduler.bindAddress ?? '',
    log4jOptions: lines(scheduler.log4jOptions),
  }
}

const severalEntries = /,\s*[\w.-]+=/

/** Lines of `name=value`; a value may hold commas and equals signs, two entries on one line may not. */
function entriesOf(text: string): { readonly entries: readonly Entry[]; readonly why: string | null } {
  const entries: Entry[] = []
  for (const line of text.split('\n').map((each) => each.trim())) {
    if (line === '') continue
    const at = line.indexOf('=')
    if (at <= 0 || at === line.length - 1) return { entries, why: t.line(line) }
    const [name, value] = [line.slice(0, at).trim(), line.slice(at + 1).trim()]
    if (severalEntries.test(value)) return { entries, why: t.two(line) }
    if (entries.some((each) => each.name === name)) return { entries, why: t.twice(name) }
    entries.push({ name, value })
  }
  return { entries, why: null }
}

/** What changes between two maps: new values, and null for what is gone. */
function edits(before: readonly Entry[], after: readonly Entry[]) {
  const kept = new Map(before.map(({ name, value }) => [name, value]))
  const changed = after.filter(({ name, value }) => kept.get(name) !== value)
  const gone = before.filter(({ name }) => !after.some((each) => each.name === name))
  return [...changed, ...gone.map(({ name }) => ({ name, value: null }))]
}

export interface CheckedForm {
  readonly settings: BrokerSettingsInput
  readonly problems: Problems
}

const numbers = ['cpus', 'mem', 'heap', 'failoverMaxTries'] as const
const texts = [
  'port',
  'constraints',
  'stickinessPeriod',
  'failoverDelay',
  'failoverMaxDelay',
  'jvmOptions',
  'volume',
  'bindAddress',
] as const
/** What the scheduler takes as “not set”, and not as an empty text. */
const unset: ReadonlySet<BrokerField> = new Set(['port', 'volume', 'bindAddress', 'failoverMaxTries'])

/** Only what differs from `before` is asked for; null: a new broker, everything that is written is asked for. */
export function checkBrokerForm(form: BrokerForm, before: BrokerForm | null): CheckedForm {
  const problems: Partial<Record<BrokerField, string>> = {}
  const settings: Record<string, unknown> = {}
  const differs = (field: BrokerField): boolean => (before === null ? form[field].trim() !== '' : form[field].trim() !== before[field])
  for (const field of numbers) {
    if (!differs(field)) continue
    const text = form[field].trim()
    if (text === '' && unset.has(field)) settings[field] = null
    else if (!/^\d+(\.\d+)?$/.test(text)) problems[field] = field === 'cpus' ? t.number : t.whole
    else settings[field] = Number(text)
  }
  for (const field of texts) {
    if (!differs(field)) continue
    const text = form[field].trim()
    settings[field] = text === '' && unset.has(field) ? null : text
  }
  checkMaps(form, before, settings, problems)
  const parsed = BrokerSettingsInput.safeParse(settings)
  for (const { path, message } of parsed.error?.issues ?? []) {
    const field = (path[0] === undefined ? 'brokers' : String(path[0])) as BrokerField // the schema's names are the form's
    problems[field] ??= message
  }
  checkHeap(form, problems)
  return { settings: parsed.data ?? {}, problems }
}

function checkMaps(
  form: BrokerForm,
  before: BrokerForm | null,
  settings: Record<string, unknown>,
  problems: Partial<Record<BrokerField, string>>,
): void {
  const data = form.data.trim()
  if (data !== '' && !data.split(',').every((dir) => dir.trim().startsWith('/'))) problems.data = t.dataRelative
  const withData = (entries: readonly Entry[], path: string): readonly Entry[] =>
    path === '' ? entries : [...entries, { name: DATA, value: path }]
  for (const field of ['options', 'log4jOptions'] as const) {
    const { entries, why } = entriesOf(form[field])
    if (why !== null) {
      problems[field] = why
      continue
    }
    const old = before === null ? [] : entriesOf(before[field]).entries
    const changed = field === 'options' ? edits(withData(old, before?.data ?? ''), withData(entries, data)) : edits(old, entries)
    if (changed.length > 0) settings[field] = changed
  }
}

/** Also when only one of the two is changed. */
function checkHeap({ heap, mem }: BrokerForm, problems: Partial<Record<BrokerField, string>>): void {
  const [asked, all] = [Number(heap), Number(mem)]
  if (asked > 0 && all > 0 && asked >= all) problems.heap ??= t.heapNote
}

/** Which brokers are meant. `fresh`: they must not exist yet; else at least one must. */
export function checkBrokers(text: string, rows: readonly BrokerRow[], fresh: boolean): string | null {
  const shape = Brokers.safeParse(text.trim())
  if (!shape.success) return shape.error.issues[0]?.message ?? t.noBroker
  const expression = parseBrokerExpression(text)
  if (!expression.ok) return expression.why
  const known = rows.filter(({ scheduler }) => scheduler !== null).map(({ id }) => id)
  const ids = expandBrokerExpression(
    expression.value,
    known.map((id) => ({ id, agent: null })),
  )
  if (ids.length === 0) return t.noBroker
  const there = ids.filter((id) => known.includes(id))
  return fresh && there.length > 0 ? t.exists(there.join(', ')) : null
}

/** A constraint on an attribute that no agent has can never be met. `known` null: agents were not read. */
export function checkAttributes(constraints: string, known: readonly string[] | null): string | null {
  const parsed = parseConstraints(constraints)
  if (!parsed.ok || known === null) return null
  const unknown = [...parsed.value.keys()].find((name) => name !== 'hostname' && !known.includes(name))
  return unknown === undefined ? null : t.attribute(unknown, known.join(', '))
}
