import { createHash } from 'node:crypto'
import { dirname, join } from 'node:path'
import * as z from 'zod'
import { BackupPart } from '../../../shared/contract/backups.ts'
import { decodeEnvelope, encodeEnvelope } from '../lib/envelope.ts'
import { codeOf } from '../lib/file-system.ts'
import { FOLDER_MODE, moveAside, moveFile, writeAtomically, type FileNeeds } from '../lib/files.ts'
import type { Log } from '../lib/log.ts'
import { dataFiles } from './parts.ts'

/**
 * What takes the place of data at the next start, before any of it is opened: so nothing is ever replaced under somebody who reads it.
 * It lies in `restore/<stamp>/` as `new~<path>`; what it takes the place of is moved to `former~<path>` beside it. Each step may be done
 * twice, so that a start that is cut off at any instruction is gone on with by the next one.
 */
export const RESTORE = 'restore'
const MARKER = 'next.json'
const ABOUT = 'about.json'
const MAGIC = 'samsa.restore'
const VERSION = 1
const SECRETS = /^secrets\.json/

const stampOf = (wall: number): string => new Date(wall).toISOString().replaceAll(/[:.]/g, '-')

/** Of now, or of the next moment that is none's yet: clocks go back. */
export async function freeStamp({ fs, clock, folder }: StagedNeeds): Promise<string> {
  const taken: readonly string[] = await fs.list(join(folder, RESTORE)).catch(() => [])
  let wall = clock.wall()
  while (taken.includes(stampOf(wall))) wall += 1
  return stampOf(wall)
}
const Stamp = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z$/)

const Marker = z.strictObject({
  stamp: Stamp,
  /** Where the files are that take the place. */
  from: z.strictObject({ stamp: Stamp, as: z.enum(['new', 'former']) }),
  parts: z.array(BackupPart).min(1),
  /** Sums of the files, as they were written; of a former state nothing is known. */
  sums: z.record(z.string(), z.string()),
  /** `move`: what is there is being moved away. `place`: it is; the others are being put in its place. */
  phase: z.enum(['move', 'place']),
})
export type Marker = z.infer<typeof Marker>

const About = z.strictObject({ at: z.number(), parts: z.array(BackupPart) })
export type About = z.infer<typeof About>

export interface StagedNeeds extends FileNeeds {
  readonly folder: string
}

const nameOf = (as: 'new' | 'former', path: string): string => `${as}~${encodeURIComponent(path)}`
function pathIn(as: 'new' | 'former', name: string): string | null {
  if (!name.startsWith(`${as}~`)) return null
  try {
    return decodeURIComponent(name.slice(as.length + 1))
  } catch {
    // None of ours.
    return null
  }
}

export const folderOf = ({ folder }: StagedNeeds, stamp: string): string => join(folder, RESTORE, stamp)
const markerPath = ({ folder }: StagedNeeds): string => join(folder, RESTORE, MARKER)

/** Of each file in such a folder, its path in the data folder. */
export async function filesIn(needs: StagedNeeds, stamp: string, as: 'new' | 'former'): Promise<readonly string[]> {
  const names = await needs.fs.list(folderOf(needs, stamp)).catch(() => [])
  return names.flatMap((name) => pathIn(as, name) ?? [])
}

export async function stage(needs: StagedNeeds, stamp: string, path: string, bytes: Uint8Array): Promise<string> {
  await writeAtomically(needs, join(folderOf(needs, stamp), nameOf('new', path)), bytes)
  return createHash('sha256').update(bytes).digest('hex')
}

/** From now on it waits for the next start. */
export const writeMarker = (needs: StagedNeeds, marker: Marker): Promise<void> =>
  writeAtomically(needs, markerPath(needs), encodeEnvelope({ magic: MAGIC, schemaVersion: VERSION, seq: 1, payload: marker }))

export const removeMarker = ({ fs, folder }: StagedNeeds): Promise<void> =>
  fs.remove(join(folder, RESTORE, MARKER)).catch((error: unknown) => {
    if (codeOf(error) !== 'ENOENT') throw error
  })

/** Null: nothing waits. */
export async function readMarker(needs: StagedNeeds): Promise<Marker | { readonly why: string } | null> {
  const bytes = await needs.fs.read(markerPath(needs)).catch((error: unknown) => (codeOf(error) === 'ENOENT' ? null : codeOf(error)))
  if (bytes === null) return null
  if (typeof bytes === 'string') return { why: `it cannot be read: ${bytes}` }
  const read = decodeEnvelope(bytes, MAGIC)
  if (!read.ok) return { why: read.why }
  if (read.envelope.schemaVersion > VERSION) return { why: 'a newer Samsa wrote it' }
  const marker = Marker.safeParse(read.envelope.payload)
  return marker.success ? marker.data : { why: 'it is not what Samsa writes' }
}

