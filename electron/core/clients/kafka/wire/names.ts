/** Names that fit a Kafka topic; longer ones are read as any text. */
const LONGEST = 249
/** Twice as many as the names of the largest cluster that is measured. */
const PLACES = 131_072
/**
 * By hash of their bytes, two beside each other. A name takes the place of the older of two others with the same: it never grows. One for
 * the thread, for it changes no answer.
 */
const known: (string | undefined)[] = Array.from({ length: PLACES })

/**
 * A topic is named in the replies of every broker and for every group that reads it, a group in each list and beside its commits: tens of
 * thousands of times a refresh. It is one text for all of them, as long as it is ASCII, as Kafka's topics are: less to keep, and whoever
 * looks it up compares no letters.
 */
export function nameIn(bytes: Buffer, from: number, to: number): string {
  if (to - from > LONGEST) return bytes.toString('utf8', from, to)
  let hash = 0
  for (let i = from; i < to; i += 1) {
    const byte = bytes[i] ?? 0
    if (byte >= 0x80) return bytes.toString('utf8', from, to)
    hash = (Math.imul(hash, 31) + byte) | 0
  }
  const place = (hash ^ (hash >>> 15)) & (PLACES - 1)
  const there = known[place]
  if (there !== undefined && isWritten(there, bytes, from, to)) return there
  const beside = known[place ^ 1]
  if (beside !== undefined && isWritten(beside, bytes, from, to)) return beside
  const name = bytes.toString('latin1', from, to)
  known[place ^ 1] = there
  known[place] = name
  return name
}

function isWritten(name: string, bytes: Buffer, from: number, to: number): boolean {
  if (name.length !== to - from) return false
  for (let i = 0; i < name.length; i += 1) if (name.charCodeAt(i) !== bytes[from + i]) return false
  return true
}
