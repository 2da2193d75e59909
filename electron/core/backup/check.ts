import { AppError } from '../../../shared/errors/error.ts'
import { decodeEnvelope, type Json } from '../lib/envelope.ts'
import { PROFILES_MAGIC, PROFILES_VERSION, readProfiles, type Entry } from '../profiles/profile-file.ts'
import { readSettings, SETTINGS_MAGIC, SETTINGS_VERSION } from '../profiles/settings.ts'
import type { Settings } from '../../../shared/contract/settings.ts'
import type { Backup } from './pack.ts'

/** The documents that a start would read: each must be one that this Samsa reads. */
const documents: Readonly<Record<string, { readonly magic: string; readonly version: number }>> = {
  'profiles.json': { magic: PROFILES_MAGIC, version: PROFILES_VERSION },
  'settings.json': { magic: SETTINGS_MAGIC, version: SETTINGS_VERSION },
  'workspace.json': { magic: 'samsa.workspace', version: 1 },
  'recordings.json': { magic: 'samsa.recordings', version: 1 },
  'reassignments.json': { magic: 'samsa.reassignments', version: 1 },
}
const SQLITE = 'SQLite format 3\0'

export interface Checked {
  readonly profiles: readonly Entry[]
  readonly settings: Settings | null
}

/** All of a backup is looked at before anything is written. Fails with `backup.newer` or `backup.damaged`. */
export function checkBackup({ files }: Pick<Backup, 'files'>): Checked {
  const payloads = new Map<string, { readonly payload: Json; readonly version: number }>()
  for (const [path, bytes] of files) {
    const known = Object.hasOwn(documents, path) ? documents[path] : undefined
    if (known) {
      const read = decodeEnvelope(bytes, known.magic)
      if (!read.ok) throw new AppError('backup.damaged', { what: path })
      const { schemaVersion, payload } = read.envelope
      if (schemaVersion > known.version) throw new AppError('backup.newer', { what: path })
      payloads.set(path, { payload, version: schemaVersion })
    } else if (path.endsWith('.db') && Buffer.from(bytes.subarray(0, SQLITE.length)).toString('latin1') !== SQLITE)
      throw new AppError('backup.damaged', { what: path })
  }
  const profiles = payloads.get('profiles.json')
  const entries = profiles === undefined ? [] : readProfiles(profiles.payload, profiles.version)
  if (entries === null) throw new AppError('backup.damaged', { what: 'profiles.json' })
  const settings = payloads.get('settings.json')
  return { profiles: entries, settings: settings === undefined ? null : readSettings(settings.payload) }
}
