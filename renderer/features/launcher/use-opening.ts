import { useCallback, useEffect, useRef, useState } from 'react'
import { useApp, usePlace } from '../../app/actions.ts'
import { useClient } from '../../host/api.tsx'
import { toAppError } from '../../host/app-error.ts'
import { useRecordingFiles } from '../../host/use-recording-files.ts'
import { errorText, type ErrorFacts } from '../../text/errors.ts'

export interface Opening {
  /** Bytes of the file that is being read; null: none is. */
  readonly done: number | null
  /** A sealed file waits for its pass phrase; what was wrong with the last one. */
  readonly asks: { readonly upload: string; readonly problem: ErrorFacts | null } | null
  /** Something is held above the page. */
  readonly over: boolean
  file(file: Blob): void
  passphrase(text: string): void
  cancel(): void
}

/** A file of profiles and a recording are told apart by how they begin. */
const isProfiles = async (file: Blob): Promise<boolean> => (await file.slice(0, 8).text()) === 'SAMSAPRO'

/** Opens files of recordings: chosen, or dropped on the page; those of profiles are handed on. */
export function useOpening(onProfiles: (file: Blob) => void): Opening {
  const client = useClient()
  const app = useApp()
  const files = useRecordingFiles()
  const [done, setDone] = useState<number | null>(null)
  const [asks, setAsks] = useState<Opening['asks']>(null)
  const [over, setOver] = useState(false)

  const open = useCallback(
    async (upload: string, passphrase: string | null) => {
      try {
        const { id } = await client.recordings.open({ upload, passphrase })
        setAsks(null)
        app.openWindow(`/c/${encodeURIComponent(id)}`)
      } catch (error) {
        const known = toAppError(error, 'recordings.open')
        if (known.code === 'recording.passphrase') return setAsks({ upload, problem: passphrase === null ? null : known })
        setAsks(null)
        const text = errorText(known)
        app.notify({ tone: 'bad', title: text.title, detail: `${text.cause} ${text.remedy}` })
      }
    },
    [client, app],
  )
  const file = useCallback(
    (chosen: Blob) => {
      setDone(0)
      isProfiles(chosen)
        .then(async (profiles) => (profiles ? onProfiles(chosen) : open(await files.uploaded(chosen, setDone), null)))
        .catch((error: unknown) => {
          const text = errorText(toAppError(error, 'recordings.upload'))
          app.notify({ tone: 'bad', title: text.title, detail: `${text.cause} ${text.remedy}` })
        })
        .finally(() => setDone(null))
    },
    [files, open, app, onProfiles],
  )
  useHandedOver((upload) => void open(upload, null))
  useEffect(() => {
    const isFile = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true
    const onOver = (event: DragEvent): void => {
      if (!isFile(event)) return
      event.preventDefault()
      setOver(true)
    }
    const onLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false)
    }
    const onDrop = (event: DragEvent): void => {
      if (!isFile(event)) return
      event.preventDefault()
      setOver(false)
      const dropped = event.dataTransfer?.files[0]
      if (dropped) file(dropped)
    }
    document.addEventListener('dragover', onOver)
    document.addEventListener('dragleave', onLeave)
    document.addEventListener('drop', onDrop)
    return () => {
      document.removeEventListener('dragover', onOver)
      document.removeEventListener('dragleave', onLeave)
      document.removeEventListener('drop', onDrop)
    }
  }, [file])
  return {
    ...{ done, asks, over, file },
    passphrase: (text) => {
      if (asks) void open(asks.upload, text)
    },
    cancel: () => setAsks(null),
  }
}

/** A file that the system gave to Samsa is in the core already: the place names it, once. */
function useHandedOver(open: (upload: string) => void): void {
  const { query, setQuery } = usePlace()
  const upload = query.get('upload')
  const latest = useRef({ open, setQuery })
  latest.current = { open, setQuery }
  useEffect(() => {
    if (upload === null) return
    latest.current.setQuery({ upload: null })
    latest.current.open(upload)
  }, [upload])
}
