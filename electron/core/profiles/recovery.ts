import { basename } from 'node:path'
import type { Recovery } from '../../../shared/contract/profiles.ts'
import { AppError } from '../../../shared/errors/error.ts'
import { decodeEnvelope, salvage } from '../lib/envelope.ts'
import type { Generations } from '../lib/generations.ts'
import { PROFILES_MAGIC, PROFILES_VERSION, profilesIn, readProfiles, type Entry } from './profile-file.ts'

/** What the recovery page shows: what happened to the file, and which copies there are. */
export async function describeRecovery(generations: Generations): Promise<Recovery> {
  const { found } = generations
  const copies = await generations.copies()
  return {
    state: found.state === 'none' ? 'ok' : found.state,
    file: basename(generations.path),
    kept: found.kept,
    why: found.why,
    used: found.state === 'older' ? found.used : null,
    copies: copies.map(({ file, savedAt, bytes }) => {
      const entries = bytes === null ? null : readCopy(bytes)
      const profiles = entries === null ? null : profilesIn(entries).length
      return { file, savedAt, profiles, readable: profiles !== null }
    }),
  }
}

/** Entries of the copy chosen. It stays where it is. */
export async function entriesOfCopy(generations: Generations, file: string): Promise<readonly Entry[]> {
  // Only a name from our own list is opened: `file` comes from the page.
  const copy = (await generations.copies()).find((c) => c.file === file)
  const entries = copy?.bytes ? readCopy(copy.bytes) : null
  if (entries === null)
    throw new AppError('files.unreadable', { file: basename(file).slice(0, 255), why: 'no profiles can be read from it' })
  return entries
}

/** Whole files by their version; of damaged ones what JSON still gives. */
function readCopy(bytes: Uint8Array): readonly Entry[] | null {
  const decoded = decodeEnvelope(bytes, PROFILES_MAGIC)
  if (decoded.ok)
    return decoded.envelope.schemaVersion > PROFILES_VERSION ? null : readProfiles(decoded.envelope.payload, decoded.envelope.schemaVersion)
  return readProfiles(salvage(bytes, PROFILES_MAGIC), PROFILES_VERSION)
}
