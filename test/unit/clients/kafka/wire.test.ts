import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Reader, WireError } from '../../../../electron/core/clients/kafka/wire/reader.ts'
import { Writer } from '../../../../electron/core/clients/kafka/wire/writer.ts'

const reader = (hex: string, flexible = false): Reader => new Reader(Buffer.from(hex.replaceAll(' ', ''), 'hex'), flexible)
const hex = (writer: Writer): string => writer.bytes.toString('hex')

describe('D-10 primitive types of the protocol, by bytes', () => {
  it('integers are big-endian and signed', () => {
    const r = reader('ff fffe 8000 fffffffd 0000000100000000 ffffffffffffffff 7fffffff')
    expect([r.int8(), r.int16(), r.uint16(), r.int32(), r.int64(), r.int64(), r.int32()]).toEqual([
      -1, -2, 32_768, -3, 4_294_967_296, -1, 2_147_483_647,
    ])
    expect(hex(new Writer(false).int8(-1).int16(-2).uint16(32_768).int32(-3).int64(4_294_967_296).int64(-1))).toBe(
      'fffffe8000fffffffd0000000100000000ffffffffffffffff',
    )
  })

  it('unsigned varints: 7 bits a byte, lowest first', () => {
    expect(reader('00').uvarint()).toBe(0)
    expect(reader('7f').uvarint()).toBe(127)
    expect(reader('ac02').uvarint()).toBe(300)
    expect(reader('ffffffff0f').uvarint()).toBe(4_294_967_295)
    expect(hex(new Writer(true).uvarint(300).uvarint(4_294_967_295))).toBe('ac02ffffffff0f')
  })

  it('zig-zag varints', () => {
    expect([reader('00').varint(), reader('01').varint(), reader('02').varint(), reader('d804').varint()]).toEqual([0, -1, 1, 300])
    expect(reader('ffffffffffffffffff01').varlong()).toBe(Number(-(2n ** 63n)))
  })

  it('refuses varints of more than 5 and 10 bytes, or more than 32 bits', () => {
    expect(() => reader('ffffffff1f').uvarint()).toThrow(WireError)
    expect(() => reader('808080808000').uvarint()).toThrow(WireError)
    expect(() => reader('8080808080808080808000').varlong()).toThrow(WireError)
  })

  it('strings: int16 length or compact length + 1, null as -1 or 0', () => {
    expect(reader('0002 6869').string()).toBe('hi')
    expect(reader('ffff').nullableString()).toBe(null)
    expect(reader('03 6869', true).string()).toBe('hi')
    expect(reader('00', true).nullableString()).toBe(null)
    expect(hex(new Writer(false).string('hi').nullableString(null))).toBe('00026869ffff')
    expect(hex(new Writer(true).string('hi').nullableString(null))).toBe('03686900')
  })

  it('names: what the text would be, whatever was read before', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 300 }),
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom('a', 'b', 'orders', ''),
    )
    fc.assert(
      fc.property(fc.array(text, { maxLength: 20 }), fc.boolean(), (texts, flexible) => {
        const writer = new Writer(flexible)
        for (const each of [...texts, ...texts]) writer.string(each)
        const as = new Reader(writer.bytes, flexible)
        const named = new Reader(writer.bytes, flexible)
        while (as.left > 0) expect(named.name()).toBe(as.string())
        expect(named.left).toBe(0)
      }),
    )
    expect(reader('ffff').name()).toBe('')
    expect(() => reader('0005 6162').name()).toThrow(WireError)
  })

  it('arrays, uuids, tags', () => {
    expect(reader('00000002 00000001 00000007').int32s()).toEqual([1, 7])
    expect(reader('03 00000001 00000007', true).int32s()).toEqual([1, 7])
    expect(reader('ffffffff').count(4)).toBe(-1)
    expect(reader('00112233445566778899aabbccddeeff').uuid()).toBe('ABEiM0RVZneImaq7zN3u_w')
    const tagged = reader('02 00 01 ff 05 00 2a', true)
    tagged.tags()
    expect(tagged.int8()).toBe(42)
  })

  it('numbers that are told as others are the very same array', () => {
    const like = [1, 7]
    const read = reader('00000002 00000001 00000007 00000002 00000007 00000001 00000001 00000001 2a')
    expect(read.int32s(like)).toBe(like)
    expect(read.int32s(like)).toEqual([7, 1])
    expect(read.int32s(like)).toEqual([1])
    expect(read.int8()).toBe(42)
  })

  it('refuses lengths and counts beyond the bytes left, and negative ones but null', () => {
    for (const broken of ['0003 6869', 'fffe', '7fff']) expect(() => reader(broken).string()).toThrow(WireError)
    for (const broken of ['00000003 00000001 00000007', 'fffffffe', '7fffffff']) expect(() => reader(broken).int32s()).toThrow(WireError)
    expect(() => reader('').int8()).toThrow(WireError)
    expect(() => reader('ffffffff0f 00', true).tags()).toThrow(WireError)
  })

  it('reads back what the writer wrote', () => {
    const safe = fc.maxSafeInteger()
    fc.assert(
      fc.property(
        fc.boolean(),
        safe,
        fc.integer(),
        fc.option(fc.string({ unit: 'grapheme' })),
        fc.uint8Array(),
        (flexible, long, int, text, bytes) => {
          const w = new Writer(flexible, 1).int64(long).varint(int).nullableString(text).nullableBytes(bytes).int32s([int, 0]).tags()
          const r = new Reader(w.bytes, flexible)
          expect([r.int64(), r.varint(), r.nullableString()]).toEqual([long, int, text])
          expect(r.nullableBytes()?.equals(bytes)).toBe(true)
          expect(r.int32s()).toEqual([int, 0])
          r.tags()
          expect(r.left).toBe(0)
        },
      ),
    )
  })
})
