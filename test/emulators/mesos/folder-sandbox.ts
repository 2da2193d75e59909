import { closeSync, openSync, readdirSync, readSync, statSync, type Stats } from 'node:fs'
import { join } from 'node:path'
import type { SandboxFiles } from './sandbox.ts'

/** A sandbox that is a folder of this machine: what a real process writes there is what is browsed and read. */
export function createFolderSandbox(root: string): SandboxFiles {
  const at = (path: string): string => join(root, path)
  const stats = (path: string): Stats | undefined => statSync(at(path), { throwIfNoEntry: false })
  return {
    list(path) {
      if (stats(path)?.isDirectory() !== true) return path === '' ? [] : null
      return readdirSync(at(path))
        .toSorted()
        .flatMap((name) => {
          const found = stats(join(path, name))
          // Deleted meanwhile, as Kafka deletes its segments.
          return found === undefined ? [] : [{ name, directory: found.isDirectory(), size: found.size, modifiedAt: found.mtimeMs }]
        })
    },
    size(path) {
      const found = stats(path)
      return found?.isFile() === true ? found.size : null
    },
    read(path, offset, length) {
      const size = stats(path)?.size ?? 0
      const bytes = Buffer.alloc(Math.max(0, Math.min(length, size - offset)))
      const file = openSync(at(path), 'r')
      try {
        return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, offset))
      } finally {
        closeSync(file)
      }
    },
  }
}
