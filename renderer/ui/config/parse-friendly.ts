const durations: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }
const sizes: Readonly<Record<string, number>> = {
  b: 1,
  k: 2 ** 10,
  kb: 2 ** 10,
  kib: 2 ** 10,
  m: 2 ** 20,
  mb: 2 ** 20,
  mib: 2 ** 20,
  g: 2 ** 30,
  gb: 2 ** 30,
  gib: 2 ** 30,
  t: 2 ** 40,
  tb: 2 ** 40,
  tib: 2 ** 40,
}

/**
 * What a person writes for a config, as Kafka takes it: `7 d` of `retention.ms` is `604800000`, `1 GiB` of `segment.bytes` is
 * `1073741824`. What is no figure with a unit stays as it is; Kafka judges it.
 */
export function parseFriendly(name: string, text: string): string {
  const plain = text.trim()
  if (/^(forever|unlimited|no limit|never)$/i.test(plain) && /\.(ms|bytes)$/.test(name)) return '-1'
  const found = /^(\d+(?:\.\d+)?)[\s\u202f]*([a-z]+)$/i.exec(plain)
  if (!found) return plain
  const unit = (found[2] ?? '').toLowerCase()
  const by = name.endsWith('.ms') ? durations[unit] : name.includes('bytes') ? sizes[unit] : undefined
  if (by === undefined) return plain
  return String(Math.round(Number(found[1]) * by))
}

/** Units that may be written for this config; null: none. */
export const unitsOf = (name: string): 'time' | 'size' | null => (name.endsWith('.ms') ? 'time' : name.includes('bytes') ? 'size' : null)
