import { useCallback, useRef, useState } from 'react'
import type { AppError } from '../../shared/errors/error.ts'
import { toAppError } from './app-error.ts'
import { useRecordingFiles } from './use-recording-files.ts'

export interface SealedFile {
  /** A sealed file waits for its pass phrase; what was wrong with the last one. */
  readonly asks: { readonly upload: string; readonly problem: AppError | null } | null
  /** Takes a file to the core and opens it. Fails with an `AppError`, but not for want of a pass phrase: then it asks. */
  file(file: Blob, progress?: (done: number) => void): Promise<void>
  /** Opens one that is in the core already. */
  uploaded(upload: string): Promise<void>
  /** Tries the file that waits again. */
  passphrase(text: string): Promise<void>
  cancel(): void
}

type Open = (input: { readonly upload: string; readonly passphrase: string | null }) => Promise<void>

/** A file on its way in that may be under a pass phrase. `sealed`: the code of the error by which `open` asks for one. */
export function useSealedFile(open: Open, sealed: string): SealedFile {
  const files = useRecordingFiles()
  const [asks, setAsks] = useState<SealedFile['asks']>(null)
  const latest = useRef(open)
  latest.current = open
  const tryToOpen = useCallback(
    async (upload: string, passphrase: string | null): Promise<void> => {
      try {
        await latest.current({ upload, passphrase })
        setAsks(null)
      } catch (error) {
        const known = toAppError(error, 'files.open')
        const waits = known.code === sealed
        setAsks(waits ? { upload, problem: passphrase === null ? null : known } : null)
        if (!waits) throw known
      }
    },
    [sealed],
  )
  return {
    asks,
    file: useCallback(async (file, progress = () => {}) => tryToOpen(await files.uploaded(file, progress), null), [files, tryToOpen]),
    uploaded: useCallback((upload) => tryToOpen(upload, null), [tryToOpen]),
    passphrase: async (text) => {
      if (asks) await tryToOpen(asks.upload, text)
    },
    cancel: useCallback(() => setAsks(null), []),
  }
}
