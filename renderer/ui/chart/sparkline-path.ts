export interface SparklinePath {
  readonly line: string
  readonly area: string
  /** The newest value, when there is one. */
  readonly last: { readonly x: number; readonly y: number } | null
}

export interface SparklineBox {
  readonly width: number
  readonly height: number
  /** The value at the top; at least the largest. */
  readonly most?: number
}

const fixed = (value: number): string => value.toFixed(1)

/** A line with its area; a null is a gap, and a value alone between gaps is a dot. */
export function sparklinePath(values: readonly (number | null)[], { width, height, most }: SparklineBox): SparklinePath {
  const top = Math.max(most ?? 0, ...values.map((value) => value ?? 0), 1e-9)
  const step = values.length > 1 ? (width - 5) / (values.length - 1) : 0
  const x = (at: number): number => 1 + at * step
  const y = (value: number): number => height - 2 - (value / top) * (height - 5)
  let line = ''
  let area = ''
  let from = -1
  const close = (to: number): void => {
    if (from >= 0) area += `L${fixed(x(to))} ${height - 1}L${fixed(x(from))} ${height - 1}Z`
    from = -1
  }
  values.forEach((value, at) => {
    if (value === null) return close(at - 1)
    const point = `${fixed(x(at))} ${fixed(y(value))}`
    line += `${from < 0 ? 'M' : 'L'}${point}`
    area += `${from < 0 ? 'M' : 'L'}${point}`
    if (from < 0) from = at
    if ((values[at - 1] ?? null) === null && (values[at + 1] ?? null) === null) line += 'h0.1'
  })
  close(values.length - 1)
  const newest = values.at(-1)
  return { line, area, last: newest === null || newest === undefined ? null : { x: x(values.length - 1), y: y(newest) } }
}
