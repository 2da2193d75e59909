import type { BrokerSettingsInput } from '../../../../shared/contract/lifecycle.ts'
import type { PlanChange } from '../../../../shared/contract/changes.ts'
import type { SchedulerCapabilities } from '../../../../shared/domain/scheduler/capabilities.ts'
import { parseMapText, printMapText } from '../../../../shared/domain/scheduler/map-text.ts'
import type { SchedulerBroker } from '../../../../shared/domain/scheduler/model.ts'
import { checkSettings, settingsForm, type BrokerSettings } from '../../../../shared/domain/scheduler/settings.ts'
import type { Json } from '../../lib/envelope.ts'
import { badInput, type FieldProblem } from '../refuse-input.ts'

/** Settings as JSON that can be kept: `fromExact` makes of it what the client sends. */
export interface ExactSettings {
  readonly plain: Omit<BrokerSettings, 'options' | 'log4jOptions'>
  readonly options?: readonly (readonly [string, string])[]
  readonly log4jOptions?: readonly (readonly [string, string])[]
}

type Edits = NonNullable<BrokerSettingsInput['options']>

/** What the map becomes: the stored one, with the named entries set or taken away. */
export function mergedMap(stored: string, edits: Edits): ReadonlyMap<string, string> {
  const parsed = parseMapText(stored)
  const map = new Map<string, string>()
  if (parsed.ok) for (const [name, value] of parsed.value) map.set(name, value ?? '')
  for (const { name, value } of edits) {
    if (value === null) map.delete(name)
    else map.set(name, value)
  }
  return map
}

/** What is sent for one broker: plain values as they were asked for, maps merged with what is stored (the scheduler replaces them whole). */
export function settingsFor(input: BrokerSettingsInput, stored: Pick<SchedulerBroker, 'options' | 'log4jOptions'> | null): BrokerSettings {
  const { options, log4jOptions, ...plain } = input
  // Left-out keys are absent after parsing; `undefined` is none of their values.
  const settings = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined)) as BrokerSettings
  return {
    ...settings,
    ...(options === undefined ? {} : { options: mergedMap(stored?.options ?? '', options) }),
    ...(log4jOptions === undefined ? {} : { log4jOptions: mergedMap(stored?.log4jOptions ?? '', log4jOptions) }),
  }
}

/** Refused at its field: everything that this release would refuse, ignore, or choke on without naming it. */
export function checkFor(
  command: string,
  input: BrokerSettingsInput,
  stored: SchedulerBroker | null,
  can: SchedulerCapabilities,
): BrokerSettings {
  const settings = settingsFor(input, stored)
  const mem = settings.mem ?? stored?.mem ?? undefined
  const heap = settings.heap ?? stored?.heap ?? undefined
  const problems: FieldProblem[] = checkSettings(settings, can).map(({ field, why }) => ({ path: `settings.${field}`, message: why }))
  const asked = settings.mem !== undefined || settings.heap !== undefined
  // Where only one of the two is asked for, the other is what is stored.
  if (asked && mem !== undefined && heap !== undefined && heap >= mem && !problems.some(({ path }) => path === 'settings.heap')) {
    const field = settings.heap === undefined ? 'mem' : 'heap'
    problems.push({ path: `settings.${field}`, message: `A heap of ${heap} MiB leaves nothing of ${mem} MiB of memory.` })
  }
  if (Object.keys(settings).length === 0 && stored !== null) problems.push({ path: 'settings', message: 'Nothing is asked for.' })
  if (problems.length > 0) throw badInput(command, problems)
  return settings
}

/** Before → after of each value that would be another one. */
export function differenceOf(settings: BrokerSettings, stored: SchedulerBroker | null, prefix = ''): readonly PlanChange[] {
  return (Object.keys(settings) as (keyof BrokerSettings)[]).flatMap((name) => {
    if (name === 'options' || name === 'log4jOptions') return mapDifference(name, settings[name] ?? new Map(), stored?.[name] ?? '', prefix)
    const after = shown(settings[name])
    const before = stored === null ? null : storedText(name, stored)
    return after === before ? [] : [{ what: prefix + name, before, after }]
  })
}

function mapDifference(name: string, after: ReadonlyMap<string, string>, text: string, prefix: string): readonly PlanChange[] {
  const before = mergedMap(text, [])
  const keys = [...new Set([...before.keys(), ...after.keys()])].toSorted()
  return keys.flatMap((key) => {
    const [was, is] = [before.get(key) ?? null, after.get(key) ?? null]
    return was === is ? [] : [{ what: `${prefix}${name} ${key}`, before: was, after: is }]
  })
}

function storedText(name: Exclude<keyof BrokerSettings, 'options' | 'log4jOptions'>, broker: SchedulerBroker): string | null {
  switch (name) {
    case 'stickinessPeriod':
      return period(broker.stickiness.periodMs)
    case 'failoverDelay':
      return period(broker.failover.delayMs)
    case 'failoverMaxDelay':
      return period(broker.failover.maxDelayMs)
    case 'failoverMaxTries':
      return shown(broker.failover.maxTries)
    case 'container':
      return shown(broker.container)
    default:
      return shown(broker[name])
  }
}

