import { randomUUID } from 'node:crypto'
import { AppError } from '../../../shared/errors/error.ts'

const MOST_BYTES = 256 * 2 ** 20
const MOST_UPLOADS = 2

/** Files of the user's on their way in, in memory: nothing is written before they were checked. */
export interface Uploads {
  /** @param piece base64. Answers the id of the upload, which null begins. */
  add(id: string | null, piece: string): string
  whole(id: string): Uint8Array
  forget(id: string): void
}

export function createUploads(): Uploads {
  const uploads = new Map<string, { pieces: Buffer[]; bytes: number }>()
  const find = (id: string): { pieces: Buffer[]; bytes: number } => {
    const found = uploads.get(id)
    if (!found) throw new AppError('recording.damaged', {})
    return found
  }
  return {
    add(id: string | null, piece: string): string {
      const own = id ?? randomUUID()
      if (id === null) {
        uploads.set(own, { pieces: [], bytes: 0 })
        for (const oldest of uploads.keys()) if (uploads.size > MOST_UPLOADS) uploads.delete(oldest)
      }
      const upload = find(own)
      const bytes = Buffer.from(piece, 'base64')
      upload.bytes += bytes.length
      if (upload.bytes > MOST_BYTES) {
        uploads.delete(own)
        throw new AppError('recording.tooLarge', { most: MOST_BYTES })
      }
      upload.pieces.push(bytes)
      return own
    },
    whole: (id: string): Uint8Array => Buffer.concat(find(id).pieces),
    forget: (id: string): void => void uploads.delete(id),
  }
}
