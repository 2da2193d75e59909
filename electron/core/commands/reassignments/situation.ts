import { partitionKey, type PlacedPartition } from '../../../../shared/domain/reassignment/types.ts'
import type { MetadataReading } from '../../clients/kafka/kafka-client.ts'
import { placeable } from '../kafka/live-cluster.ts'
import { byTopic, leadersIn, placedPartitions, readDisks, type Disks } from './placed.ts'
import type { Surroundings } from './warnings.ts'
import type { ReassignWorld } from './world.ts'

export interface Situation extends Surroundings {
  readonly reading: MetadataReading
  readonly disks: Disks
  readonly partitions: readonly PlacedPartition[]
  readonly underWay: ReadonlySet<string>
}

/** Everything that a plan is judged by, read now. `of`: sizes of these partitions alone; left out: of all. */
export async function readSituation(
  { client, agents }: ReassignWorld,
  signal: AbortSignal,
  of?: readonly { readonly topic: string; readonly partition: number }[],
): Promise<Situation> {
  const [reading, moving] = await Promise.all([client.metadata(signal), client.listReassignments(signal)])
  const targets = placeable(reading)
  const brokers = targets.map((b) => b.id)
  const disks = await readDisks(client, { brokers, leaderOf: leadersIn(reading), ...(of ? { only: byTopic(of) } : {}) }, signal)
  const partitions = placedPartitions(reading, disks.sizes)
  return {
    reading,
    disks,
    partitions,
    placed: new Map(partitions.map((p) => [partitionKey(p), p])),
    racks: new Map(reading.brokers.map((b) => [b.id, b.rack])),
    agents: agents(),
    live: new Set(brokers),
    free: disks.free,
    underWay: new Set(moving.ongoing.map(partitionKey)),
  }
}
