import { useCallback, useState } from 'react'
import type { ImportPreview } from '../../../shared/contract/profile-files.ts'
import { useApp } from '../../app/actions.ts'
import { useClient } from '../../host/api.tsx'
import { toAppError } from '../../host/app-error.ts'
import { useRecordingFiles } from '../../host/use-recording-files.ts'
import { en } from '../../text/en.ts'
import { errorText, type ErrorFacts } from '../../text/errors.ts'
import type { ImportChoice } from './import-dialog.tsx'

const t = en.profileFiles

export interface Import {
  /** A sealed file waits for its pass phrase; what was wrong with the last one. */
  readonly asks: { readonly upload: string; readonly problem: ErrorFacts | null } | null
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
  const files = useRecordingFiles()
  const [asks, setAsks] = useState<Import['asks']>(null)
  const [preview, setPreview] = useState<ImportPreview | null>(null)

  const tell = useCallback(
    (error: unknown) => {
      const text = errorText(toAppError(error, 'profileFiles'))
      app.notify({ tone: 'bad', title: text.title, detail: `${text.cause} ${text.remedy}` })
    },
    [app],
  )
  const open = useCallback(
    async (upload: string, passphrase: string | null) => {
      try {
        const found = await client.profileFiles.open({ upload, passphrase })
        setAsks(null)
        setPreview(found)
      } catch (error) {
        const known = toAppError(error, 'profileFiles.open')
        if (known.code === 'profiles.filePassphrase') return setAsks({ upload, problem: passphrase === null ? null : known })
        setAsks(null)
        tell(error)
      }
    },
    [client, tell],
  )
  return {
    asks,
    preview,
    file: useCallback((file) => void files.uploaded(file, () => {}).then((upload) => open(upload, null), tell), [files, open, tell]),
    passphrase: (text) => {
      if (asks) void open(asks.upload, text)
    },
    take(choices) {
      if (!preview) return
      client.profileFiles.take({ opened: preview.opened, choices: [...choices] }).then(({ ids }) => {
        setPreview(null)
        app.notify({ tone: 'ok', title: t.taken(ids.length), detail: t.takenNote })
      }, tell)
    },
    cancel: () => {
      setAsks(null)
      setPreview(null)
    },
  }
}
