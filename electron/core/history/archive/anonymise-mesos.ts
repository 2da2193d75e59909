import { parseConstraints, type Condition } from '../../../../shared/domain/scheduler/constraint.ts'
import { isKnownMetric } from '../../../../shared/domain/scheduler/broker-metrics.ts'
import { printMapText } from '../../../../shared/domain/scheduler/map-text.ts'
import { MESOS_TABLES, SCHEDULER_BROKERS } from '../moments/tables.ts'
import type { Aliases } from './aliases.ts'

/**
 * What Mesos and the scheduler told, under other names: which broker ran on which agent, when tasks began and ended and by which reason of
 * Mesos, amounts and ports stay. What has no rule here becomes an alias.
 */

/** Tables and values of fixed keys that Mesos and the scheduler told. */
const MESOS: ReadonlySet<string> = new Set([...Object.values(MESOS_TABLES), SCHEDULER_BROKERS, 'mesos', 'scheduler'])
export const isOfMesos = (name: string): boolean => MESOS.has(name)

/** Free texts and what is made of commands, paths and addresses: nothing but names. Left out, whatever they held. */
const WITHOUT: Readonly<Record<string, unknown>> = {
  message: null,
  webuiUrl: null,
  pid: null,
  javaCmd: null,
  options: '',
  log4jOptions: '',
  jvmOptions: '',
  uris: [],
  labels: { $m: [] },
}

/** Words of Mesos and of the scheduler, where they stand. */
const WORDS: Readonly<Record<string, RegExp>> = {
  state: /^(TASK_[A-Z_]+|pending|starting|running|stopping|reconciling)$/,
  status: /^(recovering|draining|drained|deactivated|disconnected|active|running|removed)$/,
  reason: /^REASON_[A-Z_]+$/,
  source: /^SOURCE_[A-Z_]+$/,
  counts: /^TASK_[A-Z_]+$/,
  capabilities:
    /^(MULTI_ROLE|HIERARCHICAL_ROLE|RESERVATION_REFINEMENT|RESOURCE_PROVIDER|RESIZE_VOLUME|AGENT_(OPERATION_FEEDBACK|DRAINING|UPDATE)|TASK_RESOURCE_LIMITS|QUOTA_V2|REVOCABLE_RESOURCES|TASK_KILLING_STATE|GPU_RESOURCES|SHARED_RESOURCES|PARTITION_AWARE|REGION_AWARE)$/,
  line: /^P\d+M?$/,
  version: /^\d+(\.\d+)*(-SNAPSHOT)?$/,
  kafkaVersion: /^\d+(\.\d+)*$/,
  port: /^\d+(\.\.\d+)?$/,
  mode: /^r[wo]$/,
  type: /^(docker|mesos)$/,
  role: /^\*$/,
  roles: /^\*$/,
  reserved: /^\*$/,
  // What everybody calls them; places are told apart by these.
  attribute: /^(hostname|rack|zone|region|dc|datacenter|room|row)$/,
}

/** What an id is of, by the table or field that it stands in. */
const IDS: Readonly<Record<string, 'agent' | 'frameworkId' | 'task' | 'executor'>> = {
  [MESOS_TABLES.agents]: 'agent',
  [MESOS_TABLES.frameworks]: 'frameworkId',
  [MESOS_TABLES.tasks]: 'task',
  agent: 'agent',
  task: 'task',
  executors: 'executor',
  // Older records have the maps where everything else is.
  frameworks: 'frameworkId',
  tasks: 'task',
}

export function mesosKey(table: string, key: string, aliases: Aliases): string {
  if (table !== MESOS_TABLES.tasks) return idOf(key, IDS[table] ?? 'text', aliases)
  // `taskKey`: a framework's id has no slash in it.
  const slash = key.indexOf('/')
  return `${aliases.of(key.slice(0, slash), 'frameworkId')}/${aliases.ofTask(key.slice(slash + 1), 'task')}`
}

/** @param inside the table, or the field that holds the value */
export function mesosValue(value: unknown, field: string, inside: string, aliases: Aliases): unknown {
  if (Object.hasOwn(WITHOUT, field)) return WITHOUT[field]
  if (typeof value === 'string') return textOf(value, field, inside, aliases)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((each) => mesosValue(each, field, inside, aliases))
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => {
      if (key === '$m' && Array.isArray(each)) return [key, pairsOf(each, field, inside, aliases)]
      return [key, mesosValue(each, key.startsWith('$') ? field : key, key.startsWith('$') ? inside : field, aliases)]
    }),
  )
}

function pairsOf(pairs: readonly unknown[], field: string, inside: string, aliases: Aliases): readonly unknown[] {
  const made = pairs.map((pair) => {
    const [name, value] = pair as readonly [unknown, unknown] // as `json.ts` writes maps
    return [
      mesosValue(name, field === 'attributes' ? 'attribute' : field, inside, aliases),
      mesosValue(value, field, field, aliases),
    ] as const
  })
  // Metrics keep their names, and those that have names of others in them go.
  if (inside !== 'metrics') return made
  return pairs.filter((pair) => Array.isArray(pair) && isKnownMetric(String(pair[0])))
}

function textOf(text: string, field: string, inside: string, aliases: Aliases): string {
  if (Object.hasOwn(WORDS, field) && WORDS[field]?.test(text)) return text
  switch (field) {
    case 'id':
      return idOf(text, IDS[inside] ?? 'text', aliases)
    case 'executorId':
      return aliases.ofTask(text, 'executor')
    case 'chosen':
      return aliases.of(text, 'frameworkId')
    case 'leader':
    case 'address':
    case 'endpoint':
      return aliases.ofAddress(text)
    case 'constraints':
      return constraintsOf(text, aliases)
    case 'name':
      // `broker-3` is what the scheduler calls them.
      return /^broker-\d+$/.test(text) ? text : aliases.of(text, inside === MESOS_TABLES.frameworks ? 'frameworkName' : inside)
    default:
      return aliases.of(text, field)
  }
}

const idOf = (text: string, kind: string, aliases: Aliases): string =>
  kind === 'task' || kind === 'executor' ? aliases.ofTask(text, kind) : aliases.of(text, kind)

/** A pattern says which names there are: only that there is one stays. */
function constraintsOf(text: string, aliases: Aliases): string {
  const parsed = parseConstraints(text)
  if (!parsed.ok) return ''
  const conditions = [...parsed.value].map(
    ([attribute, condition]) => [textOf(attribute, 'attribute', '', aliases), conditionOf(condition, aliases)] as const,
  )
  return printMapText(new Map(conditions))
}

function conditionOf(condition: Condition, aliases: Aliases): string {
  switch (condition.kind) {
    case 'like':
    case 'unlike':
      return `${condition.kind}:${aliases.of(condition.pattern, 'pattern')}`
    case 'unique':
      return 'unique'
    case 'cluster':
      return condition.value === null ? 'cluster' : `cluster:${aliases.of(condition.value, 'attributes')}`
    case 'groupBy':
      return `groupBy:${condition.groups}`
  }
}
