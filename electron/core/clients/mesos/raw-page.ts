/** Builds of other Mesos releases put spaces in. */
const DATA = /"data"\s*:\s*"/
const QUOTE = 0x22
const BACKSLASH = 0x5c

const SHORT: ReadonlyMap<number, number> = new Map([
  [0x62, 0x08],
  [0x66, 0x0c],
  [0x6e, 0x0a],
  [0x72, 0x0d],
  [0x74, 0x09],
])

/**
 * A page of `/files/read`: `{"data":"…","offset":n}`. Mesos puts the bytes of the file into the text as they are, also half a
 * character and what is no UTF-8 at all, so the text is taken apart as bytes: that keeps the file exact.
 */
export function rawPage(body: Buffer): { readonly offset: number; readonly data: Buffer } | null {
  const found = DATA.exec(body.toString('latin1'))
  if (found === null) return null
  const from = found.index
  const bytes: number[] = []
  let at = from + found[0].length
  for (; at < body.length && body[at] !== QUOTE; at++) {
    const byte = body[at] ?? 0
    if (byte !== BACKSLASH) bytes.push(byte)
    else {
      const escaped = body[++at] ?? 0
      if (escaped !== 0x75) bytes.push(SHORT.get(escaped) ?? escaped)
      else {
        const code = Number.parseInt(body.toString('latin1', at + 1, at + 5), 16)
        if (Number.isNaN(code)) return null
        // Control bytes only; others are written as they are.
        bytes.push(...(code < 0x80 ? [code] : Buffer.from(String.fromCharCode(code))))
        at += 4
      }
    }
  }
  if (at >= body.length) return null
  const around = body.toString('latin1', 0, from) + body.toString('latin1', at + 1)
  const offset = /"offset"\s*:\s*(\d{1,16})/.exec(around)?.[1]
  return offset === undefined ? null : { offset: Number(offset), data: Buffer.from(bytes) }
}
