import { AppError } from '../../../../shared/errors/error.ts'
import type { Clock } from '../../lib/clock.ts'
import { fieldsOf, listOf, type Fields } from '../http/fields.ts'
import type { Http, HttpRequest } from '../http.ts'
import type { FileEntry, FilePage, FollowPiece } from './mesos-client.ts'
import { rawPage } from './raw-page.ts'
import { mesosError } from './translate.ts'

/** Most bytes that an agent gives at once on common machines (16 memory pages). */
const PAGE_BYTES = 65_536

/** Files of one agent or master, over whichever of the two interfaces it offers. Offsets are bytes. */
export interface Files {
  browse(path: string, signal: AbortSignal): Promise<readonly FileEntry[]>
  read(path: string, from: number, length: number, signal: AbortSignal): Promise<FilePage>
  size(path: string, signal: AbortSignal): Promise<number>
  follow(path: string, from: number, signal: AbortSignal): AsyncIterable<FollowPiece>
  download(path: string, signal: AbortSignal): Promise<AsyncIterable<Buffer>>
}

/** A page of 1 MiB (machines with large memory pages) of control characters, each written in six. */
const PAGE_REPLY_BYTES = 7 * 1_048_576
const FOLLOW_MS = 1_000
/** Every so many empty answers the size is asked for: past its end an agent says "nothing new" of a file that was cut. */
const PROBE_EVERY = 10

export function createFiles(http: Http, base: string, clock: Clock): Files {
  const get = (path: string, query: HttpRequest['query'], signal: AbortSignal): HttpRequest => ({
    base,
    method: 'GET',
    path,
    ...(query ? { query } : {}),
    signal,
  })

  /** `/files/read`: no offset asks for the size. */
  const page = async (query: Readonly<Record<string, string | number>>, signal: AbortSignal): Promise<FilePage> => {
    const { body } = await http.bytes({ ...get('/files/read', query, signal), most: PAGE_REPLY_BYTES })
    const made = rawPage(body)
    if (made === null) throw new AppError('http.notJson', { address: base, request: 'GET /files/read', detail: 'it is no page of a file' })
    return { ...made, size: null }
  }

  const files: Files = {
    async browse(path, signal) {
      const { value } = await http.json(get('/files/browse', { path }, signal))
      return listOf(value).flatMap(entry)
    },
    async read(path, from, length, signal) {
      const got = await page({ path, offset: from, length: Math.min(length, PAGE_BYTES) }, signal)
      // Up to 1.0 an offset past the end comes back as the end, with nothing behind it.
      return { ...got, size: got.offset < from ? got.offset : null, offset: Math.min(from, got.offset) }
    },
    size: async (path, signal) => (await page({ path, offset: -1 }, signal)).offset,
    async *follow(path, from, signal) {
      let at = from
      let empty = 0
      while (!signal.aborted) {
        const got = await files.read(path, at, PAGE_BYTES, signal)
        if (got.data.length > 0) {
          yield { kind: 'data', offset: at, data: got.data }
          at += got.data.length
          empty = 0
          continue
        }
        empty++
        const size = got.size ?? (empty % PROBE_EVERY === 0 ? await files.size(path, signal) : at)
        if (size < at) {
          at = 0
          yield { kind: 'restarted' }
        } else await pause(clock, FOLLOW_MS, signal)
      }
    },
    async download(path, signal) {
      const { pieces } = await http.open({ ...get('/files/download', { path }, signal), times: { total: Number.POSITIVE_INFINITY } })
      return pieces
    },
  }
  return translated(files)
}

/** Errors of a file are told in Mesos' terms, whichever act met them. */
function translated(files: Files): Files {
  const told = async <T>(act: () => Promise<T>): Promise<T> => {
    try {
      return await act()
    } catch (error) {
      throw mesosError(error, [])
    }
  }
  return {
    ...files,
    browse: (...args) => told(() => files.browse(...args)),
    read: (...args) => told(() => files.read(...args)),
    size: (...args) => told(() => files.size(...args)),
    download: (...args) => told(() => files.download(...args)),
  }
}

function entry(of: Fields): readonly FileEntry[] {
  const path = of.filled('path')
  if (path === null) return []
  const mode = of.text('mode') ?? ''
  const seconds = of.number('mtime')
  return [
    {
      name: path.slice(path.lastIndexOf('/') + 1),
      path,
      directory: mode.startsWith('d'),
      size: of.number('size'),
      modifiedAt: seconds === null ? null : seconds * 1_000,
      mode,
    },
  ]
}

/** Ends early, without an error, when the signal aborts. */
function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      stop()
      signal.removeEventListener('abort', end)
      resolve()
    }
    const stop = clock.after(ms, end)
    signal.addEventListener('abort', end, { once: true })
  })
}

/** Where the sandbox of an executor is, by the agent's own account (`/state` of the agent). */
export function sandboxIn(state: unknown, frameworkId: string, executorId: string, taskId: string): string | null {
  const of = fieldsOf(state)
  const frameworks = [...of.list('frameworks'), ...of.list('completed_frameworks')].filter((f) => f.text('id') === frameworkId)
  const executors = frameworks
    .flatMap((f) => [...f.list('executors'), ...f.list('completed_executors')])
    .filter((e) => e.text('id') === executorId)
  const holds = (e: Fields): boolean =>
    ['tasks', 'queued_tasks', 'completed_tasks'].some((list) => e.list(list).some((task) => task.text('id') === taskId))
  const found = executors.find(holds) ?? executors.at(-1)
  const directory = found?.filled('directory') ?? null
  // Task groups keep the files of each task below those of the executor.
  return found?.text('type') === 'DEFAULT' && directory !== null ? `${directory}/tasks/${taskId}` : directory
}
