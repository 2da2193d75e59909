import { dirname } from 'node:path'
import { codeOf, type FileSystem } from './file-system.ts'
import { FILE_MODE, FOLDER_MODE } from './files.ts'

/** 10 files of 5 MB: at most 50 MB of logs (H-07). */
export const LOG_FILES = 10
export const LOG_FILE_BYTES = 5_000_000
/** Lines that wait for the disk; beyond, lines are dropped and counted. */
const MOST_WAITING = 10_000
const MOST_LINE = 64_000
const MOST_AT_ONCE = 256_000

export interface LogFile {
  write(line: string): void
  /** Resolves when everything written so far is in the file or was dropped. */
  flush(): Promise<void>
}

/** Appends lines to `path`, turning to a new file when it is full. A log that cannot be written stops nothing. */
export function createLogFile(fs: FileSystem, path: string, limits = { files: LOG_FILES, bytes: LOG_FILE_BYTES }): LogFile {
  let waiting: string[] = []
  let dropped = 0
  let size: number | null = null
  let running: Promise<void> | null = null

  const turn = async (): Promise<void> => {
    for (let n = limits.files - 1; n >= 1; n -= 1) {
      await fs.rename(n === 1 ? path : `${path}.${n - 1}`, `${path}.${n}`).catch((error: unknown) => {
        if (codeOf(error) !== 'ENOENT') throw error
      })
    }
    size = 0
  }

  const append = async (text: string): Promise<void> => {
    const bytes = Buffer.from(text)
    if (size === null) {
      await fs.makeFolder(dirname(path), FOLDER_MODE)
      size = await fs.stat(path).then(
        (s) => s.size,
        () => 0,
      )
    }
    if (size > 0 && size + bytes.length > limits.bytes) await turn()
    const file = await fs.openToAppend(path, FILE_MODE)
    try {
      for (let from = 0; from < bytes.length;) {
        const written = await file.write(bytes, from)
        if (written <= 0) throw new Error('nothing was written')
        from += written
      }
      size += bytes.length
    } finally {
      await file.close().catch(() => undefined)
    }
  }

  /** Pieces small enough that no file grows past its bound. */
  const take = (): { text: string; lines: number } => {
    let text = dropped > 0 ? `${JSON.stringify({ level: 'warn', msg: 'log lines were dropped', dropped })}\n` : ''
    let lines = 0
    while (lines < waiting.length && text.length < MOST_AT_ONCE) text += waiting[lines++]
    waiting = waiting.slice(lines)
    return { text, lines }
  }

  const drain = async (): Promise<void> => {
    while (waiting.length > 0) {
      const told = dropped
      const { text, lines } = take()
      await append(text).then(
        () => (dropped -= told),
        () => {
          size = null
          dropped += lines
        },
      )
    }
    running = null
  }

  return {
    write(line) {
      if (waiting.length >= MOST_WAITING) dropped += 1
      else waiting.push(line.length > MOST_LINE ? `${line.slice(0, MOST_LINE)}\n` : line)
      running ??= drain()
    },
    flush: () => running ?? Promise.resolve(),
  }
}
