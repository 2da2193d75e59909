/** One measured figure beside its goal. */
export interface Figure {
  readonly name: string
  readonly unit: 'ms' | 's' | '%' | 'nodes' | 'frames' | 'MB'
  /** At most this; null: told for orientation. */
  readonly goal: number | null
  readonly measured: number
}

const digits = (value: number): string => (value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(1) : value.toFixed(3))

/** A table with one line a figure; the ratio is measured to goal, above 1 is missed. */
export function table(figures: readonly Figure[]): string {
  const head = ['figure', 'goal', 'measured', 'of goal', '']
  const lines = figures.map(({ name, unit, goal, measured }) => [
    name,
    goal === null ? '' : `≤ ${goal} ${unit}`,
    `${digits(measured)} ${unit}`,
    goal === null || goal === 0 ? '' : (measured / goal).toFixed(2),
    goal === null ? '' : measured <= goal ? 'met' : 'MISSED',
  ])
  const widths = head.map((_, at) => Math.max(...[head, ...lines].map((line) => line[at]?.length ?? 0)))
  return [head, ...lines]
    .map((line) =>
      line
        .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
