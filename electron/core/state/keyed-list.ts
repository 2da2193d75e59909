/**
 * A map of which the next one is made cheaply: from reading to reading the keys of tens of thousands of groups stay what they are, and only
 * values are others. So one index of them is shared by all that follow each other, and a new one is a list of values. Never changed.
 */
export class KeyedList<V> implements ReadonlyMap<string, V> {
  private readonly index: ReadonlyMap<string, number>
  private readonly names: readonly string[]
  private readonly list: readonly V[]

  private constructor(index: ReadonlyMap<string, number>, names: readonly string[], list: readonly V[]) {
    this.index = index
    this.names = names
    this.list = list
  }

  static empty<T>(): KeyedList<T> {
    return new KeyedList<T>(new Map(), [], [])
  }

  /** @param names of the values, each once */
  static of<T>(names: readonly string[], list: readonly T[]): KeyedList<T> {
    const index = new Map<string, number>()
    for (let i = 0; i < names.length; i += 1) index.set(names[i] ?? '', i)
    return new KeyedList(index, names, list)
  }

  /** Other values under the same keys, in their order. */
  withValues(list: readonly V[]): KeyedList<V> {
    return new KeyedList(this.index, this.names, list)
  }

  get size(): number {
    return this.list.length
  }

  at(place: number): V | undefined {
    return this.list[place]
  }

  get(key: string): V | undefined {
    const place = this.index.get(key)
    return place === undefined ? undefined : this.list[place]
  }

  has(key: string): boolean {
    return this.index.has(key)
  }

  keys(): MapIterator<string> {
    return this.index.keys()
  }

  values(): MapIterator<V> {
    return this.list.values()
  }

  *entries(): MapIterator<[string, V]> {
    for (let i = 0; i < this.list.length; i += 1) yield [this.names[i] ?? '', this.list[i] as V] // as many names as values
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries()
  }

  forEach(act: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    for (const [key, value] of this) act(value, key, this)
  }

  /**
   * Keys whose values are others than in one of the same keys; null: that has others.
   * @param markOf what of a value is the same object while it says the same
   */
  changedSince<B extends V>(before: KeyedList<B>, markOf: (value: V) => unknown): readonly string[] | null {
    if (before.index !== this.index) return null
    const changed: string[] = []
    for (let i = 0; i < this.list.length; i += 1) {
      const now = this.list[i] as V // as many values as names
      const was = before.list[i]
      if (now === was || (was !== undefined && markOf(now) === markOf(was))) continue
      changed.push(this.names[i] ?? '')
    }
    return changed
  }

  /** The next one, to be put together. */
  draft(): Draft<V> {
    const { index, names } = this
    const list = this.list.slice()
    const more: string[] = []
    const moreAt = new Map<string, number>()
    return {
      set: (key, value, guess = -1) => {
        let place = names[guess] === key ? guess : (index.get(key) ?? moreAt.get(key))
        if (place === undefined) {
          place = names.length + more.push(key) - 1
          moreAt.set(key, place)
        }
        list[place] = value
        return place
      },
      done: () => (more.length === 0 ? this.withValues(list) : KeyedList.of([...names, ...more], list)),
    }
  }

  /** Without those. */
  without(gone: ReadonlySet<string>): KeyedList<V> {
    const names = this.names.filter((name) => !gone.has(name))
    return KeyedList.of(
      names,
      this.list.filter((_, place) => !gone.has(this.names[place] ?? '')),
    )
  }
}

export interface Draft<V> {
  /** @param guess where it stood @returns where it stands */
  set(key: string, value: V, guess?: number): number
  done(): KeyedList<V>
}
