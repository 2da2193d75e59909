import type { BlockTopic } from './block-topics.ts'

/** The partitions of a subject, in order: what the places of its readings mean. */
export type Layout = readonly BlockTopic[]

export function isSameLayout(a: Layout, b: Layout): boolean {
  if (a === b) return true
  return a.length === b.length && a.every((one, i) => isSameTopic(one, b[i]))
}

function isSameTopic(a: BlockTopic, b: BlockTopic | undefined): boolean {
  if (b === undefined || a.topic !== b.topic) return false
  if (a.partitions === b.partitions) return true
  if (a.partitions.length !== b.partitions.length) return false
  for (let i = 0; i < a.partitions.length; i++) if (a.partitions[i] !== b.partitions[i]) return false
  return true
}
