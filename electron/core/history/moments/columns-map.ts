/** A map of values that stand in columns, by name; each is made when it is asked for. */
export abstract class ColumnsMap<T> implements ReadonlyMap<string, T> {
  abstract readonly size: number
  protected abstract nameAt(n: number): string
  protected abstract at(n: number): T
  /** −1: there is none of that name. */
  protected abstract placeOf(name: string): number

  has(name: string): boolean {
    return this.placeOf(name) >= 0
  }

  get(name: string): T | undefined {
    const n = this.placeOf(name)
    return n < 0 ? undefined : this.at(n)
  }

  *keys(): MapIterator<string> {
    for (let n = 0; n < this.size; n++) yield this.nameAt(n)
  }

  *values(): MapIterator<T> {
    for (let n = 0; n < this.size; n++) yield this.at(n)
  }

  *entries(): MapIterator<[string, T]> {
    for (let n = 0; n < this.size; n++) yield [this.nameAt(n), this.at(n)]
  }

  [Symbol.iterator](): MapIterator<[string, T]> {
    return this.entries()
  }

  forEach(act: (value: T, name: string, all: ReadonlyMap<string, T>) => void): void {
    for (const [name, value] of this.entries()) act(value, name, this)
  }
}
