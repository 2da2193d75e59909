const SEED = 0x9747b28c
const M = 0x5bd1e995

/** MurmurHash2 of 32 bits, as Kafka's Java clients compute it (Utils.murmur2). */
export function murmur2(bytes: Uint8Array): number {
  const at = (i: number): number => bytes[i] ?? 0
  const { length } = bytes
  let h = SEED ^ length
  const whole = length - (length % 4)
  for (let i = 0; i < whole; i += 4) {
    let k = Math.imul(at(i) | (at(i + 1) << 8) | (at(i + 2) << 16) | (at(i + 3) << 24), M)
    k = Math.imul(k ^ (k >>> 24), M)
    h = Math.imul(h, M) ^ k
  }
  const rest = length % 4
  if (rest === 3) h ^= at(whole + 2) << 16
  if (rest >= 2) h ^= at(whole + 1) << 8
  if (rest >= 1) h = Math.imul(h ^ at(whole), M)
  h = Math.imul(h ^ (h >>> 13), M)
  return h ^ (h >>> 15)
}

/** The partition that Kafka's own producers choose for a key (BuiltInPartitioner). */
export const partitionOfKey = (key: Uint8Array, partitions: number): number => (murmur2(key) & 0x7fffffff) % partitions
