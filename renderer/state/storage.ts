import type * as z from 'zod'

/** Where the page keeps what the user chose: the browser's storage, or in tests a map. Both forget rather than fail. */
export interface KeptStorage {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
}

export function readKept<T>(storage: KeptStorage, key: string, schema: z.ZodType<T>, otherwise: T): T {
  try {
    const found = schema.safeParse(JSON.parse(storage.getItem(key) ?? 'null'))
    return found.success ? found.data : otherwise
  } catch {
    return otherwise
  }
}

export function writeKept(storage: KeptStorage, key: string, value: unknown): void {
  try {
    storage.setItem(key, JSON.stringify(value))
  } catch {
    // Full or switched off: kept for this visit only.
  }
}

/** For what has no schema of the page's: the reader checks it. */
export function readKeptJson(storage: Pick<KeptStorage, 'getItem'>, key: string): unknown {
  try {
    return JSON.parse(storage.getItem(key) ?? 'null')
  } catch {
    return null
  }
}
