import { useCallback, useRef, useState } from 'react'
import type { AppError } from '../../shared/errors/error.ts'
import { useClient } from './api.tsx'
import { toAppError } from './app-error.ts'
import type { SandboxFile } from './use-log-file.ts'

export interface Download {
  /** Bytes that have come; null: nothing is being downloaded. */
  readonly done: number | null
  readonly error: AppError | null
  /** The whole file, or null when it failed. One at a time. */
  run(file: SandboxFile): Promise<Blob | null>
}

/** Takes a whole file of a sandbox, piece by piece. */
export function useDownload(): Download {
  const client = useClient()
  const busy = useRef(false)
  const [state, setState] = useState<Pick<Download, 'done' | 'error'>>({ done: null, error: null })
  const run = useCallback(
    async (file: SandboxFile): Promise<Blob | null> => {
      if (busy.current) return null
      busy.current = true
      setState({ done: 0, error: null })
      try {
        const pieces: BlobPart[] = []
        let done = 0
        for await (const { bytes } of client.mesos.download(file)) {
          const piece = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))
          pieces.push(piece)
          done += piece.length
          setState({ done, error: null })
        }
        setState({ done: null, error: null })
        return new Blob(pieces, { type: 'application/octet-stream' })
      } catch (error) {
        setState({ done: null, error: toAppError(error, 'mesos.download') })
        return null
      } finally {
        busy.current = false
      }
    },
    [client],
  )
  return { ...state, run }
}
