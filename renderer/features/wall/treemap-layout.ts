export interface Cell<T> {
  readonly item: T
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Weighted<T> {
  readonly item: T
  readonly weight: number
}

interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const worst = (weights: readonly number[], side: number, scale: number): number => {
  const sum = weights.reduce((a, b) => a + b, 0) * scale
  const most = Math.max(...weights) * scale
  const least = Math.min(...weights) * scale
  return Math.max((side * side * most) / (sum * sum), (sum * sum) / (side * side * least))
}

/** Squarified (Bruls, Huizing, van Wijk 2000): areas by weight, as square as can be. Weights come largest first and above 0. */
export function treemap<T>(items: readonly Weighted<T>[], area: Area): readonly Cell<T>[] {
  const cells: Cell<T>[] = []
  let rest = area
  let at = 0
  let left = items.reduce((sum, item) => sum + item.weight, 0)
  while (at < items.length && rest.width > 0 && rest.height > 0) {
    const side = Math.min(rest.width, rest.height)
    const scale = (rest.width * rest.height) / left
    const row: Weighted<T>[] = []
    let best = Number.POSITIVE_INFINITY
    for (; at < items.length; at++) {
      const next = items[at]
      if (!next) break
      const ratio = worst(
        [...row, next].map((each) => each.weight),
        side,
        scale,
      )
      if (ratio > best) break
      row.push(next)
      best = ratio
    }
    const sum = row.reduce((a, b) => a + b.weight, 0)
    rest = placeRow(row, sum, (sum * scale) / side, rest, cells)
    left -= sum
  }
  return cells
}

function placeRow<T>(row: readonly Weighted<T>[], sum: number, thick: number, area: Area, into: Cell<T>[]): Area {
  const upright = area.width >= area.height
  let along = 0
  for (const { item, weight } of row) {
    const length = (weight / sum) * (upright ? area.height : area.width)
    into.push(
      upright
        ? { item, x: area.x, y: area.y + along, width: thick, height: length }
        : { item, x: area.x + along, y: area.y, width: length, height: thick },
    )
    along += length
  }
  return upright
    ? { x: area.x + thick, y: area.y, width: area.width - thick, height: area.height }
    : { x: area.x, y: area.y + thick, width: area.width, height: area.height - thick }
}
