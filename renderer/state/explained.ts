/** What is being explained, as the parameter `explain` of a place: a group, or one of its partitions. */
export interface Explained {
  readonly group: string
  /** Null: the partition that decides the group's figures. */
  readonly partition: { readonly topic: string; readonly partition: number } | null
}

/** Names may hold anything. */
export const explainedText = ({ group, partition }: Explained): string =>
  [group, ...(partition ? [partition.topic, String(partition.partition)] : [])].map(encodeURIComponent).join('/')

export function readExplained(text: string | null): Explained | null {
  const [group, topic, number] = (text ?? '').split('/').map(decoded)
  if (!group) return null
  const partition = topic && /^\d{1,9}$/.test(number ?? '') ? { topic, partition: Number(number) } : null
  return { group, partition }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return ''
  }
}
