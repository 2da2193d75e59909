import type { SchedulerCapabilities } from './capabilities.ts'
import { parseConstraints } from './constraint.ts'
import { printMapText } from './map-text.ts'
import type { SchedulerContainer } from './model.ts'
import { parsed, refused, type Parsed } from './parsed.ts'
import { parsePeriod, parsePortRange } from './values.ts'

/**
 * What may be asked for a broker: only what is here is sent, null unsets. Maps replace what is stored as a whole, so whoever changes one
 * entry hands over the merged map.
 */
export interface BrokerSettings {
  readonly cpus?: number
  /** MiB. */
  readonly mem?: number
  /** MiB. */
  readonly heap?: number
  readonly port?: string | null
  readonly volume?: string | null
  readonly bindAddress?: string | null
  readonly syslog?: boolean
  readonly stickinessPeriod?: string
  readonly options?: ReadonlyMap<string, string>
  readonly log4jOptions?: ReadonlyMap<string, string>
  readonly jvmOptions?: string
  /** `hostname=unique,rack=groupBy:3`; empty: none. */
  readonly constraints?: string
  readonly failoverDelay?: string
  readonly failoverMaxDelay?: string
  readonly failoverMaxTries?: number | null
  readonly javaCmd?: string
  readonly container?: SchedulerContainer | null
}

export type SettingName = keyof BrokerSettings

export interface SettingProblem {
  readonly field: SettingName
  readonly why: string
}

/** These would replace what the framework itself sets, and cut the broker off; 0.9 drops them without a word. */
const RESERVED: readonly string[] = ['broker.id', 'port', 'zookeeper.connect']

type Check<K extends SettingName> = (value: NonNullable<BrokerSettings[K]>) => string | null

const why = (result: Parsed<unknown>): string | null => (result.ok ? null : result.why)
const whole = (value: number): string | null => (Number.isSafeInteger(value) && value > 0 ? null : 'Write a whole number above 0.')
const filled = (value: string): string | null => (value.trim() === '' ? 'Empty text would break the broker.' : null)

/** The scheduler cuts blanks at both ends of what it stores, so such a value would not be the one that was asked for. */
const changesWhenStored = (text: string): boolean => text !== text.trim() || /^\p{Cc}|\p{Cc}$/u.test(text)

function checkMap(map: ReadonlyMap<string, string>): string | null {
  for (const [key, value] of map) {
    if (key === '') return 'A name is missing.'
    if (value === '') return `“${key}” has no value; the scheduler cannot store an empty one.`
    if (changesWhenStored(key) || changesWhenStored(value)) return `“${key}” begins or ends with a blank, which the scheduler cuts off.`
  }
  return null
}

function checkOptions(map: ReadonlyMap<string, string>): string | null {
  const reserved = RESERVED.find((name) => map.has(name))
  return reserved === undefined ? checkMap(map) : `“${reserved}” is set by the scheduler itself.`
}

function checkContainer({ image, type, mounts }: SchedulerContainer): string | null {
  if (!/^[^\s,]+$/.test(image) || image === 'none') return 'Write the name of an image.'
  if (type === null) return 'Choose docker or mesos.'
  const bad = mounts.find(({ hostPath, containerPath }) => [hostPath, containerPath].some((path) => !/^[^:,\s]+$/.test(path)))
  return bad === undefined ? null : `“${bad.hostPath}:${bad.containerPath}”: paths hold no blank, comma or colon.`
}

const checks: { readonly [K in SettingName]: Check<K> | null } = {
  cpus: (value) => (value > 0 && value <= 10_000 ? null : 'Write a number of cores above 0.'),
  mem: whole,
  heap: whole,
  port: (value) => why(parsePortRange(value)),
  volume: (value) => (/^[A-Za-z0-9_.-]+$/.test(value) ? null : 'Write the id of a persistent volume.'),
  bindAddress: (value) =>
    /^(if:[A-Za-z0-9_.-]+|[A-Za-z0-9.-]+\*?)$/.test(value) ? null : 'Write an address, a prefix such as 10.1.*, or if:eth0.',
  syslog: null,
  stickinessPeriod: (value) => why(parsePeriod(value)),
  options: checkOptions,
  log4jOptions: checkMap,
  jvmOptions: (value) => (/\p{Cc}/u.test(value) ? 'No line breaks or control characters.' : null),
  constraints: (value) => why(parseConstraints(value)),
  failoverDelay: (value) => why(parsePeriod(value)),
  failoverMaxDelay: (value) => why(parsePeriod(value)),
  failoverMaxTries: whole,
  javaCmd: filled,
  container: checkContainer,
}

function checkOne<K extends SettingName>(field: K, value: BrokerSettings[K], can: SchedulerCapabilities): string | null {
  if (value === undefined) return null
  if (field === 'volume' && !can.volume.offered) return 'This release has no persistent volumes.'
  if (field === 'syslog' && !can.syslog.offered) return 'This release has no syslog setting.'
  if ((field === 'container' || field === 'javaCmd') && !can.container.offered) return 'This release has no such setting.'
  if (value === null) {
    return field === 'container' || can.clearSettings.offered
      ? null
      : 'This release cannot unset it: remove the broker and add it anew, which loses its sticky host.'
  }
  const check = checks[field]
  return check === null ? null : check(value)
}

/** Everything the scheduler would refuse, ignore, or choke on without naming it. Empty: it can be sent. */
export function checkSettings(settings: BrokerSettings, can: SchedulerCapabilities): readonly SettingProblem[] {
  // Own keys of a value of this type.
  const fields = Object.keys(settings) as SettingName[]
  const problems = fields.flatMap((field) => {
    const problem = checkOne(field, settings[field], can)
    return problem === null ? [] : [{ field, why: problem }]
  })
  const { heap, mem } = settings
  if (heap !== undefined && mem !== undefined && heap >= mem) {
    problems.push({ field: 'heap', why: 'The heap must leave memory for the rest of the process: below the memory, better by 256 MiB.' })
  }
  return problems
}

/** Names and values as the API takes them. */
export function settingsForm(settings: BrokerSettings): Readonly<Record<string, string>> {
  const { options, log4jOptions, container, ...plain } = settings
  const form: Record<string, string> = {}
  for (const [name, value] of Object.entries(plain)) if (value !== undefined) form[name] = value === null ? '' : String(value)
  if (options !== undefined) form['options'] = printMapText(options)
  if (log4jOptions !== undefined) form['log4jOptions'] = printMapText(log4jOptions)
  if (container === null) form['containerImage'] = 'none'
  else if (container !== undefined) {
    form['containerImage'] = container.image
    if (container.type !== null) form['containerType'] = container.type
    form['containerMounts'] = container.mounts.map((m) => `${m.hostPath}:${m.containerPath}:${m.mode}`).join(',')
  }
  return form
}

const MOST_BROKERS = 1_000

/** Brokers go out as an explicit list in order, never as an expression that the scheduler would expand anew. */
export function brokerList(ids: readonly number[]): Parsed<string> {
  if (ids.length === 0) return refused('No broker is named.')
  const sorted = [...new Set(ids)].toSorted((a, b) => a - b)
  if (sorted.length > MOST_BROKERS) return refused(`More than ${MOST_BROKERS} brokers.`)
  if (sorted.some((id) => !Number.isSafeInteger(id) || id < 0 || id > 999_999_999))
    return refused('A broker id is a whole number from 0 on.')
  return parsed(sorted.join(','))
}
