import { basename, dirname, join } from 'node:path'
import { randomBytes } from 'node:crypto'
import type { Clock } from './clock.ts'
import { codeOf, type FileSystem } from './file-system.ts'

/** What a writer needs; `platform` decides whether busy renames are tried again. */
export interface FileNeeds {
  readonly fs: FileSystem
  readonly clock: Clock
  readonly platform: NodeJS.Platform
}

export const FILE_MODE = 0o600
export const FOLDER_MODE = 0o700

const TEMP = '.tmp-'
const RENAME_PATIENCE_MS = 2_000
const RENAME_PAUSE_MS = 50

/**
 * The one way in which Samsa replaces a file: the whole new content is on the disk under another name before it takes the old one's
 * place, so that a crash or a full disk at any instruction leaves the old or the new content, never another. Resolves when the new
 * content would survive a power cut. `beforeSwap` runs with the new content complete and the old one still in place.
 */
export async function writeAtomically(needs: FileNeeds, path: string, bytes: Uint8Array, beforeSwap?: () => Promise<void>): Promise<void> {
  const temp = `${path}${TEMP}${randomBytes(6).toString('hex')}`
  try {
    await writeWhole(needs.fs, temp, bytes)
    await beforeSwap?.()
    await renameWithPatience(needs, temp, path)
  } catch (error) {
    // What cannot be removed now is swept at the next start.
    await needs.fs.remove(temp).catch(() => undefined)
    throw error
  }
  await needs.fs.syncFolder(dirname(path))
}

async function writeWhole(fs: FileSystem, path: string, bytes: Uint8Array): Promise<void> {
  const file = await fs.createNew(path, FILE_MODE)
  try {
    // A write may take less than it was given and still succeed.
    for (let from = 0; from < bytes.length;) {
      const written = await file.write(bytes, from)
      if (written <= 0) throw Object.assign(new Error('nothing was written'), { code: 'ENOSPC' })
      from += written
    }
    await file.sync()
  } catch (error) {
    await file.close().catch(() => undefined)
    throw error
  }
  await file.close()
}

/** On Windows a virus scanner or an indexer may hold the target for a moment. */
async function renameWithPatience({ fs, clock, platform }: FileNeeds, from: string, to: string): Promise<void> {
  const deadline = clock.now() + RENAME_PATIENCE_MS
  for (;;) {
    try {
      return await fs.rename(from, to)
    } catch (error) {
      const busy = platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error))
      if (!busy || clock.now() >= deadline) throw error
      await new Promise<void>((resolve) => clock.after(RENAME_PAUSE_MS, resolve))
    }
  }
}

/** Another place for a whole file, on the same disk: it is in one or in the other, never in both or none. What is there is replaced. */
export const moveFile = (needs: FileNeeds, from: string, to: string): Promise<void> => renameWithPatience(needs, from, to)

/** Gives a damaged file another name beside it. Nothing is ever deleted. Answers the new path. */
export async function moveAside(needs: FileNeeds, path: string): Promise<string> {
  const stamp = new Date(needs.clock.wall()).toISOString().replace(/[:.]/g, '-')
  const aside = `${path}.damaged-${stamp}-${randomBytes(3).toString('hex')}`
  await renameWithPatience(needs, path, aside)
  return aside
}

/** Removes what writes of `path` that were cut short left behind. Only the owner of the folder may call it. */
export async function sweepTemps(needs: FileNeeds, path: string): Promise<readonly string[]> {
  const swept: string[] = []
  for (const name of await needs.fs.list(dirname(path))) {
    if (!name.startsWith(basename(path) + TEMP)) continue
    await needs.fs.remove(join(dirname(path), name)).then(
      () => swept.push(name),
      () => undefined,
    )
  }
  return swept
}

/**
 * Makes the data folder, and closes it and its files to other users of the machine where somebody opened them. Answers what was
 * repaired. Windows keeps rights elsewhere: nothing is done there.
 */
export async function prepareFolder({ fs, platform }: FileNeeds, folder: string): Promise<readonly string[]> {
  await fs.makeFolder(folder, FOLDER_MODE)
  if (platform === 'win32') return []
  const repaired: string[] = []
  const repair = async (path: string, mode: number): Promise<void> => {
    if (((await fs.stat(path)).mode & 0o077) === 0) return
    await fs.changeMode(path, mode)
    repaired.push(path)
  }
  await repair(folder, FOLDER_MODE)
  for (const name of await fs.list(folder)) {
    if (/\.json(\.|$)/.test(name)) await repair(join(folder, name), FILE_MODE).catch(() => undefined)
  }
  return repaired
}
