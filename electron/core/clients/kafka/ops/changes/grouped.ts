/** Items by key, in order of first appearance. */
export function groupedBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const found = new Map<Key, Item[]>()
  for (const item of items) {
    const key = keyOf(item)
    const here = found.get(key)
    if (here) here.push(item)
    else found.set(key, [item])
  }
  return found
}

export const byTopic = <Item extends { readonly topic: string }>(items: readonly Item[]): [topic: string, items: Item[]][] => [
  ...groupedBy(items, (item) => item.topic),
]
