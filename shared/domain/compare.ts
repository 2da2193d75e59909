import type { AclBinding } from './acl.ts'
import { configKey, type ClusterState, type ConfigFact } from './cluster-state.ts'
import type { AgentFact } from './mesos-state.ts'

/** What a thing is, as texts by field: what two sides are compared by. */
export type Fields = ReadonlyMap<string, string>
export type ThingKind = 'topics' | 'groups' | 'brokers' | 'agents' | 'acls'

export interface Difference {
  readonly name: string
  /** Null: that side does not have it. */
  readonly fields: readonly { readonly field: string; readonly left: string | null; readonly right: string | null }[]
}

export interface Compared {
  readonly kind: ThingKind
  /** False: one side was never read, so nothing can be said. */
  readonly read: boolean
  readonly onlyLeft: readonly string[]
  readonly onlyRight: readonly string[]
  readonly different: readonly Difference[]
  readonly same: number
}

export interface CompareRules {
  /** Addresses of brokers differ between any two clusters. */
  readonly ignoreHosts: boolean
}

/** Who may do what, which no state holds; null: a side did not read it, or has no authorizer. */
export interface ComparedAcls {
  readonly left: readonly AclBinding[]
  readonly right: readonly AclBinding[]
}

/** Two clusters, or one at two moments. What only one side read of a thing is not compared. */
export function compareStates(
  left: ClusterState,
  right: ClusterState,
  rules: CompareRules,
  acls: ComparedAcls | null = null,
): readonly Compared[] {
  const section = (kind: ThingKind, isRead: (state: ClusterState) => boolean, of: (state: ClusterState) => ReadonlyMap<string, Fields>) =>
    compareThings(kind, isRead(left) && isRead(right), of(left), of(right))
  return [
    section('topics', ({ parts }) => parts.metadata.readAt !== null, topicsOf),
    section('groups', ({ parts }) => parts.groups.readAt !== null, groupsOf),
    section(
      'brokers',
      ({ parts }) => parts.metadata.readAt !== null,
      (state) => brokersOf(state, rules),
    ),
    section('agents', ({ parts }) => parts.agents.readAt !== null, agentsOf),
    compareThings('acls', acls !== null, principalsOf(acls?.left ?? []), principalsOf(acls?.right ?? [])),
  ]
}

function compareThings(kind: ThingKind, read: boolean, left: ReadonlyMap<string, Fields>, right: ReadonlyMap<string, Fields>): Compared {
  if (!read) return { kind, read, onlyLeft: [], onlyRight: [], different: [], same: 0 }
  const names = (one: ReadonlyMap<string, Fields>, other: ReadonlyMap<string, Fields>): string[] =>
    [...one.keys()].filter((name) => !other.has(name)).toSorted(byName)
  const both = [...left].flatMap(([name, own]) => {
    const other = right.get(name)
    return other === undefined ? [] : [{ name, fields: differing(own, other) }]
  })
  const different = both.filter(({ fields }) => fields.length > 0).toSorted((a, b) => byName(a.name, b.name))
  return { kind, read, onlyLeft: names(left, right), onlyRight: names(right, left), different, same: both.length - different.length }
}

const byName = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true })

/** Settings that only one side has read at all stay out: a reading is no difference. */
function differing(left: Fields, right: Fields): Difference['fields'] {
  const readBoth = left.has(CONFIG_READ) && right.has(CONFIG_READ)
  const names = new Set([...left.keys(), ...right.keys()])
  names.delete(CONFIG_READ)
  return [...names]
    .filter((field) => readBoth || !field.startsWith(CONFIG))
    .map((field) => ({
      field: field.startsWith(CONFIG) ? field.slice(CONFIG.length) : field,
      left: left.get(field) ?? null,
      right: right.get(field) ?? null,
    }))
    .filter((each) => each.left !== each.right)
}

const CONFIG = 'config '
/** Marks that a configuration was read. */
const CONFIG_READ = '(configuration)'

/** What was set; defaults follow from the release. Secrets are told by nobody. */
function configFields(fact: ConfigFact | undefined): (readonly [string, string])[] {
  if (!fact || fact.problem !== null) return []
  const set = fact.entries.filter(({ source, sensitive, value }) => source !== 'default' && !sensitive && value !== null)
  return [[CONFIG_READ, ''], ...set.map(({ name, value }) => [`${CONFIG}${name}`, value ?? ''] as const)]
}

const topicsOf = ({ topics, configs }: ClusterState): ReadonlyMap<string, Fields> =>
  new Map(
    [...topics.values()].map(({ name, partitions }) => [
      name,
      new Map([
        ['partitions', String(partitions.length)],
        ['replication factor', String(Math.max(0, ...partitions.map(({ replicas }) => replicas.length)))],
        ...configFields(configs.get(configKey('topic', name))),
      ]),
    ]),
  )

const groupsOf = ({ groups, samples }: ClusterState): ReadonlyMap<string, Fields> =>
  new Map(
    [...groups.values()].map(({ group, state, protocolType }) => [
      group,
      new Map([
        ['state', state],
        ['protocol', protocolType],
        ...[...(samples.get(group)?.topics ?? [])].flatMap(([topic, { partitions, committed }]) =>
          [...partitions].flatMap((partition, place) => {
            const offset = committed[place] ?? Number.NaN
            return offset >= 0 ? [[`position ${topic}-${partition}`, String(offset)] as const] : []
          }),
        ),
      ]),
    ]),
  )

const brokersOf = ({ brokers, configs }: ClusterState, { ignoreHosts }: CompareRules): ReadonlyMap<string, Fields> =>
  new Map(
    [...brokers.values()].map(({ id, host, port, rack, inMetadata, link }) => [
      String(id),
      new Map([
        ['in the cluster', inMetadata ? 'yes' : 'no'],
        ['rack', rack ?? '—'],
        ...(link?.release ? [['release', link.release] as const] : []),
        ...(ignoreHosts ? [] : [['address', `${host}:${port}`] as const]),
        ...configFields(configs.get(configKey('broker', String(id)))),
      ]),
    ]),
  )

/** By principal: what it may and may not do. */
function principalsOf(acls: readonly AclBinding[]): ReadonlyMap<string, Fields> {
  const principals = new Map<string, Map<string, string>>()
  for (const { principal, operation, resource, pattern, name, host, permission } of acls) {
    const own = principals.get(principal) ?? new Map<string, string>()
    principals.set(principal, own)
    const what = `${operation} on ${resource} ${name}${pattern === 'prefixed' ? '…' : ''}${host === '*' ? '' : ` from ${host}`}`
    // The same may be allowed and denied: the denial wins.
    own.set(what, [own.get(what), permission].includes('deny') ? 'deny' : 'allow')
  }
  return principals
}

/** By host name: ids of agents are made anew when they register anew. */
const agentsOf = ({ mesos }: ClusterState): ReadonlyMap<string, Fields> =>
  new Map([...mesos.agents.values()].map((fact) => [fact.agent.hostname ?? fact.agent.id, agentFields(fact)]))

const agentFields = ({ agent, missing }: AgentFact): Fields =>
  new Map([
    ['state', missing ?? agent.status],
    ...[...agent.attributes].map(([name, value]) => [`attribute ${name}`, String(value)] as const),
    ...(agent.total
      ? ([
          ['cpus', String(agent.total.cpus)],
          ['memory', String(agent.total.mem)],
        ] as const)
      : []),
  ])
