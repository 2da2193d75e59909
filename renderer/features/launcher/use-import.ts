import { useCallback, useState } from 'react'
import type { ImportPreview } from '../../../shared/contract/profile-files.ts'
import { useApp } from '../../app/actions.ts'
import { useTellFailure } from '../../app/actions-failure.ts'
import { useClient } from '../../host/api.tsx'
import { useSealedFile, type SealedFile } from '../../host/use-sealed-file.ts'
import { en } from '../../text/en.ts'
import type { ImportChoice } from './import-dialog.tsx'

const t = en.profileFiles

export interface Import extends Pick<SealedFile, 'asks'> {
  readonly preview: ImportPreview | null
  file(file: Blob): void
  passphrase(text: string): void
  take(choices: readonly ImportChoice[]): void
  cancel(): void
}

/** Takes profiles in from a file: looked at first, then chosen. */
export function useImport(): Import {
  const client = useClient()
  const app = useApp()
  const [preview, setPreview] = useState<ImportPreview | null>(null)
  const sealed = useSealedFile(async (input) => setPreview(await client.profileFiles.open(input)), 'profiles.filePassphrase')
  const tell = useTellFailure('profileFiles')
  const { file } = sealed
  return {
    asks: sealed.asks,
    preview,
    file: useCallback((chosen) => void file(chosen).catch(tell), [file, tell]),
    passphrase: (text) => void sealed.passphrase(text).catch(tell),
    take(choices) {
      if (!preview) return
      client.profileFiles.take({ opened: preview.opened, choices: [...choices] }).then(({ ids }) => {
        setPreview(null)
        app.notify({ tone: 'ok', title: t.taken(ids.length), detail: t.takenNote })
      }, tell)
    },
    cancel: () => {
      sealed.cancel()
      setPreview(null)
    },
  }
}
