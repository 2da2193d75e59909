import { constants } from 'node:fs'
import * as fs from 'node:fs/promises'

/** A file open for writing. */
export interface OpenFile {
  /** Writes from place `from` on; may write less than all. Answers the number of bytes written. */
  write(bytes: Uint8Array, from: number): Promise<number>
  sync(): Promise<void>
  close(): Promise<void>
}

/** What the core needs of a file system. Tests put a failing one in its place. Paths are absolute. */
export interface FileSystem {
  /** Fails when the file is there already. */
  createNew(path: string, mode: number): Promise<OpenFile>
  openToAppend(path: string, mode: number): Promise<OpenFile>
  read(path: string): Promise<Uint8Array>
  list(folder: string): Promise<readonly string[]>
  stat(path: string): Promise<{ readonly mode: number; readonly size: number; readonly modifiedAt: number }>
  /** Replaces `to` in one step. */
  rename(from: string, to: string): Promise<void>
  /** A second name for the same content; fails when `to` is there already. */
  link(from: string, to: string): Promise<void>
  remove(path: string): Promise<void>
  makeFolder(path: string, mode: number): Promise<void>
  changeMode(path: string, mode: number): Promise<void>
  /** Makes renames and removals in a folder survive a power cut. */
  syncFolder(path: string): Promise<void>
}

const openFile = (handle: fs.FileHandle): OpenFile => ({
  write: async (bytes, from) => (await handle.write(bytes, from, bytes.length - from, null)).bytesWritten,
  sync: () => handle.sync(),
  close: () => handle.close(),
})

export const nodeFileSystem: FileSystem = {
  createNew: async (path, mode) => openFile(await fs.open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, mode)),
  openToAppend: async (path, mode) => openFile(await fs.open(path, 'a', mode)),
  read: (path) => fs.readFile(path),
  list: (folder) => fs.readdir(folder),
  stat: async (path) => {
    const found = await fs.stat(path)
    return { mode: found.mode & 0o777, size: found.size, modifiedAt: found.mtimeMs }
  },
  rename: (from, to) => fs.rename(from, to),
  link: (from, to) => fs.link(from, to),
  remove: (path) => fs.unlink(path),
  makeFolder: async (path, mode) => void (await fs.mkdir(path, { recursive: true, mode })),
  changeMode: (path, mode) => fs.chmod(path, mode),
  async syncFolder(path) {
    // Windows has no way to open a folder for this; NTFS journals the rename itself.
    if (process.platform === 'win32') return
    const folder = await fs.open(path, 'r')
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
  },
}

/** The system's code of a failed call (`ENOSPC`), or what kind of error it was. */
export const codeOf = (error: unknown): string =>
  error instanceof Error ? ('code' in error && typeof error.code === 'string' ? error.code : error.name) : 'unknown'

const sentences: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EIO: 'the disk reported an input/output error',
  EMFILE: 'too many files are open in this program',
  ENFILE: 'too many files are open on this computer',
  EACCES: 'the rights of the file or its folder do not allow it',
  EPERM: 'the rights of the file or its folder do not allow it',
  EROFS: 'the disk is read-only',
  EBUSY: 'another program holds the file',
  ENOENT: 'the file or its folder is not there',
}

/** Why a file call failed, in words, with the system's code. Holds no path and nothing of the content. */
export function whyFailed(error: unknown): string {
  const code = codeOf(error)
  const sentence = sentences[code]
  return sentence === undefined ? code : `${sentence} (${code})`
}
