import type { Agent } from './agents.ts'
import { failoverDelay, type Broker } from './broker.ts'
import { conditionFits } from './syntax.ts'

export type Match =
  | { readonly fits: true; readonly port: number }
  /** In the scheduler's own words; `waitMs`: the offer is refused for that long, else for as long as what cannot fit. */
  | { readonly fits: false; readonly why: string; readonly waitMs: number | null }

const no = (why: string, waitMs: number | null = null): Match => ({ fits: false, why, waitMs })

/** Whether an offer fits a broker that wants to start: the order of the tests decides which reason is given. */
export function matchOffer(
  broker: Broker,
  agent: Agent,
  { brokers, now, old }: { brokers: readonly Broker[]; now: number; old: boolean },
): Match {
  if (agent.cpus < broker.cpus) return no(`cpus < ${broker.cpus.toFixed(1)}`)
  if (agent.mem < broker.mem) return no(`mem < ${broker.mem}`)
  const port = portOf(broker, agent)
  if (port === null) return no('no suitable port')
  const sticky = (): Match | null => stickyMatch(broker, agent, now)
  const volume = (): Match | null =>
    broker.volume === null || agent.volumes.includes(broker.volume) ? null : no(`offer missing volume: ${broker.volume}`)
  const constrained = (): Match | null => constraintMatch(broker, agent, brokers)
  for (const test of old ? [sticky, volume, constrained] : [volume, constrained, sticky]) {
    const refused = test()
    if (refused !== null) return refused
  }
  const wait = (broker.failureTime ?? 0) + failoverDelay(broker) - now
  if (broker.failures > 0 && wait > 0) return no('waiting to restart', wait)
  return { fits: true, port }
}

function portOf(broker: Broker, { ports }: Agent): number | null {
  const wanted = broker.port ?? { from: 0, to: 65_535 }
  const lowest = ports.flatMap(({ from, to }) => {
    const [first, last] = [Math.max(from, wanted.from), Math.min(to, wanted.to)]
    return first <= last ? [first] : []
  })
  return lowest.length === 0 ? null : Math.min(...lowest)
}

function stickyMatch(broker: Broker, agent: Agent, now: number): Match | null {
  if (broker.stickyHost === null || broker.stopTime === null || broker.stickyHost === agent.hostname) return null
  const wait = broker.stopTime + broker.stickinessPeriod.ms - now
  return wait > 0 ? no('hostname != stickiness host', wait) : null
}

function constraintMatch(broker: Broker, agent: Agent, brokers: readonly Broker[]): Match | null {
  for (const [name, condition] of broker.constraints) {
    const value = name === 'hostname' ? agent.hostname : agent.attributes.get(name)
    if (value === undefined) return no(`no ${name}`)
    const others = brokers.flatMap(({ task }) => {
      const other = name === 'hostname' ? task?.hostname : task?.attributes.get(name)
      return other === undefined ? [] : [other]
    })
    if (!conditionFits(condition, value, others)) return no(`${name} doesn't match ${condition}`)
  }
  return null
}
