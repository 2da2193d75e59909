import type { FileSystem, OpenFile } from '../../electron/core/lib/file-system.ts'

export type FaultCode = 'ENOSPC' | 'EIO' | 'EMFILE' | 'EACCES' | 'EROFS' | 'EPERM' | 'EDQUOT'

/**
 * By number of the call. `short`: a write takes part of what it was given and says so. `fail`: those calls fail. `onwards`: the call
 * and every one after it fail, as on a disk that went away or in a process that died there.
 */
export type Fault =
  | { readonly kind: 'short'; readonly at: number }
  | { readonly kind: 'fail'; readonly at: readonly number[]; readonly code: FaultCode }
  | { readonly kind: 'onwards'; readonly at: number; readonly code: FaultCode }

export interface FaultFs extends FileSystem {
  /** Calls so far by name, in order. */
  readonly calls: readonly string[]
  /** From here on calls are counted anew and `fault` is in force. */
  arm(fault: Fault | null): void
}

/** A file system that works until it is told to fail. Calls that change something are counted; so are those that read. */
export function createFaultFs(inner: FileSystem): FaultFs {
  let fault: Fault | null = null
  let calls: string[] = []

  const step = (name: string): boolean => {
    const n = calls.push(name) - 1
    if (fault === null) return false
    if (fault.kind === 'short') return fault.at === n
    if (fault.kind === 'fail' ? fault.at.includes(n) : n >= fault.at) {
      throw Object.assign(new Error(`${fault.code}: injected into ${name}`), { code: fault.code })
    }
    return false
  }

  const wrapped = (file: OpenFile): OpenFile => ({
    async write(bytes, from) {
      const short = step('write')
      // At least one byte, so that a right loop comes to an end.
      const end = short ? from + Math.max(1, Math.floor((bytes.length - from) / 3)) : bytes.length
      return file.write(bytes.subarray(0, end), from)
    },
    async sync() {
      step('sync')
      await file.sync()
    },
    async close() {
      // The descriptor is given back also when closing reports an error.
      await file.close()
      step('close')
    },
  })

  const plain =
    <A extends readonly unknown[], T>(name: string, act: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      step(name)
      return act(...args)
    }

  return {
    get calls() {
      return calls
    },
    arm(next) {
      fault = next
      calls = []
    },
    createNew: plain('createNew', async (path: string, mode: number) => wrapped(await inner.createNew(path, mode))),
    openToAppend: plain('openToAppend', async (path: string, mode: number) => wrapped(await inner.openToAppend(path, mode))),
    read: plain('read', inner.read),
    list: plain('list', inner.list),
    stat: plain('stat', inner.stat),
    rename: plain('rename', inner.rename),
    link: plain('link', inner.link),
    remove: plain('remove', inner.remove),
    makeFolder: plain('makeFolder', inner.makeFolder),
    changeMode: plain('changeMode', inner.changeMode),
    syncFolder: plain('syncFolder', inner.syncFolder),
  }
}

/** The real file system without waiting for the disk: for tests of what is written, not of when. */
export const withoutSync = (inner: FileSystem): FileSystem => ({
  ...inner,
  syncFolder: () => Promise.resolve(),
  createNew: async (path, mode) => ({ ...(await inner.createNew(path, mode)), sync: () => Promise.resolve() }),
})
