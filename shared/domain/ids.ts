/** Ids and offsets as they are passed around. */

/** Kafka's node id. −1 in a leader's place: no leader. */
export type BrokerId = number

export const NO_LEADER: BrokerId = -1

/** `topic-partition`, unique within a cluster because the partition is what follows the last hyphen. */
export const partitionKey = (topic: string, partition: number): string => `${topic}-${partition}`
