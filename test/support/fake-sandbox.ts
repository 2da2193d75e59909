import type { SandboxEntry } from '../../shared/contract/mesos-rows.ts'
import { NOW } from './fake-profiles.ts'

/** Files of a broker's sandbox, as text of one byte a letter. */
const file = (path: string, size: number, modifiedAt: number): SandboxEntry => ({
  name: path.slice(path.lastIndexOf('/') + 1),
  path,
  directory: false,
  size,
  modifiedAt,
  mode: '-rw-r--r--',
})
const folder = (path: string, modifiedAt: number): SandboxEntry => ({
  ...file(path, 4096, modifiedAt),
  directory: true,
  mode: 'drwxr-xr-x',
})

export function fakeSandbox(path: string, now = NOW): readonly SandboxEntry[] {
  if (path === '') {
    return [
      folder('kafka_2.11-1.1.1', now - 86_400_000),
      file('kafka-mesos-0.10.0.0.jar', 18_402_113, now - 86_400_000),
      file('stderr', fakeFile('stderr').length, now - 4000),
      file('stdout', fakeFile('stdout').length, now - 2000),
    ]
  }
  if (path !== 'kafka_2.11-1.1.1' && path !== 'kafka_2.11-1.1.1/log') return []
  const log = 'kafka_2.11-1.1.1/log'
  return path === log
    ? ['server.log', 'controller.log', 'state-change.log'].map((name) => file(`${log}/${name}`, fakeFile(name).length, now - 3000))
    : [folder('kafka_2.11-1.1.1/bin', now - 86_400_000), folder(log, now - 3000)]
}

const lines = [
  '[2026-11-23 12:58:01,204] INFO [Log partition=orders.events-4, dir=/data/kafka/0] Rolled new log segment at offset 91204113 in 3 ms. (kafka.log.Log)',
  '[2026-11-23 12:59:44,871] INFO [GroupCoordinator 0]: Preparing to rebalance group search-indexer in state PreparingRebalance with old generation 41 (kafka.coordinator.group.GroupCoordinator)',
  '[2026-11-23 13:00:12,019] WARN [ReplicaFetcher replicaId=0, leaderId=5, fetcherId=0] Connection to node 5 (agent-16.eu.example.org/10.1.2.16:31005) could not be established. Broker may not be available. (org.apache.kafka.clients.NetworkClient)',
  '[2026-11-23 13:01:30,552] INFO [Partition payments.settled-1 broker=0] Shrinking ISR from 0,5,1 to 0,1 (kafka.cluster.Partition)',
  '[2026-11-23 13:01:31,007] ERROR [ReplicaManager broker=0] Error processing append operation on partition payments.settled-1 (kafka.server.ReplicaManager)',
  'org.apache.kafka.common.errors.NotEnoughReplicasException: Number of insync replicas for partition payments.settled-1 is [1], below required minimum [2]',
  '[2026-11-23 13:02:02,418] INFO [GroupMetadataManager brokerId=0] Removed 0 expired offsets in 1 milliseconds. (kafka.coordinator.group.GroupMetadataManager)',
]

export const fakeLog = (name: string): string => Array.from({ length: 40 }, () => lines.join('\n')).join('\n') + `\n# end of ${name}\n`
export const fakeFile = (path: string): string => fakeLog(path.slice(path.lastIndexOf('/') + 1))
