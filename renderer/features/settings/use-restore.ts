import { useState } from 'react'
import type { BackupPart, BackupPreview } from '../../../shared/contract/backups.ts'
import { useClient } from '../../host/api.tsx'
import { toAppError } from '../../host/app-error.ts'
import { useCommand } from '../../host/hooks.ts'
import { useSealedFile, type SealedFile } from '../../host/use-sealed-file.ts'
import type { ErrorFacts } from '../../text/errors.ts'

export interface Restore extends Pick<SealedFile, 'asks'> {
  readonly busy: boolean
  readonly error: ErrorFacts | null
  readonly preview: BackupPreview | null
  file(file: Blob): void
  passphrase(text: string): void
  take(parts: readonly BackupPart[]): void
  cancel(): void
}

/** A backup on its way in: all of it is checked before it is asked what of it is wanted. */
export function useRestore(): Restore {
  const client = useClient()
  const restore = useCommand('backups', 'restore')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ErrorFacts | null>(null)
  const [preview, setPreview] = useState<BackupPreview | null>(null)
  const sealed = useSealedFile(async (input) => setPreview(await client.backups.open(input)), 'backup.passphrase')

  const during = (act: Promise<unknown>): void => {
    setBusy(true)
    setError(null)
    act.catch((failure: unknown) => setError(toAppError(failure, 'backups'))).finally(() => setBusy(false))
  }
  return {
    busy,
    error,
    asks: sealed.asks,
    preview,
    file: (file) => during(sealed.file(file)),
    passphrase: (text) => during(sealed.passphrase(text)),
    take: (parts) => {
      if (preview) during(restore.run({ opened: preview.opened, parts: [...parts] }).finally(() => setPreview(null)))
    },
    cancel: () => {
      sealed.cancel()
      setPreview(null)
    },
  }
}
