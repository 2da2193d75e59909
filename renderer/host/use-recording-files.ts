import { useMemo } from 'react'
import type { SamsaClient } from '../../shared/contract/index.ts'
import { useClient } from './api.tsx'

const PIECE = 450_000

export interface RecordingFiles {
  /** The whole file. Fails with an `AppError`. */
  exported(input: Parameters<SamsaClient['recordings']['export']>[0]): Promise<Blob>
  /** Profiles for another host, as a file. */
  exportedProfiles(input: Parameters<SamsaClient['profileFiles']['export']>[0]): Promise<Blob>
  /** The data folder, as a file. */
  backup(input: Parameters<SamsaClient['backups']['make']>[0]): Promise<Blob>
  /** The report of a problem, as a file. */
  report(input: Parameters<SamsaClient['report']['save']>[0]): Promise<Blob>
  /** Takes a file to the core; answers what `open` asks for. */
  uploaded(file: Blob, progress: (done: number) => void): Promise<string>
}

/** Files of recordings, profiles and backups between the user and the core, piece by piece. */
export function useRecordingFiles(): RecordingFiles {
  const client = useClient()
  return useMemo(
    () => ({
      exported: (input) => joined(client.recordings.export(input)),
      exportedProfiles: (input) => joined(client.profileFiles.export(input)),
      backup: (input) => joined(client.backups.make(input)),
      report: (input) => joined(client.report.save(input)),
      async uploaded(file, progress) {
        let upload: string | null = null
        for (let at = 0; at === 0 || at < file.size; at += PIECE) {
          const bytes = new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer())
          const answer: { readonly upload: string } = await client.recordings.upload({ upload, piece: base64(bytes) })
          upload = answer.upload
          progress(Math.min(file.size, at + PIECE))
        }
        return upload ?? ''
      },
    }),
    [client],
  )
}

async function joined(file: AsyncIterable<{ readonly piece: string }>): Promise<Blob> {
  const pieces: BlobPart[] = []
  for await (const { piece } of file) pieces.push(Uint8Array.from(atob(piece), (letter) => letter.charCodeAt(0)))
  return new Blob(pieces, { type: 'application/octet-stream' })
}

function base64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192))
  return btoa(text)
}
