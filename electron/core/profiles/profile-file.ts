import { Profile } from '../../../shared/contract/profiles.ts'
import type { Json } from '../lib/envelope.ts'

/** Version of the payload of `profiles.json`. A new one needs a step in `upgrades` and keeps a file of the old one among the tests. */
export const PROFILES_VERSION = 6
export const PROFILES_MAGIC = 'samsa.profiles'
export const MOST_PROFILES = 500

/** One place in the file. What cannot be read keeps its place and its content, and hides nothing else. */
export type Entry =
  | { readonly kind: 'profile'; readonly profile: Profile }
  | { readonly kind: 'damaged'; readonly id: string; readonly why: string; readonly raw: Json }

/** From version n to n + 1, by n. Each step is pure, and never changed once released. */
const upgrades: Readonly<Record<number, (payload: Json) => Json>> = {
  // 2 knows where Mesos is.
  1: (payload) => eachProfile(payload, (profile) => ({ ...profile, mesos: null })),
  // 3 knows folders.
  2: (payload) => eachProfile(payload, (profile) => ({ ...profile, folder: '' })),
  // 4 knows groups that keep their offsets in ZooKeeper.
  3: (payload) => eachProfile(payload, (profile) => ({ ...profile, zooKeeperGroups: [] })),
  // 5 knows a schema registry.
  4: (payload) => eachProfile(payload, (profile) => ({ ...profile, schemaRegistry: null })),
  // 6 knows a proxy.
  5: (payload) => eachProfile(payload, (profile) => ({ ...profile, proxy: { use: 'settings' } })),
}

function eachProfile(payload: Json, change: (profile: Readonly<Record<string, Json>>) => Json): Json {
  const list = listOf(payload)
  if (list === null) return payload
  return { profiles: list.map((raw) => (isObject(raw) ? change(raw) : raw)) }
}

const isObject = (raw: Json): raw is Readonly<Record<string, Json>> => typeof raw === 'object' && raw !== null && !Array.isArray(raw)

const listOf = (payload: Json | undefined): readonly Json[] | null => {
  if (typeof payload !== 'object' || payload === null || !('profiles' in payload)) return null
  return Array.isArray(payload.profiles) ? payload.profiles : null
}

const rawId = (raw: Json, place: number): string => {
  if (typeof raw === 'object' && raw !== null && 'id' in raw && typeof raw.id === 'string') return raw.id.slice(0, 64)
  return `entry ${place + 1}`
}

/** Null: not a list of profiles at all. Files from the future are read as far as they look like ours; the caller keeps them unchanged. */
export function readProfiles(payload: Json | undefined, version: number): readonly Entry[] | null {
  let current = payload
  for (let v = version; v < PROFILES_VERSION; v += 1) {
    const step = upgrades[v]
    if (step === undefined || current === undefined) return null
    current = step(current)
  }
  const list = listOf(current)
  if (list === null) return null
  const seen = new Set<string>()
  return list.map((raw, place) => {
    const entry = readEntry(raw, place)
    if (entry.kind === 'damaged') return entry
    if (seen.has(entry.profile.id)) return { kind: 'damaged', id: entry.profile.id, why: 'another profile has the same id', raw }
    seen.add(entry.profile.id)
    return entry
  })
}

function readEntry(raw: Json, place: number): Entry {
  const read = Profile.safeParse(raw)
  if (read.success) return { kind: 'profile', profile: read.data }
  // Where it does not fit, never what stands there.
  const fields = [...new Set(read.error.issues.map((i) => i.path.map(String).join('.')))].slice(0, 5).filter(Boolean)
  return { kind: 'damaged', id: rawId(raw, place), why: fields.length > 0 ? `not readable: ${fields.join(', ')}` : 'not a profile', raw }
}

export const writeProfiles = (entries: readonly Entry[]): Json => ({
  profiles: entries.map((e) => (e.kind === 'profile' ? e.profile : e.raw)),
})

export const profilesIn = (entries: readonly Entry[]): readonly Profile[] =>
  entries.flatMap((e) => (e.kind === 'profile' ? [e.profile] : []))
