import type { KafkaClient } from '../../clients/kafka/kafka-client.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Permit } from '../../lib/permit.ts'

/** What a command on a Kafka cluster works with. Made anew for each plan and each act. */
export interface KafkaWorld {
  readonly client: KafkaClient
  readonly clock: Clock
  /** For `send` alone: ends with the access that it was given under. */
  readonly permit: Permit
  /** How the profile logs in: as whom (null: as nobody), and whether what is sent can be read on the way. */
  readonly login: { readonly user: string | null; readonly encrypted: boolean }
  /** Addresses of the profile, for the command line that would do the same. */
  readonly bootstrap: string
  /** What was changed is read again soon, so that the screens show it. */
  readonly touched: (what: { readonly topicConfig?: string; readonly brokerConfig?: string }) => void
}
