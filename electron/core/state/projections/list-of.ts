type MadeRows<Row> = ReadonlyMap<string, { readonly value: { readonly row: Row } }>

/** The rows of what was derived, read where they stand: a map of tens of thousands of them would take as long as it is of use. */
class RowsOf<Row> implements ReadonlyMap<string, Row> {
  private readonly made: MadeRows<Row>

  constructor(made: MadeRows<Row>) {
    this.made = made
  }

  get size(): number {
    return this.made.size
  }

  get(key: string): Row | undefined {
    return this.made.get(key)?.value.row
  }

  has(key: string): boolean {
    return this.made.has(key)
  }

  keys(): MapIterator<string> {
    return this.made.keys()
  }

  *values(): MapIterator<Row> {
    for (const { value } of this.made.values()) yield value.row
  }

  *entries(): MapIterator<[string, Row]> {
    for (const [key, { value }] of this.made) yield [key, value.row]
  }

  [Symbol.iterator](): MapIterator<[string, Row]> {
    return this.entries()
  }

  forEach(act: (row: Row, key: string, rows: ReadonlyMap<string, Row>) => void): void {
    for (const [key, row] of this) act(row, key, this)
  }
}

/** The same rows for the same derived groups or topics. */
export function createListOf<Row>(): (made: MadeRows<Row>) => ReadonlyMap<string, Row> {
  let of: MadeRows<Row> | null = null
  let rows: ReadonlyMap<string, Row> = new Map()
  return (made) => {
    if (of !== made) {
      of = made
      rows = new RowsOf(made)
    }
    return rows
  }
}
