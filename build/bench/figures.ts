/** One measured figure beside its goal. */
export interface Figure {
  readonly name: string
  readonly unit: 'ms' | 's' | '%' | 'nodes' | 'frames' | 'MB' | 'requests' | '×' | 'values'
  /** At most this; null: told for orientation. */
  readonly goal: number | null
  /** The goal is at least, not at most. */
  readonly atLeast?: true
  readonly measured: number
}

const digits = (value: number): string => (value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(1) : value.toFixed(3))

const isMet = ({ goal, atLeast, measured }: Figure): boolean => goal === null || (atLeast ? measured >= goal : measured <= goal)

/** A table with one line a figure; the ratio is measured to goal. */
export function table(figures: readonly Figure[]): string {
  const head = ['figure', 'goal', 'measured', 'of goal', '']
  const lines = figures.map((figure) => {
    const { name, unit, goal, atLeast, measured } = figure
    return [
      name,
      goal === null ? '' : `${atLeast ? '≥' : '≤'} ${goal} ${unit}`,
      `${digits(measured)} ${unit}`,
      goal === null || goal === 0 ? '' : (measured / goal).toFixed(2),
      goal === null ? '' : isMet(figure) ? 'met' : 'MISSED',
    ]
  })
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
