/** A place on the screen that one row after the other is drawn in; `at`: whose turn it is. */
export interface Slot {
  readonly key: number
  readonly at: number
}

/**
 * Which row each place shows. A place keeps its row while that is in view, and is taken over by one that came into view when it is not:
 * making a row anew costs the page several times as much as writing other figures into one that is there. While the list moves, places
 * stay where they are in the document; `settled`, they stand there in the order of their rows again, as what reads the page aloud expects.
 */
export function takeSlots(before: readonly Slot[], wanted: readonly number[], settled: boolean): readonly Slot[] {
  const open = new Set(wanted)
  const kept = new Set<number>()
  for (const { at } of before) if (open.delete(at)) kept.add(at)
  const coming = [...open]
  const slots: Slot[] = []
  let highest = -1
  for (const slot of before) {
    highest = Math.max(highest, slot.key)
    if (kept.has(slot.at)) slots.push(slot)
    else {
      const at = coming.shift()
      if (at !== undefined) slots.push({ key: slot.key, at })
    }
  }
  for (const at of coming) slots.push({ key: ++highest, at })
  return settled ? slots.sort((a, b) => a.at - b.at) : slots
}
