import type { Profile, SecretValues } from '../../../shared/contract/profiles.ts'
import { AppError } from '../../../shared/errors/error.ts'
import { secretsUsed } from './connection-settings.ts'
import { MOST_PROFILES, profilesIn, type Entry } from './profile-file.ts'
import type { ProfileStore } from './profile-store.ts'
import type { Secrets } from './secrets.ts'
import type { SealedOfProfile } from './secrets-file.ts'

export interface TakenIn {
  readonly profile: Profile
  readonly secrets: SecretValues
  /** The profile whose place it takes; null: it is added. */
  readonly replaces: string | null
}

export interface TakeInNeeds {
  readonly store: ProfileStore
  readonly secrets: Secrets
  readonly now: () => number
  readonly newId: () => string
}

/**
 * Profiles of others, all of them in one save or none. Each only observes until somebody here says otherwise; secrets that the file
 * does not hold stay as they are.
 */
export function takeIn({ store, secrets, now, newId }: TakeInNeeds, items: readonly TakenIn[]): Promise<readonly string[]> {
  return store.change(async (save) => {
    let entries: readonly Entry[] = store.entries()
    const ids: string[] = []
    for (const { profile, replaces } of items) {
      const at = now()
      const before = replaces === null ? null : store.find(replaces)
      const own = { id: before?.id ?? newId(), createdAt: before?.createdAt ?? at, lastConnectedAt: before?.lastConnectedAt ?? null }
      const name = before ? profile.name : freeName(profile.name, entries)
      const next: Entry = { kind: 'profile', profile: { ...profile, ...own, name, access: 'observe', changedAt: at } }
      entries = before ? entries.map((e) => (e.kind === 'profile' && e.profile.id === before.id ? next : e)) : [...entries, next]
      ids.push(own.id)
    }
    if (entries.length > MOST_PROFILES)
      throw new AppError('profile.invalid', { issues: [{ field: '', message: `Samsa keeps at most ${MOST_PROFILES} profiles.` }] })
    const undo: (readonly [string, SealedOfProfile])[] = []
    try {
      for (const [n, { profile, secrets: values }] of items.entries()) {
        const id = ids[n] ?? ''
        const used = secretsUsed(profile)
        const kept = Object.fromEntries(Object.entries(values).filter(([field]) => [...used].some((each) => each === field)))
        undo.push([id, await secrets.set(id, kept)])
      }
      await save(entries)
    } catch (error) {
      for (const [id, sealed] of undo.toReversed()) await secrets.putBack(id, sealed).catch(() => undefined)
      throw error
    }
    return ids
  })
}

/** “orders”, “orders (2)” … */
function freeName(name: string, entries: readonly Entry[]): string {
  const taken = new Set(profilesIn(entries).map((profile) => profile.name))
  for (let n = 1; ; n += 1) {
    const ending = n === 1 ? '' : ` (${n})`
    const found = name.slice(0, 60 - ending.length) + ending
    if (!taken.has(found)) return found
  }
}
