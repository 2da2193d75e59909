import { Reader, WireError } from '../clients/kafka/wire/reader.ts'

/** Deeper nesting is not unpacked: it would end in the stack. */
const DEEPEST = 200

/** MessagePack (its specification, “formats”) as something JSON can carry: bytes as hexadecimal, large integers and extensions as text. */
export function unpackMessage(bytes: Buffer): { readonly value: unknown } | { readonly problem: string } {
  try {
    const from = new Reader(bytes, false)
    const value = one(from, 0)
    return from.left > 0 ? { problem: `${from.left} bytes are left after a MessagePack value.` } : { value }
  } catch (error) {
    if (error instanceof WireError) return { problem: 'It is no MessagePack.' }
    throw error
  }
}

const uint = (from: Reader, size: 1 | 2 | 4): number => from.bytes.readUIntBE(from.take(size), size)

const part = (from: Reader, size: number): Buffer => {
  const at = from.take(size)
  return from.bytes.subarray(at, at + size)
}

function list(from: Reader, count: number, depth: number): unknown[] {
  if (count > from.left) throw new WireError(`claims ${count} items`)
  return Array.from({ length: count }, () => one(from, depth + 1))
}

function map(from: Reader, count: number, depth: number): Record<string, unknown> {
  if (count * 2 > from.left) throw new WireError(`claims ${count} entries`)
  // Names of strangers: no prototype (D-14).
  const found: Record<string, unknown> = Object.create(null) as Record<string, unknown>
  for (let i = 0; i < count; i++) {
    const key = one(from, depth + 1)
    found[typeof key === 'string' ? key : JSON.stringify(key)] = one(from, depth + 1)
  }
  return found
}

const extension = (from: Reader, size: number): string => `extension ${from.int8()}: ${part(from, size).toString('hex')}`

const exact = (value: bigint): number | string => (value >= -(2n ** 53n) && value <= 2n ** 53n ? Number(value) : String(value))

function one(from: Reader, depth: number): unknown {
  if (depth > DEEPEST) throw new WireError('nested too deeply')
  const tag = uint(from, 1)
  if (tag <= 0x7f) return tag
  if (tag >= 0xe0) return tag - 0x100
  if (tag <= 0x8f) return map(from, tag & 0x0f, depth)
  if (tag <= 0x9f) return list(from, tag & 0x0f, depth)
  if (tag <= 0xbf) return part(from, tag & 0x1f).toString('utf8')
  const size = (of: number): 1 | 2 | 4 => ([1, 2, 4] as const)[of] ?? 4
  switch (tag) {
    case 0xc0:
      return null
    case 0xc2:
      return false
    case 0xc3:
      return true
    case 0xc4:
    case 0xc5:
    case 0xc6:
      return part(from, uint(from, size(tag - 0xc4))).toString('hex')
    case 0xc7:
    case 0xc8:
    case 0xc9:
      return extension(from, uint(from, size(tag - 0xc7)))
    case 0xca:
      return from.bytes.readFloatBE(from.take(4))
    case 0xcb:
      return from.float64()
    case 0xcc:
    case 0xcd:
    case 0xce:
      return uint(from, size(tag - 0xcc))
    case 0xcf:
      return exact(from.bytes.readBigUInt64BE(from.take(8)))
    case 0xd0:
      return from.int8()
    case 0xd1:
      return from.int16()
    case 0xd2:
      return from.int32()
    case 0xd3:
      return exact(from.bytes.readBigInt64BE(from.take(8)))
    case 0xd9:
    case 0xda:
    case 0xdb:
      return part(from, uint(from, size(tag - 0xd9))).toString('utf8')
    case 0xdc:
    case 0xdd:
      return list(from, uint(from, tag === 0xdc ? 2 : 4), depth)
    case 0xde:
    case 0xdf:
      return map(from, uint(from, tag === 0xde ? 2 : 4), depth)
    default:
      if (tag >= 0xd4 && tag <= 0xd8) return extension(from, 2 ** (tag - 0xd4))
      throw new WireError(`tag ${tag}`)
  }
}
