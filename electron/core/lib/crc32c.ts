/** CRC-32C (Castagnoli, RFC 3720 appendix B.4), reflected polynomial 0x82F63B78; eight bytes a turn, by tables one after the other. */
const TABLES = 8
const SIZE = 256
const tables = new Int32Array(TABLES * SIZE)
for (let byte = 0; byte < SIZE; byte++) {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1
  tables[byte] = crc
}
for (let at = SIZE; at < tables.length; at++) {
  const before = tables[at - SIZE] ?? 0
  tables[at] = (before >>> 8) ^ (tables[before & 0xff] ?? 0)
}

/**
 * @param before the sum of the bytes that come before these
 * @param end where they end in the array
 * @param from where they begin in it
 */
export function crc32c(bytes: Uint8Array, before = 0, end = bytes.length, from = 0): number {
  let crc = ~before
  let i = from
  const at = (place: number): number => bytes[place] ?? 0
  const of = (turn: number, byte: number): number => tables[(turn << 8) + byte] ?? 0
  // Every byte that is stored or read goes through it: both calls are inlined.
  for (const whole = end - 7; i < whole; i += 8) {
    const low = crc ^ (at(i) | (at(i + 1) << 8) | (at(i + 2) << 16) | (at(i + 3) << 24))
    crc =
      of(7, low & 0xff) ^
      of(6, (low >>> 8) & 0xff) ^
      of(5, (low >>> 16) & 0xff) ^
      of(4, low >>> 24) ^
      of(3, at(i + 4)) ^
      of(2, at(i + 5)) ^
      of(1, at(i + 6)) ^
      of(0, at(i + 7))
  }
  for (; i < end; i++) crc = (crc >>> 8) ^ of(0, (crc ^ at(i)) & 0xff)
  return ~crc >>> 0
}

/** Of a text as UTF-8. Most are short and ASCII, where an encoder costs more than the sum. */
export function crc32cText(text: string, before = 0): number {
  let crc = ~before
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code >= 0x80) return crc32c(new TextEncoder().encode(text), before)
    crc = (crc >>> 8) ^ (tables[(crc ^ code) & 0xff] ?? 0)
  }
  return ~crc >>> 0
}
