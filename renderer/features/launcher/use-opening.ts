import { useCallback, useEffect, useRef, useState } from 'react'
import { clusterPath } from '../../../shared/links.ts'
import { useApp, usePlace } from '../../app/actions.ts'
import { useTellFailure } from '../../app/actions-failure.ts'
import { useClient } from '../../host/api.tsx'
import { useSealedFile, type SealedFile } from '../../host/use-sealed-file.ts'

export interface Opening extends Pick<SealedFile, 'asks' | 'cancel'> {
  /** Bytes of the file that is being read; null: none is. */
  readonly done: number | null
  /** Something is held above the page. */
  readonly over: boolean
  file(file: Blob): void
  passphrase(text: string): void
}

/** A file of profiles and a recording are told apart by how they begin. */
const isProfiles = async (file: Blob): Promise<boolean> => (await file.slice(0, 8).text()) === 'SAMSAPRO'

/** Opens files of recordings: chosen, or dropped on the page; those of profiles are handed on. */
export function useOpening(onProfiles: (file: Blob) => void): Opening {
  const client = useClient()
  const app = useApp()
  const [done, setDone] = useState<number | null>(null)
  const [over, setOver] = useState(false)
  const sealed = useSealedFile(async (input) => {
    const { id } = await client.recordings.open(input)
    app.openWindow(clusterPath(id))
  }, 'recording.passphrase')
  const tell = useTellFailure('recordings')
  const { file: opened } = sealed
  const file = useCallback(
    (chosen: Blob) => {
      setDone(0)
      isProfiles(chosen)
        .then(async (profiles) => (profiles ? onProfiles(chosen) : opened(chosen, setDone)))
        .catch(tell)
        .finally(() => setDone(null))
    },
    [opened, tell, onProfiles],
  )
  useHandedOver((upload) => void sealed.uploaded(upload).catch(tell))
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
    ...{ done, over, file, asks: sealed.asks, cancel: sealed.cancel },
    passphrase: (text) => void sealed.passphrase(text).catch(tell),
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
