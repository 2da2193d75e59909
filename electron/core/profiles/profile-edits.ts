import { SecretField, type Profile, type ProfileDraft, type SecretValues } from '../../../shared/contract/profiles.ts'
import { AppError } from '../../../shared/errors/error.ts'
import type { Clock } from '../lib/clock.ts'
import { secretsUsed } from './connection-settings.ts'
import { MOST_PROFILES, profilesIn, type Entry } from './profile-file.ts'
import type { ProfileStore } from './profile-store.ts'
import type { Secrets } from './secrets.ts'
import type { SealedOfProfile } from './secrets-file.ts'

/** What a user does with profiles. Each resolves when it would survive a crash; one that fails changes nothing. */
export interface ProfileEdits {
  create(draft: ProfileDraft, secrets: SecretValues): Promise<string>
  update(id: string, draft: ProfileDraft, secrets: SecretValues): Promise<void>
  duplicate(id: string): Promise<string>
  remove(id: string): Promise<void>
  /** Takes a removal back, at the place where it was, as long as this core runs. */
  restore(id: string): Promise<void>
  /** Into a folder, before another profile; null: after all others. */
  arrange(id: string, folder: string, before: string | null): Promise<void>
  setSecrets(id: string, secrets: SecretValues): Promise<void>
  markConnected(id: string): Promise<void>
}

interface Removed {
  readonly profile: Profile
  readonly place: number
  readonly sealed: SealedOfProfile
}

/** Removals that can be taken back; the oldest goes first. */
const MOST_REMOVED = 100
const MOST_NAME = 60

export function createProfileEdits(store: ProfileStore, secrets: Secrets, clock: Clock, newId: () => string): ProfileEdits {
  const removed = new Map<string, Removed>()

  /** Secrets first: a profile that is there has what it needs. Those that a crash leaves alone are forgotten at the next start. */
  const saveWithSecrets = async (id: string, before: SealedOfProfile, save: () => Promise<void>): Promise<void> => {
    try {
      await save()
    } catch (error) {
      await secrets.putBack(id, before).catch(() => undefined)
      throw error
    }
  }

  const add = (
    from: () => { draft: ProfileDraft; folder: string; place: number; fill: (id: string) => Promise<unknown> },
  ): Promise<string> =>
    store.change(async (save) => {
      const { draft, folder, place, fill } = from()
      const entries = store.entries()
      if (entries.length >= MOST_PROFILES) throw tooMany()
      const now = clock.wall()
      const profile: Profile = { ...draft, id: newId(), folder, createdAt: now, changedAt: now, lastConnectedAt: null }
      await fill(profile.id)
      await saveWithSecrets(profile.id, {}, () => save(inserted(entries, place, profile)))
      return profile.id
    })

  return {
    create: (draft, values) =>
      add(() => ({ draft, folder: '', place: store.entries().length, fill: (id) => secrets.set(id, onlyUsed(draft, values)) })),
    duplicate: (id) =>
      add(() => {
        const { folder, ...draft } = draftOf(store.find(id))
        const name = copyName(draft.name, profilesIn(store.entries()))
        return { draft: { ...draft, name }, folder, place: placeOf(store.entries(), id) + 1, fill: (copy) => secrets.copy(id, copy) }
      }),
    update: (id, draft, values) =>
      store.change(async (save) => {
        const profile: Profile = { ...store.find(id), ...draft, changedAt: clock.wall() }
        const before = await secrets.set(id, onlyUsed(draft, values))
        await saveWithSecrets(id, before, () => save(replaced(store.entries(), profile)))
      }),
    remove: (id) =>
      store.change(async (save) => {
        const profile = store.find(id)
        const place = placeOf(store.entries(), id)
        await save(store.entries().toSpliced(place, 1))
        // If this fails they stay sealed, and are forgotten at the next start.
        const sealed = await secrets.forget(id).catch(() => ({}))
        removed.set(id, { profile, place, sealed })
        const oldest = removed.keys().next()
        if (removed.size > MOST_REMOVED && !oldest.done) removed.delete(oldest.value)
      }),
    restore: (id) =>
      store.change(async (save) => {
        const thrown = removed.get(id)
        if (thrown === undefined) throw new AppError('profile.unknown', { profile: id })
        const entries = store.entries()
        if (entries.length >= MOST_PROFILES) throw tooMany()
        await secrets.putBack(id, thrown.sealed)
        await saveWithSecrets(id, {}, () => save(inserted(entries, thrown.place, thrown.profile)))
        removed.delete(id)
      }),
    arrange: (id, folder, before) =>
      store.change((save) => {
        const profile = { ...store.find(id), folder }
        const others = store.entries().toSpliced(placeOf(store.entries(), id), 1)
        const place = before === null ? others.length : placeOf(others, store.find(before).id)
        return save(inserted(others, place < 0 ? others.length : place, profile))
      }),
    setSecrets: (id, values) =>
      store.change(async () => {
        await secrets.set(store.find(id).id, values)
        store.tell()
      }),
    markConnected: (id) => store.change((save) => save(replaced(store.entries(), { ...store.find(id), lastConnectedAt: clock.wall() }))),
  }
}

const tooMany = (): AppError =>
  new AppError('profile.invalid', { issues: [{ field: '', message: `Samsa keeps at most ${MOST_PROFILES} profiles.` }] })

const inserted = (entries: readonly Entry[], place: number, profile: Profile): readonly Entry[] =>
  entries.toSpliced(Math.min(place, entries.length), 0, { kind: 'profile', profile })

const replaced = (entries: readonly Entry[], profile: Profile): readonly Entry[] =>
  entries.map((e) => (e.kind === 'profile' && e.profile.id === profile.id ? { kind: 'profile', profile } : e))

const placeOf = (entries: readonly Entry[], id: string): number => entries.findIndex((e) => e.kind === 'profile' && e.profile.id === id)

function draftOf(profile: Profile): ProfileDraft & Pick<Profile, 'folder'> {
  const { id: _id, createdAt: _created, changedAt: _changed, lastConnectedAt: _connected, ...draft } = profile
  return draft
}

/** What the draft makes no use of is forgotten: a password nobody needs is not kept. */
function onlyUsed(draft: ProfileDraft, values: SecretValues): SecretValues {
  const used = secretsUsed(draft)
  return { ...values, ...Object.fromEntries(SecretField.options.filter((f) => !used.has(f)).map((f) => [f, ''])) }
}

/** “orders”, “orders copy”, “orders copy 2” … */
function copyName(name: string, others: readonly Profile[]): string {
  const taken = new Set(others.map((p) => p.name))
  for (let n = 1; ; n += 1) {
    const ending = n === 1 ? ' copy' : ` copy ${n}`
    const found = name.replace(/ copy( \d+)?$/, '').slice(0, MOST_NAME - ending.length) + ending
    if (!taken.has(found)) return found
  }
}
