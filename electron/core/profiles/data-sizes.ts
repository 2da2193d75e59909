import { join } from 'node:path'
import type { DataStore } from '../../../shared/contract/host.ts'
import type { FileSystem } from '../lib/file-system.ts'

/** By the first part of a path below the data folder. Copies and what was put aside lie beside what they are of. */
const stores: readonly (readonly [RegExp, DataStore['store']])[] = [
  [/^(profiles|settings|secrets|workspace|recordings|reassignments)\.json/, 'profiles'],
  [/^history\/r-/, 'recordings'],
  [/^history(\/|$)/, 'history'],
  [/^(audit|surveys)(\/|$)/, 'activity'],
  [/^alerts(\/|$)/, 'alerts'],
  [/^logs(\/|$)/, 'logs'],
  [/^restore(\/|$)/, 'former'],
]

/** A folder of Samsa's is two deep, and has a few files for each profile. */
const MOST_FILES = 20_000
const MOST_DEPTH = 4

/** How much room each kind of data takes, in bytes. What goes away meanwhile counts as nothing. */
export async function dataSizes(fs: Pick<FileSystem, 'list' | 'stat'>, folder: string): Promise<readonly DataStore[]> {
  const sums = new Map<DataStore['store'], { bytes: number; files: number }>()
  let seen = 0
  const add = (path: string, bytes: number): void => {
    const store = stores.find(([pattern]) => pattern.test(path))?.[1] ?? 'other'
    const { bytes: before, files } = sums.get(store) ?? { bytes: 0, files: 0 }
    sums.set(store, { bytes: before + bytes, files: files + 1 })
  }
  const walk = async (below: string, depth: number): Promise<void> => {
    for (const name of await fs.list(join(folder, below)).catch(() => [])) {
      if ((seen += 1) > MOST_FILES) return
      const path = below === '' ? name : `${below}/${name}`
      const inside = depth < MOST_DEPTH && (await isFolder(fs, join(folder, path)))
      if (inside) await walk(path, depth + 1)
      else
        add(
          path,
          await fs
            .stat(join(folder, path))
            .then(({ size }) => size)
            .catch(() => 0),
        )
    }
  }
  await walk('', 0)
  return [...sums].map(([store, sum]) => ({ store, ...sum })).toSorted((a, b) => b.bytes - a.bytes)
}

const isFolder = (fs: Pick<FileSystem, 'list'>, path: string): Promise<boolean> =>
  fs.list(path).then(
    () => true,
    () => false,
  )
