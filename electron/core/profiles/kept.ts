import { join } from 'node:path'
import * as z from 'zod'
import { KeptEntry, PLACE_KEY } from '../../../shared/contract/host.ts'
import type { FileNeeds } from '../lib/files.ts'
import { openGenerations } from '../lib/generations.ts'
import type { Log } from '../lib/log.ts'

const MAGIC = 'samsa.workspace'
const VERSION = 1
/** More than a page has lists and forms; the ones kept longest ago go first. */
const MAX_ENTRIES = 500
const MAX_CHARACTERS = 4_000_000

/** What pages and windows keep for themselves: tabs, columns, unsaved forms, where a window stood. Never a secret. */
export interface Kept {
  all(): ReadonlyMap<string, string>
  /** Null forgets. Resolves when it would survive a crash; what is asked meanwhile is saved together. */
  keep(key: string, value: string | null): Promise<void>
  stop(): Promise<void>
}

export async function createKept(needs: FileNeeds & { readonly folder: string; readonly log: Log }): Promise<Kept> {
  const generations = await openGenerations({ ...needs, path: join(needs.folder, 'workspace.json'), magic: MAGIC, schemaVersion: VERSION })
  const entries = new Map(readEntries(generations.found.payload))
  if (generations.found.why !== '') needs.log.warn('What windows had kept was damaged', { why: generations.found.why })
  let saving: Promise<void> | null = null
  let next: Promise<void> | null = null

  const save = (): Promise<void> => {
    if (saving === null) {
      saving = generations.save([...entries]).finally(() => (saving = null))
      return saving
    }
    // One more save after the present one takes in all that was asked meanwhile.
    next ??= saving
      .catch(() => undefined)
      .then(() => {
        next = null
        return save()
      })
    return next
  }

  return {
    all: () => entries,
    keep(key, value) {
      if ((entries.get(key) ?? null) === value) return saving ?? Promise.resolve()
      // Put at the end: kept last.
      entries.delete(key)
      if (value !== null) entries.set(key, value)
      trim(entries)
      return save()
    },
    async stop() {
      // An orderly end: the next start begins at the launcher.
      if (entries.delete(PLACE_KEY)) await save().catch(() => undefined)
      await (next ?? saving)?.catch(() => undefined)
    },
  }
}

function readEntries(payload: unknown): readonly (readonly [string, string])[] {
  const found = z.array(z.unknown()).safeParse(payload)
  // Each by itself: one that does not fit spoils no other.
  return (found.data ?? []).flatMap((entry) => {
    const read = z.tuple([KeptEntry.shape.key, z.string()]).safeParse(entry)
    return read.success ? [read.data] : []
  })
}

function trim(entries: Map<string, string>): void {
  let characters = [...entries].reduce((sum, [key, value]) => sum + key.length + value.length, 0)
  for (const [key, value] of entries) {
    if (entries.size <= MAX_ENTRIES && characters <= MAX_CHARACTERS) return
    entries.delete(key)
    characters -= key.length + value.length
  }
}
