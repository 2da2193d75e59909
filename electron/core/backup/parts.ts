import { join } from 'node:path'
import type { BackupPart } from '../../../shared/contract/backups.ts'
import type { FileSystem } from '../lib/file-system.ts'

/** What of the data folder belongs to which part, copies and what was put aside too. What is nobody's, logs and Electron's own, stays. */
const owners: readonly (readonly [RegExp, BackupPart])[] = [
  [/^profiles\.json/, 'profiles'],
  [/^(settings|workspace|reassignments)\.json/, 'settings'],
  [/^(audit|surveys)\//, 'activity'],
  [/^alerts\//, 'alerts'],
  [/^(recordings\.json|history\/r-)/, 'recordings'],
  [/^history\//, 'history'],
]
export const partOf = (path: string): BackupPart | null => owners.find(([pattern]) => pattern.test(path))?.[1] ?? null

/** Older saves, what was damaged, what a write left behind, and what SQLite has beside its file. */
const BESIDE = /\.(old-\d+|v\d+|damaged-.*|tmp-[0-9a-f]+)(\.|$)|-(wal|shm|journal)$|\.salvag/
/** As it is now, and nothing else: what goes into a file. */
export const isNewest = (path: string): boolean => !BESIDE.test(path)

/** The forms that a path in a file may have; anything else is none of ours. */
const KNOWN =
  /^((profiles|settings|workspace|reassignments|recordings)\.json|(audit|surveys|alerts)(\/(?!\.)[\w.%~!'()*-]{1,200}){1,2}|history\/[\w-]{1,64}\.db)$/
export const isKnownPath = (path: string): boolean => KNOWN.test(path)

const FOLDERS = ['', 'audit', 'audit/acts', 'surveys', 'alerts', 'history']
/** More than a folder of Samsa's has. */
const MOST_FILES = 20_000

export interface DataFile {
  readonly path: string
  readonly part: BackupPart
  readonly bytes: number
}

/** All files of all parts, as they lie there now; names with `/`, whatever the system has. */
export async function dataFiles(fs: Pick<FileSystem, 'list' | 'stat'>, folder: string): Promise<readonly DataFile[]> {
  const found: DataFile[] = []
  for (const below of FOLDERS) {
    for (const name of await fs.list(join(folder, below)).catch(() => [])) {
      const path = below === '' ? name : `${below}/${name}`
      const part = partOf(path)
      if (part === null || FOLDERS.includes(path) || found.length >= MOST_FILES) continue
      const inside = await fs.list(join(folder, path)).then(
        () => true,
        () => false,
      )
      const size = inside ? null : await fs.stat(join(folder, path)).catch(() => null)
      if (size) found.push({ path, part, bytes: size.size })
    }
  }
  return found
}
