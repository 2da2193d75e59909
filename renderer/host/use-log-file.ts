import { useCallback, useEffect, useRef, useState } from 'react'
import type { AppError } from '../../shared/errors/error.ts'
import { useClient } from './api.tsx'
import { toAppError } from './app-error.ts'
import { useStream } from './hooks.ts'

/** A file in the sandbox of a task. */
export interface SandboxFile {
  readonly cluster: string
  readonly task: string
  readonly path: string
}

export interface LogFile {
  readonly state: 'loading' | 'ready' | 'failed'
  readonly error: AppError | null
  readonly text: string
  /** Of the shown part. */
  readonly from: number
  readonly to: number
  readonly size: number | null
  /** Null bytes: no text. */
  readonly binary: boolean
  readonly restarted: boolean
  /** Why following ended. */
  readonly followError: AppError | null
  /** Reads the part before the shown one; null: it begins at the beginning. */
  readonly earlier: (() => void) | null
}

interface Held {
  readonly key: string
  readonly from: number
  readonly bytes: Uint8Array
  readonly size: number | null
  readonly restarted: boolean
}

const PIECE = 65_536
/** What a page holds of one file; older bytes go first. */
const MOST = 4 * 1024 * 1024

const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))

function join(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

function append(held: Held, piece: Uint8Array): Held {
  const all = join(held.bytes, piece)
  const cut = Math.max(0, all.length - MOST)
  return { ...held, bytes: all.subarray(cut), from: held.from + cut, size: Math.max(held.size ?? 0, held.from + all.length) }
}

/** The end of a file, earlier parts on demand, and what is added to it while it is followed. */
export function useLogFile(file: SandboxFile | null, following: boolean): LogFile {
  const client = useClient()
  const key = file === null ? '' : JSON.stringify(file)
  const [held, setHeld] = useState<Held | null>(null)
  const [failed, setFailed] = useState<{ readonly key: string; readonly error: AppError } | null>(null)
  const latest = useRef(file)
  latest.current = file
  const read = useCallback(
    (
      from: number | null,
      length: number,
      take: (piece: { offset: number; bytes: Uint8Array; size: number | null }) => void,
      signal?: AbortSignal,
    ) => {
      const input = latest.current
      if (input === null) return
      client.mesos.read({ ...input, from, length }, signal ? { signal } : {}).then(
        ({ offset, bytes, size }) => signal?.aborted !== true && take({ offset, bytes: fromBase64(bytes), size }),
        (error: unknown) => signal?.aborted !== true && setFailed({ key, error: toAppError(error, 'mesos.read') }),
      )
    },
    [client, key],
  )
  useEffect(() => {
    if (key === '') return
    const stop = new AbortController()
    read(null, PIECE, ({ offset, bytes, size }) => setHeld({ key, from: offset, bytes, size, restarted: false }), stop.signal)
    return () => stop.abort()
  }, [key, read])
  const own = held?.key === key ? held : null
  const startFrom = useFollowFrom(own, following)
  const stream = useStream('mesos', 'follow', file !== null && startFrom !== null ? { ...file, from: startFrom } : null, (event) =>
    setHeld((before) => {
      if (before?.key !== key) return before
      if (event.is === 'restarted') return { key, from: 0, bytes: new Uint8Array(), size: 0, restarted: true }
      return append(before, fromBase64(event.bytes))
    }),
  )
  const error = failed?.key === key ? failed.error : null
  const from = own?.from ?? 0
  const earlier =
    own === null || from === 0
      ? null
      : () => {
          const start = Math.max(0, from - PIECE)
          read(start, from - start, ({ bytes }) =>
            setHeld((before) =>
              before?.key === key && before.from === from ? { ...before, from: start, bytes: join(bytes, before.bytes) } : before,
            ),
          )
        }
  return {
    state: own ? 'ready' : error ? 'failed' : 'loading',
    error,
    ...textOf(own),
    restarted: own?.restarted ?? false,
    followError: stream.error,
    earlier,
  }
}

/** Where following begins: at the end of what is held when it is switched on. What then comes does not move it. */
function useFollowFrom(own: Held | null, following: boolean): number | null {
  const begun = useRef<{ readonly key: string; readonly from: number } | null>(null)
  if (!following || own === null) begun.current = null
  else if (begun.current?.key !== own.key) begun.current = { key: own.key, from: own.from + own.bytes.length }
  return begun.current?.from ?? null
}

function textOf(held: Held | null): Pick<LogFile, 'text' | 'from' | 'to' | 'size' | 'binary'> {
  if (held === null) return { text: '', from: 0, to: 0, size: null, binary: false }
  const binary = held.bytes.subarray(0, 4_096).includes(0)
  const text = binary ? '' : new TextDecoder().decode(held.bytes)
  return { text, from: held.from, to: held.from + held.bytes.length, size: held.size, binary }
}
