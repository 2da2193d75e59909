import type { ViewRows } from '../../../../shared/rpc/define.ts'
import { KeyedList } from '../keyed-list.ts'

/** Rows of what was derived, made where they are asked for: a map of tens of thousands of them would take as long as it is of use. */
class RowsOf<Made, Row> implements ViewRows<Row> {
  private readonly made: ReadonlyMap<string, Made>
  private readonly rowOf: (made: Made) => Row
  private readonly markOf: (made: Made) => unknown

  constructor(made: ReadonlyMap<string, Made>, rowOf: (made: Made) => Row, markOf: (made: Made) => unknown) {
    this.made = made
    this.rowOf = rowOf
    this.markOf = markOf
  }

  get size(): number {
    return this.made.size
  }

  mark(key: string): unknown {
    const made = this.made.get(key)
    return made === undefined ? undefined : this.markOf(made)
  }

  get(key: string): Row | undefined {
    const made = this.made.get(key)
    return made === undefined ? undefined : this.rowOf(made)
  }

  changedSince(before: ReadonlyMap<string, unknown>): readonly string[] | null {
    if (!(before instanceof RowsOf) || before.markOf !== this.markOf) return null
    const { made } = before as RowsOf<Made, Row> // of the same kind: it has the same marks
    return this.made instanceof KeyedList && made instanceof KeyedList ? this.made.changedSince(made, this.markOf) : null
  }

  has(key: string): boolean {
    return this.made.has(key)
  }

  keys(): MapIterator<string> {
    return this.made.keys()
  }

  *values(): MapIterator<Row> {
    for (const made of this.made.values()) yield this.rowOf(made)
  }

  *entries(): MapIterator<[string, Row]> {
    for (const [key, made] of this.made) yield [key, this.rowOf(made)]
  }

  [Symbol.iterator](): MapIterator<[string, Row]> {
    return this.entries()
  }

  forEach(act: (row: Row, key: string, rows: ReadonlyMap<string, Row>) => void): void {
    for (const [key, row] of this) act(row, key, this)
  }
}

/**
 * The same rows for the same derived groups or topics.
 * @param markOf what is the same object while the row says the same
 */
export function createListOf<Made, Row>(
  rowOf: (made: Made) => Row,
  markOf: (made: Made) => unknown,
): (made: ReadonlyMap<string, Made>) => ViewRows<Row> {
  let of: ReadonlyMap<string, Made> | null = null
  let rows: ViewRows<Row> = new Map()
  return (made) => {
    if (of !== made) {
      of = made
      rows = new RowsOf(made, rowOf, markOf)
    }
    return rows
  }
}
