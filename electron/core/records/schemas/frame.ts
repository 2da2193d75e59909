import { Cursor, Sink } from './cursor.ts'
import { DataError } from './value.ts'

const MAGIC = 0
const HEAD = 5
const MOST_INDEXES = 32

export interface Framed {
  readonly id: number
  readonly rest: Buffer
}

/** The registry's wire format: a byte 0, and the id of the schema as 32 bits, before what its serializer wrote. Null: it is not that. */
export function unframed(bytes: Buffer): Framed | null {
  return bytes.length >= HEAD && bytes[0] === MAGIC ? { id: bytes.readUInt32BE(1), rest: bytes.subarray(HEAD) } : null
}

export function framed(id: number, rest: Buffer): Buffer {
  const head = Buffer.alloc(HEAD)
  head.writeUInt32BE(id, 1)
  return Buffer.concat([head, rest])
}

/** Which message of a Protobuf file: its place among the others, and in them. A single 0 stands for the first. */
export function messageIndexes(bytes: Buffer): { readonly indexes: readonly number[]; readonly rest: Buffer } {
  const from = new Cursor(bytes)
  const count = from.zigZag()
  if (count < 0n || count > BigInt(MOST_INDEXES)) throw new DataError(`${count} message indexes are claimed`)
  const indexes = count === 0n ? [0] : Array.from({ length: Number(count) }, () => Number(from.zigZag()))
  return { indexes, rest: bytes.subarray(from.at) }
}

export function behindIndexes(indexes: readonly number[], rest: Buffer): Buffer {
  const into = new Sink()
  if (indexes.length === 1 && indexes[0] === 0) into.varint(0n)
  else for (const each of [indexes.length, ...indexes]) into.zigZag(BigInt(each))
  into.put(rest)
  return into.done()
}
