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
  type Touched = Parameters<KafkaWorld['touched']>[0]
  const failedIn = (cluster: string) => (error: unknown) => log.warn('What was changed was not read again', { cluster, error })
  const readConfigs = (cluster: string, { topicConfig, brokerConfig }: Touched): void => {
    const configs = [['topic', topicConfig] as const, ['broker', brokerConfig] as const]
    for (const [kind, name] of configs)
      if (name !== undefined) connections.config(cluster, kind, name, AbortSignal.timeout(30_000), 0).catch(failedIn(cluster))
  }
  const readAgain = (cluster: string, what: Touched): void => {
    if (!connections.isConnected(cluster)) return
    connections.readNow(cluster).catch(failedIn(cluster))
    readConfigs(cluster, what)
  }
  return (cluster) => {
    const { bootstrap, security } = profile(cluster)
    return {
      client: connections.client(cluster),
      clock,
      permit: { act: cluster, check: () => void access.check(cluster) },
      login: { user: security.sasl?.user ?? null, encrypted: security.tls !== null },
      bootstrap: bootstrap.join(','),
      touched(what) {
        // At once: a page that hears of the end asks in the same moment, and is not given what was read before.
        readConfigs(cluster, what)
        clock.after(SETTLE_MS, () => readAgain(cluster, what))
      },
    }
  }
}
