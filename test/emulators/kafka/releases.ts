/**
 * What each Kafka release advertises, by API key: [lowest, highest] version. From Kafka's own protocol tables; the columns 3.9 and 4.3
 * are compared with real brokers in test/kafka.
 */

export const emulatedReleases = [
  '0.8.2',
  '0.9',
  '0.10.0',
  '0.10.1',
  '0.10.2',
  '0.11',
  '1.1',
  '2.0',
  '2.1',
  '2.4',
  '2.6',
  '2.8',
  '3.0',
  '3.9',
  '4.0',
  '4.2',
  '4.3',
] as const

export type EmulatedRelease = (typeof emulatedReleases)[number]

const DESCRIBE_QUORUM = 55

export type Versions = ReadonlyMap<number, readonly [number, number]>

/** One cell a release of the list above: `-` absent, `7` 0 to 7, `4-17`. */
const table: readonly (readonly [key: number, cells: string])[] = [
  [0, '0 1 2 2 2 3 5 6 7 8 8 9 9 11 0-12 0-13 0-13'], // Produce
  [1, '0 1 2 3 3 5 7 8 10 11 11 12 12 17 4-17 4-18 4-18'], // Fetch
  [2, '0 0 0 1 1 2 2 3 4 5 5 6 7 9 1-10 1-11 1-11'], // ListOffsets
  [3, '0 0 1 2 2 4 5 6 7 9 9 11 11 12 0-13 0-13 0-13'], // Metadata
  [8, '1 2 2 2 2 3 3 4 6 8 8 8 8 9 2-9 2-10 2-10'], // OffsetCommit
  [9, '1 1 1 1 2 3 3 4 5 6 7 7 8 9 1-9 1-10 1-10'], // OffsetFetch
  [10, '0 0 0 0 0 1 1 2 2 3 3 3 4 6 6 6 6'], // FindCoordinator
  [13, '- 0 0 0 0 1 1 2 2 4 4 4 4 5 5 5 5'], // LeaveGroup
  [15, '- 0 0 0 0 1 1 2 2 5 5 5 5 5 6 6 6'], // DescribeGroups
  [16, '- 0 0 0 0 1 1 2 2 3 4 4 4 5 5 5 5'], // ListGroups
  [17, '- - 0 0 0 0 1 1 1 1 1 1 1 1 1 1 1'], // SaslHandshake
  [18, '- - 0 0 0 1 1 2 2 3 3 3 3 4 4 4 4'], // ApiVersions
  [19, '- - - 0 1 2 2 3 3 5 5 7 7 7 2-7 2-7 2-7'], // CreateTopics
  [20, '- - - 0 0 1 1 2 3 4 4 6 6 6 1-6 1-6 1-6'], // DeleteTopics
  [21, '- - - - - 0 0 1 1 1 2 2 2 2 2 2 2'], // DeleteRecords
  [29, '- - - - - 0 0 1 1 1 2 2 2 3 1-3 1-3 1-3'], // DescribeAcls
  [30, '- - - - - 0 0 1 1 1 2 2 2 3 1-3 1-3 1-3'], // CreateAcls
  [31, '- - - - - 0 0 1 1 1 2 2 2 3 1-3 1-3 1-3'], // DeleteAcls
  [32, '- - - - - 0 1 2 2 2 3 4 4 4 1-4 1-4 1-4'], // DescribeConfigs
  [33, '- - - - - 0 0 1 1 1 1 2 2 2 2 2 2'], // AlterConfigs
  [35, '- - - - - - 0 1 1 1 2 2 2 4 1-4 1-4 1-5'], // DescribeLogDirs
  [36, '- - - - - - 0 0 0 1 2 2 2 2 2 2 2'], // SaslAuthenticate
  [37, '- - - - - - 0 1 1 1 2 3 3 3 3 3 3'], // CreatePartitions
  [42, '- - - - - - 0 1 1 2 2 2 2 2 2 2 2'], // DeleteGroups
  [43, '- - - - - - - - - 2 2 2 2 2 2 2 2'], // ElectLeaders
  [44, '- - - - - - - - - 1 1 1 1 1 1 1 1'], // IncrementalAlterConfigs
  [45, '- - - - - - - - - 0 0 0 0 0 0 1 1'], // AlterPartitionReassignments
  [46, '- - - - - - - - - 0 0 0 0 0 0 0 0'], // ListPartitionReassignments
  [47, '- - - - - - - - - 0 0 0 0 0 0 0 0'], // OffsetDelete
  [48, '- - - - - - - - - - 0 1 1 1 1 1 1'], // DescribeClientQuotas
  [49, '- - - - - - - - - - 0 1 1 1 1 1 1'], // AlterClientQuotas
  [50, '- - - - - - - - - - - 0 0 0 0 0 0'], // DescribeUserScramCredentials
  [51, '- - - - - - - - - - - 0 0 0 0 0 0'], // AlterUserScramCredentials
  [55, '- - - - - - - - - - - - - 2 2 2 2'], // DescribeQuorum: KRaft brokers only
  [60, '- - - - - - - - - - - 0 0 1 2 2 2'], // DescribeCluster
  [69, '- - - - - - - - - - - - - 0 1 1 1'], // ConsumerGroupDescribe
]

export function versionsOf(release: EmulatedRelease): Versions {
  const column = emulatedReleases.indexOf(release)
  const versions = new Map<number, readonly [number, number]>()
  for (const [key, cells] of table) {
    const cell = cells.split(' ')[column] ?? '-'
    if (cell === '-') continue
    const [low, high] = cell.includes('-') ? cell.split('-').map(Number) : [0, Number(cell)]
    versions.set(key, [low ?? 0, high ?? 0])
  }
  return versions
}

/** As real 3.9 is emulated, and all since 4.0: without ZooKeeper. */
export const isKRaft = (release: EmulatedRelease): boolean => versionsOf(release).has(DESCRIBE_QUORUM)

/** First flexible version of the APIs that the emulator answers. */
export const flexibleFrom: Readonly<Record<number, number>> = {
  0: 9,
  1: 12,
  2: 6,
  3: 9,
  8: 8,
  9: 6,
  10: 3,
  13: 4,
  15: 5,
  16: 3,
  17: Infinity,
  18: 3,
  19: 5,
  20: 4,
  21: 2,
  29: 2,
  30: 2,
  31: 2,
  32: 4,
  33: 2,
  35: 2,
  36: 2,
  37: 2,
  42: 2,
  43: 2,
  44: 1,
  45: 0,
  46: 0,
  47: Infinity,
  48: 1,
  49: 1,
  50: 0,
  51: 0,
  60: 0,
  69: 0,
}
