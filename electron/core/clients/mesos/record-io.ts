/** Decimal length, newline, so many bytes, and the next record right behind (Mesos RecordIO). */
export interface RecordIo {
  /** Records that this piece completed. Throws {@link BadRecord}; then nothing more can be read. */
  feed(piece: Buffer): readonly Buffer[]
  /** Bytes that wait for the rest of their record. */
  held(): number
}

export class BadRecord extends Error {}

/** D-05. */
const RECORD_BYTES = 16 * 1_048_576
const MOST_DIGITS = 20
const NEWLINE = 0x0a

export function createRecordIo(most = RECORD_BYTES): RecordIo {
  let digits = ''
  /** Bytes still missing of the record under way; null: its length is not complete yet. */
  let missing: number | null = null
  let parts: Buffer[] = []
  let held = 0

  const lengthByte = (byte: number): void => {
    if (byte === NEWLINE) {
      const length = Number(digits)
      if (digits === '') throw new BadRecord('A record has no length.')
      if (length > most) throw new BadRecord(`A record of ${digits} bytes was announced; at most ${most} are read.`)
      missing = length
      digits = ''
    } else if (byte >= 0x30 && byte <= 0x39 && digits.length < MOST_DIGITS) digits += String.fromCharCode(byte)
    else throw new BadRecord('The length of a record is not a number.')
  }

  return {
    feed(piece) {
      const records: Buffer[] = []
      let at = 0
      while (at < piece.length || missing === 0) {
        if (missing === null) {
          lengthByte(piece[at++] ?? NEWLINE)
          continue
        }
        const part = piece.subarray(at, at + missing)
        at += part.length
        missing -= part.length
        held += part.length
        // A copy: the piece is a window into a larger buffer that would stay alive.
        if (part.length > 0) parts.push(missing === 0 && parts.length === 0 ? part : Buffer.from(part))
        if (missing === 0) {
          // Length zero is legal and says nothing.
          if (held > 0) records.push(Buffer.concat(parts))
          parts = []
          held = 0
          missing = null
        }
      }
      return records
    },
    held: () => held,
  }
}
