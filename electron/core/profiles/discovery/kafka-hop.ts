import type { DiscoveryHop } from '../../../../shared/contract/discovery.ts'
import type { KafkaClient, KafkaConnectionSettings } from '../../clients/kafka/kafka-client.ts'
import { splitAddress } from '../connection-settings.ts'
import { hop, skipped, type Context } from './hop.ts'
import { count } from './mesos-hops.ts'

const KAFKA = { id: 'kafka', kind: 'kafka', label: 'Kafka', override: 'bootstrap' } as const

export interface KafkaHopNeeds {
  /** Security, address map and secrets of the draft; the addresses are those that were found. */
  readonly settings: () => KafkaConnectionSettings
  readonly createClient: (settings: KafkaConnectionSettings) => KafkaClient
}

/** Which cluster the brokers are. */
export async function* kafkaHop(context: Context, needs: KafkaHopNeeds): AsyncGenerator<DiscoveryHop, boolean> {
  const { bootstrap } = context.found
  if (bootstrap.length === 0) {
    yield skipped(context, KAFKA, 'no broker runs')
    return false
  }
  const read = yield* hop(context, KAFKA, async (signal) => {
    const client = needs.createClient({ ...needs.settings(), bootstrap: bootstrap.map(splitAddress) })
    try {
      await client.connect(signal)
      const { clusterId, brokers } = await client.metadata(signal)
      const releases = [...new Set(client.brokers().flatMap((broker) => broker.release ?? []))]
      const parts = [
        clusterId === null ? 'no cluster id' : `cluster ${clusterId}`,
        releases.length > 0 ? `Kafka ${releases.join(', ')}` : '',
        count(brokers.length, 'broker'),
      ]
      return { value: true, ending: { detail: parts.filter(Boolean).join(' · ') } }
    } finally {
      client.close()
    }
  })
  return read === true
}
