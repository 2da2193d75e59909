import type { Broker, Container } from '../broker.ts'
import type { ReleaseFacts } from '../releases.ts'
import { constraints, mapText, period, range } from '../syntax.ts'
import { Refusal, refuse, requestFailed } from './answer.ts'
import type { Params } from './params.ts'

type Change = (broker: Broker) => void

const RESERVED = ['broker.id', 'port', 'zookeeper.connect']
const decimal = (text: string): number => (/^\d+(\.\d+)?$/.test(text) ? Number(text) : bad())
const integer = (text: string): number => (/^-?\d+$/.test(text) ? Number(text) : bad())
const bad = (): never => {
  throw new Error('')
}

interface Setting {
  readonly name: string
  readonly read: (text: string, old: boolean) => Change
  /** 0.9 on empty text: refuse it, or unset the value. 0.10: leave things as they are, or take it as it is. */
  readonly empty: { readonly old: 'invalid' | 'take'; readonly now: 'ignore' | 'take' }
}

const INVALID = { old: 'invalid', now: 'ignore' } as const
const UNSET = { old: 'take', now: 'ignore' } as const
const TAKE = { old: 'take', now: 'take' } as const

const options = (text: string, old: boolean): ReadonlyMap<string, string | null> =>
  new Map([...mapText(text)].filter(([key]) => !old || !RESERVED.includes(key)))

const settings: readonly Setting[] = [
  { name: 'cpus', empty: INVALID, read: (t) => set('cpus', decimal(t)) },
  { name: 'mem', empty: INVALID, read: (t) => set('mem', integer(t)) },
  { name: 'heap', empty: INVALID, read: (t) => set('heap', integer(t)) },
  { name: 'port', empty: UNSET, read: (t) => set('port', t === '' ? null : range(t)) },
  { name: 'volume', empty: TAKE, read: (t, old) => set('volume', old && t === '' ? null : t) },
  { name: 'bindAddress', empty: TAKE, read: (t, old) => set('bindAddress', old && t === '' ? null : address(t)) },
  { name: 'stickinessPeriod', empty: INVALID, read: (t) => set('stickinessPeriod', period(t)) },
  { name: 'options', empty: TAKE, read: (t, old) => set('options', options(t, old)) },
  { name: 'log4jOptions', empty: TAKE, read: (t) => set('log4jOptions', mapText(t)) },
  { name: 'jvmOptions', empty: TAKE, read: (t, old) => set('jvmOptions', old && t === '' ? null : t) },
  { name: 'constraints', empty: TAKE, read: (t) => set('constraints', constraints(t)) },
  { name: 'failoverDelay', empty: INVALID, read: (t) => set('failoverDelay', period(t)) },
  { name: 'failoverMaxDelay', empty: INVALID, read: (t) => set('failoverMaxDelay', period(t)) },
  { name: 'failoverMaxTries', empty: UNSET, read: (t) => set('failoverMaxTries', t === '' ? null : integer(t)) },
]

function set<K extends keyof Broker>(key: K, value: Broker[K]): Change {
  return (broker) => {
    broker[key] = value
  }
}

const address = (text: string): string => (text.includes(':') && !text.startsWith('if:') ? bad() : text)

/** The changes that a request asks for. 0.9 names every bad value; 0.10 fails over the first without saying which. */
export function readSettings(
  params: Params,
  { line, release }: ReleaseFacts,
): { readonly changes: readonly Change[]; readonly errors: readonly string[] } {
  const old = line === 'P09'
  const changes: Change[] = []
  const errors: string[] = []
  for (const { name, empty, read } of settings) {
    const text = params.get(name)
    if (text === undefined) continue
    try {
      if (text === '' && (old ? empty.old : empty.now) === 'invalid') bad()
      if (text === '' && !old && empty.now === 'ignore') continue
      changes.push(read(text, old))
    } catch (error) {
      if (!old) requestFailed()
      const detail = error instanceof Error && error.message !== '' ? `: ${error.message}` : ''
      errors.push(`Invalid ${name}${name === 'cpus' || name === 'mem' ? '' : detail}`)
    }
  }
  if (!old && params.has('syslog')) changes.push(set('syslog', params.get('syslog')?.toLowerCase() === 'true'))
  if (release.startsWith('0.10.1')) changes.push(...readExecution(params))
  return { changes, errors }
}

function readExecution(params: Params): Change[] {
  const changes: Change[] = []
  const javaCmd = params.get('javaCmd')
  if (javaCmd !== undefined) changes.push(set('javaCmd', javaCmd))
  const image = params.get('containerImage')
  const type = params.get('containerType')
  if (type !== undefined && type !== 'docker' && type !== 'mesos') requestFailed()
  const mounts = params.get('containerMounts')
  const read = mounts === undefined ? undefined : readMounts(mounts)
  changes.push((broker) => {
    if (image === 'none' || image === '') broker.container = null
    else if (image !== undefined || broker.container !== null) {
      const before: Container = broker.container ?? { type: 'docker', image: '', mounts: [] }
      // Checked above: docker or mesos.
      broker.container = {
        type: (type as Container['type'] | undefined) ?? before.type,
        image: image ?? before.image,
        mounts: read ?? before.mounts,
      }
    }
  })
  return changes
}

function readMounts(text: string): Container['mounts'] {
  return text
    .split(',')
    .filter((part) => part !== '')
    .map((part) => {
      const [hostPath = '', containerPath, mode = 'rw', more] = part.split(':')
      if (containerPath === undefined || more !== undefined) return refuse(`invalid mount ${part}`)
      const small = mode.toLowerCase()
      if (!['rw', 'ro', 'r'].includes(small)) return refuse(`invalid mount mode ${mode}`)
      return { hostPath, containerPath, mode: small === 'rw' ? 'rw' : 'ro' }
    })
}

/** Several messages in one: 0.10 has a stray quote between them. */
export function throwTogether(errors: readonly string[], { line }: ReleaseFacts): void {
  if (errors.length > 0) throw new Refusal(400, errors.join(line === 'P09' ? '; ' : "; '"))
}
