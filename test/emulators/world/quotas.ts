import type { WireEntity } from '../../../electron/core/clients/kafka/codecs/client-quotas.ts'

/** Limits by entity, as a broker keeps them. */
export interface Quotas {
  readonly all: () => readonly { readonly entity: readonly WireEntity[]; readonly values: ReadonlyMap<string, number> }[]
  /** A value of null removes. */
  change(entity: readonly WireEntity[], key: string, value: number | null): void
}

export function createQuotas(): Quotas {
  const kept = new Map<string, { readonly entity: readonly WireEntity[]; readonly values: Map<string, number> }>()
  return {
    all: () => [...kept.values()],
    change(entity, key, value) {
      const id = JSON.stringify(entity.toSorted((a, b) => a.type.localeCompare(b.type)))
      const found = kept.get(id) ?? { entity, values: new Map<string, number>() }
      if (value === null) found.values.delete(key)
      else found.values.set(key, value)
      if (found.values.size > 0) kept.set(id, found)
      else kept.delete(id)
    },
  }
}
