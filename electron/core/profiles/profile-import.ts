import * as z from 'zod'
import type { ImportRow } from '../../../shared/contract/profile-files.ts'
import { SecretField, SecretValues, type Profile } from '../../../shared/contract/profiles.ts'
import { AppError } from '../../../shared/errors/error.ts'
import { bodyOf, ContainerError, type DeriveKey } from '../lib/container.ts'
import { decodeEnvelope, type Json } from '../lib/envelope.ts'
import { secretsUsed } from './connection-settings.ts'
import { CARRIED_MAGIC } from './profile-export.ts'
import { hostsOf } from './profile-hosts.ts'
import { MOST_PROFILES, PROFILES_VERSION, readProfiles } from './profile-file.ts'

/** What was found in a file of profiles. */
export interface Carried {
  readonly profiles: readonly { readonly index: number; readonly profile: Profile; readonly secrets: SecretValues }[]
  readonly unreadable: readonly string[]
  readonly sealed: boolean
}

/** Reads a file that somebody else made. Fails with a `profiles.file…` error; writes nothing. */
export async function readCarried(file: Uint8Array, passphrase: string | null, derive?: DeriveKey): Promise<Carried> {
  const read = decodeEnvelope(await opened(file, passphrase, derive), CARRIED_MAGIC)
  if (!read.ok) throw new AppError('profiles.fileDamaged', {})
  const { schemaVersion, payload } = read.envelope
  if (schemaVersion > PROFILES_VERSION) throw new AppError('profiles.fileNewer', {})
  const entries = readProfiles(payload, schemaVersion)
  if (entries === null || entries.length > MOST_PROFILES) throw new AppError('profiles.fileDamaged', {})
  const secrets = secretsIn(payload)
  return {
    profiles: entries.flatMap((entry, index) =>
      entry.kind === 'profile' ? [{ index, profile: entry.profile, secrets: secrets.get(entry.profile.id) ?? {} }] : [],
    ),
    unreadable: entries.flatMap((entry) => (entry.kind === 'damaged' ? [`${entry.id}: ${entry.why}`] : [])),
    sealed: passphrase !== null,
  }
}

async function opened(file: Uint8Array, passphrase: string | null, derive: DeriveKey | undefined): Promise<Uint8Array> {
  try {
    return await bodyOf('profiles', file, passphrase, derive)
  } catch (error) {
    if (!(error instanceof ContainerError)) throw error
    switch (error.problem) {
      case 'notOurs':
        throw new AppError('profiles.fileNotOurs', {}, { cause: error })
      case 'newer':
        throw new AppError('profiles.fileNewer', {}, { cause: error })
      case 'damaged':
        throw new AppError('profiles.fileDamaged', {}, { cause: error })
      case 'passphraseNeeded':
        throw new AppError('profiles.filePassphrase', { wrong: false }, { cause: error })
      case 'passphraseWrong':
        throw new AppError('profiles.filePassphrase', { wrong: true }, { cause: error })
    }
  }
}

/** Each by itself: what does not fit is not there. */
function secretsIn(payload: Json): ReadonlyMap<string, SecretValues> {
  const all = z.object({ secrets: z.record(z.string(), z.unknown()) }).safeParse(payload).data?.secrets ?? {}
  return new Map(
    Object.entries(all).flatMap(([id, values]) => {
      const read = SecretValues.safeParse(values)
      return read.success ? [[id, read.data] as const] : []
    }),
  )
}

/** What taking it in would do, beside what is here. */
export function importRows({ profiles }: Pick<Carried, 'profiles'>, here: readonly Profile[]): readonly ImportRow[] {
  return profiles.map(({ index, profile, secrets }) => {
    const existing = here.find(({ id }) => id === profile.id) ?? here.find(({ name }) => name === profile.name)
    const changes = existing ? differences(existing, profile) : []
    const held = SecretField.options.filter((field) => secrets[field] !== undefined && secrets[field] !== '')
    return {
      index,
      name: profile.name,
      environment: profile.environment,
      folder: profile.folder,
      hosts: hostsOf(profile),
      secrets: held,
      missing: [...secretsUsed(profile)].filter((field) => !held.includes(field)),
      outcome: existing === undefined ? 'new' : changes.length === 0 && held.length === 0 ? 'same' : 'differs',
      existing: existing ? { id: existing.id, name: existing.name } : null,
      changes,
    }
  })
}

/** Of this host alone, or decided here: they are never taken over. */
const OWN: ReadonlySet<string> = new Set(['id', 'createdAt', 'changedAt', 'lastConnectedAt', 'access'])
const MOST = 400

function differences(before: Profile, after: Profile): ImportRow['changes'] {
  const told = (profile: Profile, field: string): string => {
    const value = fieldOf(profile, field)
    const words = Array.isArray(value) && value.every((each) => typeof each === 'string')
    const text = words ? value.join(', ') : typeof value === 'string' ? value : JSON.stringify(value)
    return text.length > MOST ? `${text.slice(0, MOST - 1)}…` : text
  }
  return Object.keys(after)
    .filter((field) => !OWN.has(field) && JSON.stringify(fieldOf(before, field)) !== JSON.stringify(fieldOf(after, field)))
    .map((field) => ({ field, before: told(before, field), after: told(after, field) }))
}

const fieldOf = (profile: Profile, field: string): unknown => Object.entries(profile).find(([name]) => name === field)?.[1]
