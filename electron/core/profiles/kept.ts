import { join } from 'node:path'
import * as z from 'zod'
import { KeptEntry, PLACE_KEY } from '../../../shared/contract/host.ts'
import type { Settings } from '../../../shared/contract/settings.ts'
import { wholePath } from '../../../shared/links.ts'
import { decodeEnvelope } from '../lib/envelope.ts'
import type { FileNeeds } from '../lib/files.ts'
import { KEPT_GENERATIONS, openGenerations } from '../lib/generations.ts'
import type { Log } from '../lib/log.ts'
import type { Profiles } from './profiles.ts'

const MAGIC = 'samsa.workspace'
const VERSION = 1
/** More than a page has lists and forms; the ones kept longest ago go first. */
const MAX_ENTRIES = 500
const MAX_CHARACTERS = 4_000_000
/** Of the names of older saves. */
const OLDER = /\.old-\d+$/
/** In the key of the form of a profile that is being made. */
const NEW_PROFILE = 'new'

/** What pages and windows keep for themselves: tabs, columns, unsaved forms, where a window stood. Never a secret. */
export interface Kept {
  all(): ReadonlyMap<string, string>
  /** Null forgets. Resolves when it would survive a crash; what is asked meanwhile is saved together. */
  keep(key: string, value: string | null): Promise<void>
  /**
   * What is kept about a profile goes with it, out of older saves too; it can be put back for as long as this core runs. Resolves when it is
   * off the disk.
   */
  setAside(profile: string): Promise<void>
  putBack(profile: string): Promise<void>
  /** Forgets what is about clusters that are not there: a crash may have come between a profile's removal and this. */
  forgetOthers(isThere: (cluster: string) => boolean): Promise<void>
  stop(): Promise<void>
}

/** The cluster that something is kept about: a form, a schema file of one of its topics, saved views. Null: none, or one that is to be. */
export function clusterIn(key: string): string | null {
  const own = key.replace(/^w\d+\//, '')
  const named = /^(?:form\.profile|wall\.views)\.([^/]+)$/.exec(own)?.[1] ?? /^(?:form|schema)\.[^/]+\/([^/]+)/.exec(own)?.[1]
  return named === undefined || named === NEW_PROFILE ? null : named
}

/** Where a page begins that has no address, after an orderly end. */
export interface Start {
  /** Where it was. */
  stays(): boolean
  /** Else here; null: at the launcher. */
  place(): string | null
}

/** As the user chose it; a profile that is gone is the launcher. */
export const startOf = (
  settings: { current(): Pick<Settings, 'start' | 'startProfile'> },
  profiles: { list(): readonly { readonly id: string }[] },
): Start => ({
  stays: () => settings.current().start === 'last',
  place() {
    const { start, startProfile } = settings.current()
    const there = start === 'profile' && profiles.list().find(({ id }) => id === startProfile)
    return there ? wholePath({ profile: there.id, path: '' }) : null
  },
})

export interface KeptNeeds extends FileNeeds {
  readonly folder: string
  readonly log: Log
  /** Left out: at the launcher. A host of windows decides itself (`electron/main/windows.ts`). */
  readonly start?: Start
}

export async function createKept(needs: KeptNeeds): Promise<Kept> {
  const generations = await openGenerations({ ...needs, path: join(needs.folder, 'workspace.json'), magic: MAGIC, schemaVersion: VERSION })
  const entries = new Map(readEntries(generations.found.payload))
  if (generations.found.why !== '') needs.log.warn('What windows had kept was damaged', { why: generations.found.why })
  const begins = needs.start?.place() ?? null
  if (begins !== null && !entries.has(PLACE_KEY)) entries.set(PLACE_KEY, begins)
  /** Of removed profiles. */
  const aside = new Map<string, readonly (readonly [string, string])[]>()
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

  /** Older saves have what is to be forgotten: as many are made as are kept, so that none of them is left. */
  const saveOver = async (): Promise<void> => {
    for (let n = 0; n <= KEPT_GENERATIONS; n++) await save()
  }
  const isInOlder = async (isForgotten: (key: string) => boolean): Promise<boolean> => {
    const copies = await generations.copies()
    return copies.some(({ file, bytes }) => {
      // What was damaged, or is of an older version, no save takes the place of.
      const read = bytes !== null && OLDER.test(file) ? decodeEnvelope(bytes, MAGIC) : null
      return read?.ok === true && readEntries(read.envelope.payload).some(([key]) => isForgotten(key))
    })
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
    setAside(profile) {
      const own = [...entries].filter(([key]) => clusterIn(key) === profile)
      if (own.length === 0) return Promise.resolve()
      aside.set(profile, own)
      for (const [key] of own) entries.delete(key)
      return saveOver()
    },
    putBack(profile) {
      const own = aside.get(profile) ?? []
      aside.delete(profile)
      for (const [key, value] of own) if (!entries.has(key)) entries.set(key, value)
      trim(entries)
      return own.length === 0 ? Promise.resolve() : save()
    },
    async forgetOthers(isThere) {
      const isOther = (key: string): boolean => {
        const cluster = clusterIn(key)
        return cluster !== null && !isThere(cluster)
      }
      const others = [...entries.keys()].filter(isOther)
      for (const key of others) entries.delete(key)
      if (others.length > 0 || (await isInOlder(isOther))) await saveOver()
    },
    async stop() {
      // An orderly end: the next start begins where the user chose.
      if (needs.start?.stays() !== true && entries.delete(PLACE_KEY)) await save().catch(() => undefined)
      await (next ?? saving)?.catch(() => undefined)
    },
  }
}

/** What is kept about profiles that are gone. Only with everything readable: a damaged profile is not gone. */
export async function forgetGone(
  kept: Pick<Kept, 'forgetOthers'>,
  profiles: Pick<Profiles, 'state' | 'list'>,
  recordings: { has(id: string): boolean },
): Promise<void> {
  const { state, problems } = profiles.state()
  if (state !== 'ready' || problems.some(({ code }) => code !== 'profile.secretsLocked')) return
  const ids = new Set(profiles.list().map(({ id }) => id))
  await kept.forgetOthers((cluster) => ids.has(cluster) || recordings.has(cluster)).catch(() => undefined)
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
