/** Bytes of a piece: base64 makes four of three. */
const PIECE = 450_000

/** A file for the page, piece by piece, so that no message is too long. */
export function* inPieces(file: Uint8Array): Generator<{ readonly piece: string; readonly total: number }> {
  for (let at = 0; at < file.length; at += PIECE)
    yield { piece: Buffer.from(file.subarray(at, at + PIECE)).toString('base64'), total: file.length }
}
