import { open } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { SamsaHandlers } from '../../shared/contract/index.ts'

const EXTENSION = '.samsa'
/** As much as the core takes in at once (api/recordings). */
const PIECE = 450_000
const MOST_BYTES = 256 * 2 ** 20

/** The recording that a start names, by the folder it was started in. Switches are none of our business here. */
export function recordingIn(argv: readonly string[], folder: string): string | null {
  const named = argv.find((argument) => !argument.startsWith('-') && argument.toLowerCase().endsWith(EXTENSION) && !argument.includes('\0'))
  return named === undefined ? null : resolve(folder, named)
}

/** Hands a file to the core as the page does; what is in it is checked there. Answers what `recordings.open` asks for. */
export async function uploadFile({ recordings }: Pick<SamsaHandlers, 'recordings'>, path: string): Promise<string> {
  const context = { signal: new AbortController().signal }
  const file = await open(path, 'r')
  try {
    const found = await file.stat()
    // A pipe or a device would never end.
    if (!found.isFile() || found.size > MOST_BYTES) throw new Error('It is no file, or larger than 256 MiB')
    const piece = Buffer.alloc(PIECE)
    let upload: string | null = null
    for (let at = 0; at === 0 || at < found.size;) {
      const { bytesRead } = await file.read(piece, 0, PIECE, at)
      const answer: { readonly upload: string } = await recordings.upload(
        { upload, piece: piece.subarray(0, bytesRead).toString('base64') },
        context,
      )
      upload = answer.upload
      if (bytesRead === 0) break
      at += bytesRead
    }
    return upload ?? ''
  } finally {
    await file.close()
  }
}
