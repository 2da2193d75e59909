import { accepts, type Condition } from '../scheduler/constraint.ts'
import { failoverDelay } from '../scheduler/countdown.ts'
import type { Failover, Stickiness } from '../scheduler/model.ts'
import type { PortRange } from '../scheduler/values.ts'

/** An agent as the scheduler would see it in an offer: what is left of it now. */
export interface PlacementAgent {
  readonly id: string
  readonly hostname: string
  readonly active: boolean
  /** Why Mesos would not offer it to this framework at all; null: it would. */
  readonly notOffered: string | null
  /** Text attributes alone: others are invisible to constraints. */
  readonly attributes: ReadonlyMap<string, string>
  /** Names of attributes that are there in another form. */
  readonly otherAttributes: ReadonlySet<string>
  /** Unreserved, and statically reserved for the framework's role. */
  readonly cpus: number
  /** MiB. */
  readonly mem: number
  readonly ports: readonly PortRange[]
  /** Persistence ids in a role of the framework; null: not told. */
  readonly volumes: ReadonlySet<string> | null
}

/** A broker that is to start. */
export interface PlacementBroker {
  readonly id: number
  readonly cpus: number
  readonly mem: number
  readonly port: PortRange | null
  readonly volume: string | null
  readonly constraints: ReadonlyMap<string, Condition>
  readonly stickiness: Stickiness
  readonly failover: Failover
}

/** A broker that has a task: what constraints count. */
export interface PlacedBroker {
  readonly id: number
  readonly hostname: string | null
  readonly attributes: ReadonlyMap<string, string>
}

export interface PlacementMoment {
  readonly now: number
  readonly placed: readonly PlacedBroker[]
  /** 0.9 tests the sticky host before the volume. */
  readonly stickyFirst: boolean
}

export interface RuleResult {
  readonly rule: string
  /** Null: it passes; else in the scheduler's own words. */
  readonly why: string | null
}

export const conditionText = (condition: Condition): string => {
  switch (condition.kind) {
    case 'like':
    case 'unlike':
      return `${condition.kind}:${condition.pattern}`
    case 'unique':
      return 'unique'
    case 'cluster':
      return condition.value === null ? 'cluster' : `cluster:${condition.value}`
    case 'groupBy':
      return condition.groups === 1 ? 'groupBy' : `groupBy:${condition.groups}`
  }
}

const rule = (name: string, why: string | null): RuleResult => ({ rule: name, why })

/** The scheduler prints cores as Java does. */
const cores = (cpus: number): string => (Number.isInteger(cpus) ? `${cpus}.0` : String(cpus))

/** Every rule for one agent, in the order in which the scheduler tests them; it stops at the first that fails, a table shows all. */
export function rulesFor(broker: PlacementBroker, agent: PlacementAgent, moment: PlacementMoment): readonly RuleResult[] {
  const sticky = rule('sticky host', stickyWhy(broker, agent, moment.now))
  const volume = rule(
    'volume',
    broker.volume === null || agent.volumes === null || agent.volumes.has(broker.volume) ? null : `offer missing volume: ${broker.volume}`,
  )
  const constraints = [...broker.constraints].map(([name, condition]) =>
    rule(`${name}=${conditionText(condition)}`, constraintWhy(name, condition, agent, moment.placed)),
  )
  return [
    rule('active', agent.active ? null : 'the agent is not active'),
    rule('offered', agent.notOffered),
    rule('cpus', agent.cpus >= broker.cpus ? null : `cpus < ${cores(broker.cpus)}`),
    rule('mem', agent.mem >= broker.mem ? null : `mem < ${broker.mem}`),
    rule('port', lowestPort(broker.port, agent.ports) === null ? 'no suitable port' : null),
    ...(moment.stickyFirst ? [sticky, volume, ...constraints] : [volume, ...constraints, sticky]),
    rule('failover delay', isWaiting(broker.failover, moment.now) ? 'waiting to restart' : null),
  ]
}

/** The lowest offered port in the range; null: none. */
export function lowestPort(wanted: PortRange | null, offered: readonly PortRange[]): number | null {
  let lowest: number | null = null
  for (const { from, to } of offered) {
    const [first, last] = [Math.max(from, wanted?.from ?? 0), Math.min(to, wanted?.to ?? 65_535)]
    if (first <= last && (lowest === null || first < lowest)) lowest = first
  }
  return lowest
}

function stickyWhy({ stickiness }: PlacementBroker, { hostname }: PlacementAgent, now: number): string | null {
  const { hostname: host, stoppedAt, periodMs } = stickiness
  if (host === null || stoppedAt === null || periodMs === null || host === hostname) return null
  return stoppedAt + periodMs > now ? 'hostname != stickiness host' : null
}

const isWaiting = (failover: Failover, now: number): boolean => {
  const delay = failoverDelay(failover)
  return failover.failures > 0 && delay !== null && (failover.failedAt ?? 0) + delay > now
}

const valueOf = (
  name: string,
  of: { readonly hostname: string | null; readonly attributes: ReadonlyMap<string, string> },
): string | null => (name === 'hostname' ? of.hostname : (of.attributes.get(name) ?? null))

function constraintWhy(name: string, condition: Condition, agent: PlacementAgent, placed: readonly PlacedBroker[]): string | null {
  const value = valueOf(name, agent)
  if (value === null) return `no ${name}`
  const others = placed.flatMap((broker) => valueOf(name, broker) ?? [])
  return accepts(condition, value, others) ? null : `${name} doesn't match ${conditionText(condition)}`
}
