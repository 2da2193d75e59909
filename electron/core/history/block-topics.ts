import type { TopicNames } from './topic-names.ts'
import { DamagedBlock, type Packer, type Unpacker } from './varint.ts'

/** The topics of a block and their partitions: what its columns are of. */
export interface BlockTopic {
  readonly topic: string
  readonly partitions: Int32Array
}

export const countColumns = (topics: readonly BlockTopic[]): number => {
  let count = 0
  for (const { partitions } of topics) count += partitions.length
  return count
}

export function packTopics(packer: Packer, topics: readonly BlockTopic[]): void {
  packer.unsigned(topics.length)
  for (const { topic, partitions } of topics) {
    packer.text(topic)
    packer.unsigned(partitions.length)
    packPartitions(packer, partitions)
  }
}

export function packPartitions(packer: Packer, partitions: Int32Array): void {
  let last = -1
  for (const partition of partitions) {
    packer.signed(partition - last - 1)
    last = partition
  }
}

function unpackPartitions(unpacker: Unpacker, count: number): Int32Array {
  const partitions = new Int32Array(count)
  let last = -1
  for (let i = 0; i < count; i++) {
    last += unpacker.signed() + 1
    partitions[i] = last
  }
  return partitions
}

/** All partitions of a topic of that size, which most columns are: the same array for each. Nobody writes into it. */
const wholeTopics = Array.from({ length: 257 }, (_, count) => Int32Array.from({ length: count }, (__, p) => p))
const wholeTopic = (count: number): Int32Array => wholeTopics[count] ?? Int32Array.from({ length: count }, (_, p) => p)

/** Makes what a block's topics are told as. Partitions that are all of a topic are the same array for each of that size. */
export interface MakeTopics<T extends BlockTopic> {
  named(topic: string, partitions: Int32Array): T
  /** Undefined: no topic has that number. */
  numbered(number: number, partitions: Int32Array): T | undefined
}

export const plainTopics = (names: TopicNames): MakeTopics<BlockTopic> => ({
  named: (topic, partitions) => ({ topic, partitions }),
  numbered(number, partitions) {
    const topic = names.name(number)
    return topic === undefined ? undefined : { topic, partitions }
  },
})

export function unpackTopics<T extends BlockTopic>(unpacker: Unpacker, make: MakeTopics<T>): T[] {
  const topics: T[] = []
  for (let left = unpacker.count(2); left > 0; left--) {
    const topic = unpacker.text()
    const count = unpacker.count(1)
    topics.push(make.named(topic, unpacker.zeros(count) ? wholeTopic(count) : unpackPartitions(unpacker, count)))
  }
  return topics
}

export function unpackNumbered<T extends BlockTopic>(unpacker: Unpacker, make: MakeTopics<T>): T[] {
  const topics: T[] = []
  for (let left = unpacker.count(2); left > 0; left--) {
    const number = unpacker.unsigned()
    const count = unpacker.count(1)
    const topic = make.numbered(number, unpacker.byte() === 0 ? wholeTopic(count) : unpackPartitions(unpacker, count))
    if (topic === undefined) throw new DamagedBlock('a topic has no name')
    topics.push(topic)
  }
  return topics
}
