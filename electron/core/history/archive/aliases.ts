import { nameInZooKeeper, zooKeeperKey } from '../../../../shared/domain/zookeeper-groups.ts'
import { brokerOfTask } from '../../../../shared/domain/joined/kafka-framework.ts'

/** Other names for a recording: the same one wherever a text stands, whichever kind of thing it was first met as. */
export interface Aliases {
  /** @param field where the text stands: it tells the kind of thing, and which words of ours may stand there */
  of(text: string, field: string): string
  /** `host:port` and URLs: the port stays, a path does not. */
  ofAddress(text: string): string
  /** Of tasks and executors: the broker's number in it stays, by which a broker is joined to its task. */
  ofTask(text: string, kind: 'task' | 'executor'): string
  /** A sentence with what has an alias already replaced in it. */
  within(sentence: string): string
}

const WORDS = `Stable Empty Dead PreparingRebalance CompletingRebalance Assigning Reconciling NotReady consumer connect range roundrobin sticky
  cooperative-sticky uniform classic share streams unknown up unreachable connecting read unread failed unsupported forbidden value bound
  record index interp in never time offset ok lag __consumer_offsets __transaction_state metadata groups descriptions offsets starts logDirs
  timeLag retention clusterId controllerId gone none`
const KNOWN: ReadonlySet<string> = new Set(WORDS.split(/\s+/))
/** Numbers, releases, verdicts, codes of the catalogue. */
const HARMLESS = /^(\d+(\.\d+){0,2}|[A-Z][A-Z_]+|(kafka|mesos|scheduler|core|profile|http|history)\.[a-zA-Z]+)$/
/** Verdicts are capitals, and so may names be: only where a verdict stands. */
const VERDICT_FIELDS: ReadonlySet<string> = new Set(['verdict', 'also'])

const KINDS: Readonly<Record<string, string>> = {
  topic: 'topic',
  topics: 'topic',
  ends: 'topic',
  starts: 'topic',
  group: 'group',
  groups: 'group',
  descriptions: 'group',
  figures: 'group',
  sampleProblems: 'group',
  commits: 'group',
  host: 'host',
  hostname: 'host',
  ip: 'host',
  bindAddress: 'host',
  clientId: 'client',
  member: 'member',
  instance: 'instance',
  rack: 'rack',
  clusterId: 'cluster',
  agent: 'agent',
  agentId: 'agent',
  agentIds: 'agent',
  frameworkId: 'framework',
  frameworkIds: 'framework',
  frameworkName: 'framework-name',
  task: 'task',
  executor: 'executor',
  containerId: 'container',
  role: 'role',
  roles: 'role',
  principal: 'principal',
  user: 'user',
  region: 'region',
  zone: 'zone',
  attribute: 'attribute',
  attributes: 'attribute-value',
  volume: 'volume',
  image: 'image',
  hostPath: 'path',
  containerPath: 'path',
  pattern: 'pattern',
}

export function createAliases(): Aliases {
  const known = new Map<string, string>()
  const counts = new Map<string, number>()
  /** Made anew when there are more. */
  let pattern: { readonly size: number; readonly of: RegExp } | null = null
  const next = (kind: string): number => {
    const n = (counts.get(kind) ?? 0) + 1
    counts.set(kind, n)
    return n
  }
  const once = (text: string, make: () => string): string => {
    const there = known.get(text)
    if (there !== undefined) return there
    const made = make()
    known.set(text, made)
    return made
  }
  const numbered = (kind: string): string => `${kind}-${String(next(kind)).padStart(3, '0')}`
  const aliases: Aliases = {
    of(text, field) {
      if (text === '' || KNOWN.has(text) || (field === 'offsetsIn' && text === 'zookeeper')) return text
      // Where a group's offsets are is told by its key: it stays with the alias.
      const inZooKeeper = nameInZooKeeper(text)
      if (inZooKeeper !== null) return zooKeeperKey(aliases.of(inZooKeeper, field))
      if (HARMLESS.test(text) && (!/^[A-Z]/.test(text) || VERDICT_FIELDS.has(field))) return text
      return once(text, () => numbered((Object.hasOwn(KINDS, field) ? KINDS[field] : undefined) ?? 'text'))
    },
    ofAddress(text) {
      const {
        scheme = '',
        host,
        port = '',
      } = /^(?<scheme>https?:\/\/)?(?<host>\[[^\]]+\]|[^/:@]+)(?<port>:\d+)?(?:\/.*)?$/.exec(text)?.groups ?? {}
      return host === undefined ? aliases.of(text, 'host') : `${scheme}${aliases.of(host, 'host')}${port}`
    },
    ofTask(text, kind) {
      const broker = brokerOfTask(text)
      if (broker === null) return aliases.of(text, kind)
      return once(text, () => `${kind === 'task' ? 'kafka' : kind}-${broker}-${numberedUuid(next(kind))}`)
    },
    within(sentence) {
      if (pattern?.size !== known.size) pattern = { size: known.size, of: patternOf([...known.keys()]) }
      return sentence.replace(pattern.of, (name) => known.get(name) ?? name)
    },
  }
  return aliases
}

/** In the form by which a task of the scheduler is known. */
const numberedUuid = (n: number): string => `00000000-0000-0000-0000-${String(n).padStart(12, '0')}`

/** A name this short stands in too many harmless words. */
const SHORTEST = 3

/** The longest first, so that a name within another does not leave the rest of it behind. */
function patternOf(names: readonly string[]): RegExp {
  const long = names.filter((name) => name.length >= SHORTEST).sort((a, b) => b.length - a.length)
  return long.length === 0 ? /(?!)/g : new RegExp(long.map((name) => name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|'), 'g')
}