/** What was here before, by stamp. */
export async function readAbout(needs: StagedNeeds, stamp: string): Promise<About | null> {
  if (!Stamp.safeParse(stamp).success) return null
  const bytes = await needs.fs.read(join(folderOf(needs, stamp), ABOUT)).catch(() => null)
  const read = bytes === null ? null : decodeEnvelope(bytes, MAGIC)
  return read?.ok ? (About.safeParse(read.envelope.payload).data ?? null) : null
}

/**
 * First of all at a start. Answers why what waited was not taken, empty where it was or nothing did. A file that is not whole stops it
 * before anything is touched; a failure midway is gone on with at the next start, which is told.
 */
export async function takePlace(needs: StagedNeeds & { readonly log: Log & { flush?(): Promise<void> } }): Promise<string> {
  const { log } = needs
  const marker = await readMarker(needs)
  if (marker === null) return ''
  const refuse = async (why: string): Promise<string> => {
    log.error('A backup that waited was not restored', { why })
    await moveAside(needs, markerPath(needs)).catch(() => undefined)
    return why
  }
  if ('why' in marker) return refuse(marker.why)
  const bad = marker.phase === 'move' ? await firstBad(needs, marker) : null
  if (bad !== null) return refuse(bad)
  try {
    await swap(needs, marker)
  } catch (error) {
    // Half of it is not what anybody wants to work with: there is no start until it is done.
    log.error('Data could not be put in its place; the next start goes on with it', { error })
    await log.flush?.()
    throw error
  }
  log.info('Data was put in the place of what was here', { parts: marker.parts, former: marker.stamp })
  return ''
}

async function swap(needs: StagedNeeds, marker: Marker): Promise<void> {
  const { stamp, from, phase } = marker
  if (phase === 'move') {
    await moveAway(needs, marker)
    await writeMarker(needs, { ...marker, phase: 'place' })
  }
  for (const path of await filesIn(needs, from.stamp, from.as)) {
    const to = join(needs.folder, path)
    await needs.fs.makeFolder(dirname(to), FOLDER_MODE)
    await moveFile(needs, join(folderOf(needs, from.stamp), nameOf(from.as, path)), to)
  }
  await syncAll(needs, [from.stamp, stamp])
  await removeMarker(needs)
}

/** Null: all files are there, as they were written. */
async function firstBad(needs: StagedNeeds, { from, sums }: Marker): Promise<string | null> {
  const there = await filesIn(needs, from.stamp, from.as)
  if (from.as === 'former') return there.length > 0 ? null : 'what was here before is gone'
  for (const [path, sum] of Object.entries(sums)) {
    const bytes = await needs.fs.read(join(folderOf(needs, from.stamp), nameOf('new', path))).catch(() => null)
    if (bytes === null || createHash('sha256').update(bytes).digest('hex') !== sum) return `${path} is not what was taken from the backup`
  }
  return there.length === Object.keys(sums).length ? null : 'there are files that were not in the backup'
}

async function moveAway(needs: StagedNeeds, { stamp, from, parts }: Marker): Promise<void> {
  const { fs, folder, clock } = needs
  const into = folderOf(needs, stamp)
  await fs.makeFolder(into, FOLDER_MODE)
  const about: About = { at: clock.wall(), parts }
  await writeAtomically(needs, join(into, ABOUT), encodeEnvelope({ magic: MAGIC, schemaVersion: VERSION, seq: 1, payload: about }))
  const moved = (await dataFiles(fs, folder)).filter(({ part }) => parts.includes(part)).map(({ path }) => path)
  for (const path of moved) await moveFile(needs, join(folder, path), join(into, nameOf('former', path)))
  const secrets = (await fs.list(folder)).filter((name) => SECRETS.test(name))
  const others = (await filesIn(needs, from.stamp, from.as)).some((path) => SECRETS.test(path))
  for (const name of secrets) {
    const former = join(into, nameOf('former', name))
    if (others) await moveFile(needs, join(folder, name), former)
    // The passwords of profiles that are gone are dropped by the next start: the way back has them.
    else if (parts.includes('profiles')) await writeAtomically(needs, former, await fs.read(join(folder, name)))
  }
  await syncAll(needs, [stamp])
}

async function syncAll(needs: StagedNeeds, stamps: readonly string[]): Promise<void> {
  const folders = [
    needs.folder,
    ...['history', 'audit', 'alerts', 'surveys'].map((name) => join(needs.folder, name)),
    ...stamps.map((stamp) => folderOf(needs, stamp)),
  ]
  for (const folder of folders) await needs.fs.syncFolder(folder).catch(() => undefined)
}
