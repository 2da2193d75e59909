const FEW = 12

/** Sorts in place. Of tens of thousands of lists most are short, and a sort makes room for itself first: those are sorted by insertion. */
export function sortFew<T>(list: T[], compare: (a: T, b: T) => number): void {
  if (list.length > FEW) {
    list.sort(compare)
    return
  }
  for (let i = 1; i < list.length; i += 1) {
    const one = list[i]
    let at = i
    for (; at > 0; at -= 1) {
      const before = list[at - 1]
      if (one === undefined || before === undefined || compare(before, one) <= 0) break
      list[at] = before
    }
    if (one !== undefined) list[at] = one
  }
}
