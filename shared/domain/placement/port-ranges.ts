import type { PortRange } from '../scheduler/values.ts'

/** Ranges without the ports that are taken. */
export function without(ranges: readonly PortRange[], taken: readonly PortRange[]): readonly PortRange[] {
  return taken.reduce<readonly PortRange[]>(
    (left, hole) =>
      left.flatMap(({ from, to }) => {
        if (hole.to < from || hole.from > to) return [{ from, to }]
        const parts = [
          { from, to: hole.from - 1 },
          { from: hole.to + 1, to },
        ]
        return parts.filter((part) => part.from <= part.to)
      }),
    ranges,
  )
}
