import type { Link } from '../../../shared/domain/observation.ts'
import type { BrokerStatus, KafkaClient } from '../clients/kafka/kafka-client.ts'
import { toProblem, type Sink } from './needs.ts'

export interface Links {
  /** Takes over what the client knows of its brokers, if that is something else than the last time. */
  look(): Promise<void>
}

/** @param onShift a broker came or went */
export function createLinks(client: KafkaClient, sink: Sink, onShift: () => void): Links {
  let seen: readonly BrokerStatus[] | null = null
  return {
    async look() {
      const statuses = client.brokers()
      if (statuses === seen) return
      const shifted = seen !== null && hasShifted(seen, statuses)
      seen = statuses
      if (shifted) onShift()
      await sink.apply({ kind: 'links', links: statuses.map(toLink) })
    },
  }
}

/** A first connection is no shift; a loss and a return are. */
function hasShifted(before: readonly BrokerStatus[], after: readonly BrokerStatus[]): boolean {
  const known = new Map(before.map((b) => [b.id, b.state]))
  const came = after.some((b) => {
    const was = known.get(b.id)
    if (was === undefined || was === b.state) return false
    return was === 'up' || (was === 'unreachable' && b.state === 'up')
  })
  const left = before.some((b) => b.state === 'up' && after.every((a) => a.id !== b.id))
  return came || left
}

function toLink({ id, host, port, rack, state, error, release, answeredAt, latencyMs }: BrokerStatus): Link {
  return { id, host, port, rack, state, problem: error && toProblem(error), release, answeredAt, latencyMs }
}
