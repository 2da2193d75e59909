import type { Profile } from '../../../shared/contract/profiles.ts'
import type { Access } from '../commands/access.ts'
import type { KafkaWorld } from '../commands/kafka/kafka-world.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { ClustersNeeds } from './clusters.ts'

export interface KafkaWorldsNeeds extends ClustersNeeds {
  readonly profile: (id: string) => Profile
  readonly access: Access
  readonly clock: Clock
  readonly log: Log
}

/** The world of a command on a connected Kafka cluster; fails with `profile.notConnected`. */
export type KafkaWorlds = (cluster: string) => KafkaWorld

/** What was changed is read again after this long: brokers tell each other first. */
const SETTLE_MS = 500

export function kafkaWorlds({ connections, profile, access, clock, log }: KafkaWorldsNeeds): KafkaWorlds {
  const readAgain = (cluster: string, { topicConfig, brokerConfig }: Parameters<KafkaWorld['touched']>[0]): void => {
    if (!connections.isConnected(cluster)) return
    const failed = (error: unknown): void => log.warn('What was changed was not read again', { cluster, error })
    connections.readNow(cluster).catch(failed)
    const configs = [['topic', topicConfig] as const, ['broker', brokerConfig] as const]
    for (const [kind, name] of configs)
      if (name !== undefined) connections.config(cluster, kind, name, AbortSignal.timeout(30_000), 0).catch(failed)
  }
  return (cluster) => {
    const { bootstrap, security } = profile(cluster)
    return {
      client: connections.client(cluster),
      clock,
      permit: { act: cluster, check: () => void access.check(cluster) },
      login: { user: security.sasl?.user ?? null, encrypted: security.tls !== null },
      bootstrap: bootstrap.join(','),
      touched: (what) => void clock.after(SETTLE_MS, () => readAgain(cluster, what)),
    }
  }
}