const shown = (value: BrokerSettings[keyof BrokerSettings]): string | null => {
  if (value === null || value === undefined || value === '') return null
  if (typeof value !== 'object') return periodText(String(value))
  if (value instanceof Map) return printMapText(value)
  if (!('image' in value)) return null
  return `${value.type ?? 'docker'} ${value.image}${value.mounts.map((m) => ` ${m.hostPath}:${m.containerPath}:${m.mode}`).join('')}`
}

const UNITS: readonly (readonly [string, number])[] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
  ['ms', 1],
]

/** The scheduler prints a period as it was entered; what is read of it is ms. */
function period(ms: number | null): string | null {
  if (ms === null) return null
  const unit = UNITS.find(([, size]) => ms >= size && ms % size === 0)
  return unit === undefined ? '0ms' : `${ms / unit[1]}${unit[0]}`
}

/** `600s` and `10m` are one period: written alike, so that they are no difference. */
function periodText(text: string): string {
  const match = /^(\d+)(ms|s|m|h|d)$/.exec(text)
  const size = UNITS.find(([unit]) => unit === match?.[2])?.[1]
  return match === null || size === undefined ? text : (period(Number(match[1]) * size) ?? text)
}

/** As options of the scheduler's own tool, in words of a shell. */
export function toolOptions(settings: BrokerSettings): readonly string[] {
  return Object.entries(settingsForm(settings)).flatMap(([name, value]) => [
    `--${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`,
    value,
  ])
}

/** As JSON, for the journal and for taking back. */
export function toExact({ options, log4jOptions, ...plain }: BrokerSettings): ExactSettings {
  return {
    plain,
    ...(options === undefined ? {} : { options: [...options] }),
    ...(log4jOptions === undefined ? {} : { log4jOptions: [...log4jOptions] }),
  }
}

export const fromExact = ({ plain, options, log4jOptions }: ExactSettings): BrokerSettings => ({
  ...plain,
  ...(options === undefined ? {} : { options: new Map(options) }),
  ...(log4jOptions === undefined ? {} : { log4jOptions: new Map(log4jOptions) }),
})

/** As if it had been entered in the form; what is `undefined` is left out, as JSON does. */
export function toInput({ options, log4jOptions, ...plain }: BrokerSettings): Json {
  const entries = (map: ReadonlyMap<string, string> | undefined): readonly Json[] | undefined =>
    map && [...map].map(([name, value]) => ({ name, value }))
  const all = { ...plain, options: entries(options), log4jOptions: entries(log4jOptions) }
  // Settings are text, numbers and lists of them.
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Json
}

/** The input that would bring the named values back to what they are now. */
export function reverseInput(settings: BrokerSettings, stored: SchedulerBroker): BrokerSettingsInput {
  const input: Record<string, unknown> = {}
  for (const name of Object.keys(settings) as (keyof BrokerSettings)[]) {
    if (name === 'options' || name === 'log4jOptions') input[name] = reverseEdits(settings[name] ?? new Map(), stored[name])
    else if (name === 'container') input[name] = stored.container
    else if (name === 'syslog') input[name] = stored.syslog
    else if (['cpus', 'mem', 'heap'].includes(name)) input[name] = stored[name as 'cpus' | 'mem' | 'heap'] ?? undefined
    else if (name === 'failoverMaxTries') input[name] = stored.failover.maxTries
    else input[name] = storedText(name, stored) ?? (['port', 'volume', 'bindAddress'].includes(name) ? null : '')
  }
  return input
}

function reverseEdits(after: ReadonlyMap<string, string>, text: string): Edits {
  const before = mergedMap(text, [])
  const back = [...before].flatMap(([name, value]) => (after.get(name) === value ? [] : [{ name, value }]))
  return [...back, ...[...after.keys()].filter((name) => !before.has(name)).map((name) => ({ name, value: null }))]
}

/** All settings of a broker, as if they had been entered for a new one. */
export function settingsOfBroker(broker: SchedulerBroker): BrokerSettings {
  const { cpus, mem, heap, port, volume, bindAddress, constraints, jvmOptions } = broker
  const period1 = (ms: number | null): string | undefined => period(ms) ?? undefined
  const all = {
    cpus: cpus ?? undefined,
    mem: mem ?? undefined,
    heap: heap ?? undefined,
    port: port ?? undefined,
    volume: volume ?? undefined,
    bindAddress: bindAddress ?? undefined,
    options: mergedMap(broker.options, []),
    log4jOptions: mergedMap(broker.log4jOptions, []),
    jvmOptions: jvmOptions === '' ? undefined : jvmOptions,
    constraints: constraints === '' ? undefined : constraints,
    stickinessPeriod: period1(broker.stickiness.periodMs),
    failoverDelay: period1(broker.failover.delayMs),
    failoverMaxDelay: period1(broker.failover.maxDelayMs),
    failoverMaxTries: broker.failover.maxTries ?? undefined,
  }
  return Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== undefined && !(value instanceof Map && value.size === 0)),
  ) as BrokerSettings
}
