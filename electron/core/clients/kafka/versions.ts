import type { CapabilityState, Capability } from './kafka-client.ts'

export interface VersionRange {
  readonly min: number
  readonly max: number
}

/** What a broker speaks, by API key. */
export type VersionTable = ReadonlyMap<number, VersionRange>

export type StaticVersion = '0.8.2' | '0.9'

const fixed = (table: readonly (readonly [key: number, max: number])[]): VersionTable =>
  new Map(table.map(([key, max]) => [key, { min: 0, max }]))

/** Brokers before 0.10 have no ApiVersions and close the connection on a request they do not know (Protocol.java of those releases). */
export const staticTables: Readonly<Record<StaticVersion, VersionTable>> = {
  '0.8.2': fixed([
    [0, 0],
    [1, 0],
    [2, 0],
    [3, 0],
    [8, 1],
    [9, 1],
    [10, 0],
  ]),
  '0.9': fixed([
    [0, 1],
    [1, 1],
    [2, 0],
    [3, 0],
    [8, 2],
    [9, 1],
    [10, 0],
    [11, 0],
    [12, 0],
    [13, 0],
    [14, 0],
    [15, 0],
    [16, 0],
  ]),
}

/** The newest version both sides speak, or null: not supported by this broker. */
export function negotiate(ours: VersionRange, theirs: VersionRange | undefined): number | null {
  if (!theirs) return null
  const version = Math.min(ours.max, theirs.max)
  return version >= Math.max(ours.min, theirs.min) ? version : null
}

/** First release that has a version of an API, newest first: `[key, version, release]`. Read off the releases' API tables. */
const marks: readonly (readonly [key: number, version: number, release: string])[] = [
  [35, 5, '4.3'],
  [2, 11, '4.2'],
  [45, 1, '4.1'],
  [1, 18, '4.1'],
  [2, 10, '4.0'],
  [2, 9, '3.9'],
  [16, 5, '3.8'],
  [1, 16, '3.7'],
  [2, 8, '3.5–3.6'],
  [35, 4, '3.3–3.4'],
  [1, 13, '3.1–3.2'],
  [2, 7, '3.0'],
  [3, 10, '2.8'],
  [1, 12, '2.7'],
  [16, 4, '2.6'],
  [9, 7, '2.5'],
  [3, 9, '2.4'],
  [1, 11, '2.3'],
  [2, 5, '2.2'],
  [2, 4, '2.1'],
  [1, 8, '2.0'],
  [1, 7, '1.1'],
  [1, 6, '1.0'],
  [1, 4, '0.11'],
  [9, 2, '0.10.2'],
  [2, 1, '0.10.1'],
  [18, 0, '0.10.0'],
  [16, 0, '0.9'],
]

/** The Kafka release that speaks these versions, as well as it can be told. */
export function guessRelease(table: VersionTable): string {
  const max = (key: number): number => table.get(key)?.max ?? -1
  // Redpanda has DescribeConfigs of 2.8 but neither ElectLeaders (2.2) nor DescribeCluster (2.8).
  if (max(32) >= 4 && max(43) < 0 && max(60) < 0) return 'Redpanda'
  return marks.find(([key, version]) => max(key) >= version)?.[2] ?? '0.8.2'
}

interface Need {
  readonly key: number
  readonly version: number
  readonly needs: string
}

const needs: Readonly<Record<Capability, Need>> = {
  listGroups: { key: 16, version: 0, needs: 'Kafka 0.9' },
  groupStates: { key: 16, version: 4, needs: 'Kafka 2.6' },
  groupTypes: { key: 16, version: 5, needs: 'Kafka 3.8' },
  describeConfigs: { key: 32, version: 0, needs: 'Kafka 0.11' },
  describeLogDirs: { key: 35, version: 0, needs: 'Kafka 1.0' },
  offsetsByTime: { key: 2, version: 1, needs: 'Kafka 0.10.1' },
  commitsOfManyGroups: { key: 9, version: 8, needs: 'Kafka 3.0' },
  consumerGroupDescribe: { key: 69, version: 0, needs: 'Kafka 3.8' },
  diskTotals: { key: 35, version: 4, needs: 'Kafka 3.3' },
  lastStableOffset: { key: 2, version: 2, needs: 'Kafka 0.11' },
  createTopics: { key: 19, version: 0, needs: 'Kafka 0.10.1' },
  createPartitions: { key: 37, version: 0, needs: 'Kafka 1.0' },
  incrementalAlterConfigs: { key: 44, version: 0, needs: 'Kafka 2.3' },
  alterConfigs: { key: 33, version: 0, needs: 'Kafka 0.11' },
  reassign: { key: 45, version: 0, needs: 'Kafka 2.4' },
  electLeaders: { key: 43, version: 0, needs: 'Kafka 2.2' },
  deleteRecords: { key: 21, version: 0, needs: 'Kafka 0.11' },
  acls: { key: 29, version: 1, needs: 'Kafka 2.0' },
  quotas: { key: 48, version: 0, needs: 'Kafka 2.6' },
  scram: { key: 50, version: 0, needs: 'Kafka 2.7' },
  produce: { key: 0, version: 3, needs: 'Kafka 0.11' },
  commitOffsets: { key: 8, version: 2, needs: 'Kafka 0.9' },
  deleteOffsets: { key: 47, version: 0, needs: 'Kafka 2.4' },
  deleteGroups: { key: 42, version: 0, needs: 'Kafka 1.1' },
  removeMembers: { key: 13, version: 3, needs: 'Kafka 2.4' },
}

/** A cluster can do what all of its brokers can. */
export function capabilityOf(what: Capability, tables: readonly VersionTable[]): CapabilityState {
  if (tables.length === 0) return { state: 'unknown' }
  const need = needs[what]
  const all = tables.every((table) => (table.get(need.key)?.max ?? -1) >= need.version)
  return all ? { state: 'yes' } : { state: 'no', needs: need.needs }
}

/** Same, as facts of an error for a question that this broker cannot be asked. */
export const firstRelease = (key: number): string => Object.values(needs).find((need) => need.key === key)?.needs ?? 'a newer Kafka'
