import { useState } from 'react'
import type { BackupPart, BackupPreview } from '../../../shared/contract/backups.ts'
import { useClient } from '../../host/api.tsx'
import { toAppError } from '../../host/app-error.ts'
import { useCommand } from '../../host/hooks.ts'
import { useRecordingFiles } from '../../host/use-recording-files.ts'
import type { ErrorFacts } from '../../text/errors.ts'

export interface Restore {
  readonly busy: boolean
  readonly error: ErrorFacts | null
  /** A sealed file waits for its pass phrase; what was wrong with the last one. */
  readonly asks: { readonly upload: string; readonly problem: ErrorFacts | null } | null
  readonly preview: BackupPreview | null
  file(file: Blob): void
  passphrase(text: string): void
  take(parts: readonly BackupPart[]): void
  cancel(): void
}

/** A backup on its way in: all of it is checked before it is asked what of it is wanted. */
export function useRestore(): Restore {
  const client = useClient()
  const files = useRecordingFiles()
  const restore = useCommand('backups', 'restore')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ErrorFacts | null>(null)
  const [asks, setAsks] = useState<Restore['asks']>(null)
  const [preview, setPreview] = useState<BackupPreview | null>(null)

  const during = (act: Promise<unknown>): void => {
    setBusy(true)
    setError(null)
    act.catch((failure: unknown) => setError(toAppError(failure, 'backups'))).finally(() => setBusy(false))
  }
  const open = async (upload: string, passphrase: string | null): Promise<void> => {
    try {
      setPreview(await client.backups.open({ upload, passphrase }))
      setAsks(null)
    } catch (failure) {
      const known = toAppError(failure, 'backups.open')
      if (known.code === 'backup.passphrase') return setAsks({ upload, problem: passphrase === null ? null : known })
      setAsks(null)
      throw failure
    }
  }
  return {
    busy,
    error,
    asks,
    preview,
    file: (file) => during(files.uploaded(file, () => {}).then((upload) => open(upload, null))),
    passphrase: (text) => {
      if (asks) during(open(asks.upload, text))
    },
    take: (parts) => {
      if (preview) during(restore.run({ opened: preview.opened, parts: [...parts] }).finally(() => setPreview(null)))
    },
    cancel: () => {
      setAsks(null)
      setPreview(null)
    },
  }
}
