export interface SandboxEntry {
  readonly name: string
  readonly directory: boolean
  readonly size: number
  readonly modifiedAt: number
}

/** The files of one sandbox, by paths below it ('' is the sandbox). */
export interface SandboxFiles {
  /** Null: no such directory. */
  list(path: string): readonly SandboxEntry[] | null
  /** Null: no such file. */
  size(path: string): number | null
  read(path: string, offset: number, length: number): Buffer
}

export interface MemorySandbox extends SandboxFiles {
  write(path: string, bytes: string | Buffer): void
  append(path: string, bytes: string | Buffer): void
  remove(path: string): void
}

export function createMemorySandbox(now: () => number): MemorySandbox {
  const files = new Map<string, { readonly bytes: Buffer; readonly at: number }>()
  return {
    list(path) {
      const below = path === '' ? '' : `${path}/`
      const entries = new Map<string, SandboxEntry>()
      for (const [name, { bytes, at }] of files) {
        if (!name.startsWith(below)) continue
        const [first = '', ...rest] = name.slice(below.length).split('/')
        entries.set(first, { name: first, directory: rest.length > 0, size: rest.length > 0 ? 4_096 : bytes.length, modifiedAt: at })
      }
      if (entries.size === 0 && path !== '') return files.has(path) ? [] : null
      return [...entries.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
    },
    size: (path) => files.get(path)?.bytes.length ?? null,
    read: (path, offset, length) => files.get(path)?.bytes.subarray(offset, offset + length) ?? Buffer.alloc(0),
    write: (path, bytes) => void files.set(path, { bytes: Buffer.from(bytes), at: now() }),
    append(path, bytes) {
      files.set(path, { bytes: Buffer.concat([files.get(path)?.bytes ?? Buffer.alloc(0), Buffer.from(bytes)]), at: now() })
    },
    remove: (path) => void files.delete(path),
  }
}
