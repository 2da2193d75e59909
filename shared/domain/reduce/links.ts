import type { BrokerFact, BrokerLink, ClusterState } from '../cluster-state.ts'
import type { BrokerId } from '../ids.ts'
import type { Link } from '../observation.ts'
import { sameProblem } from '../part-status.ts'
import { keptMap } from './kept.ts'

export function reduceLinks(state: ClusterState, links: readonly Link[]): ClusterState {
  const brokers = new Map<BrokerId, BrokerFact>(state.brokers)
  const gone = new Set<BrokerId>()
  // With nobody up it is the way there that is cut: then nothing is known about the brokers.
  const someUp = links.some((link) => link.state === 'up')
  for (const { id, host, port, rack, state: at, problem, release, answeredAt, latencyMs } of links) {
    const before = brokers.get(id) ?? { id, host, port, rack, inMetadata: false, link: null }
    const link: BrokerLink = { state: at, problem, release: release ?? before.link?.release ?? null, answeredAt, latencyMs }
    brokers.set(id, before.link !== null && sameLink(before.link, link) ? before : { ...before, link })
    if (someUp && isGone(link)) gone.add(id)
  }
  const same = gone.size === state.gone.size && [...gone].every((id) => state.gone.has(id))
  return { ...state, brokers: keptMap(state.brokers, brokers), gone: same ? state.gone : gone }
}

/**
 * It answered us, and now its port is closed: the process is gone, whatever metadata says (a KRaft controller takes up to
 * `broker.session.timeout.ms`, 9 s, to notice). One that was never reached, or is silent, may well lead its partitions.
 */
const isGone = (link: BrokerLink): boolean =>
  link.state === 'unreachable' && link.answeredAt !== null && link.problem?.code === 'kafka.refused'

const sameLink = (a: BrokerLink, b: BrokerLink): boolean =>
  a.state === b.state &&
  a.release === b.release &&
  a.answeredAt === b.answeredAt &&
  a.latencyMs === b.latencyMs &&
  sameProblem(a.problem, b.problem)
