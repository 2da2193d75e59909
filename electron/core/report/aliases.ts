export interface Named {
  readonly kind: 'cluster' | 'host' | 'topic' | 'group'
  readonly name: string
}

const ADDRESS = /\b(?:\d{1,3}\.){3}\d{1,3}\b/g
/** A name this short stands in too many harmless words; on its own it is replaced all the same. */
const SHORTEST = 3
/** What Kafka names itself tells nothing. */
const harmless = (name: string): boolean => name.startsWith('__') || name === 'localhost'

/**
 * Replaces names in texts, the same one by the same alias in all of them. What is replaced is what Samsa knows: names in an old line of the
 * log that it has since forgotten stay, but for addresses in digits and the hosts of URLs.
 */
export function createAliases(named: readonly Named[]): (text: string) => string {
  const aliases = new Map<string, string>()
  const counts = new Map<string, number>()
  const aliasOf = (kind: Named['kind'], name: string): string => {
    const there = aliases.get(name)
    if (there !== undefined) return there
    const n = (counts.get(kind) ?? 0) + 1
    counts.set(kind, n)
    const alias = `${kind}-${String(n).padStart(3, '0')}`
    aliases.set(name, alias)
    return alias
  }
  for (const { kind, name } of named) if (name !== '' && !harmless(name)) aliasOf(kind, name)
  const known = [...aliases.keys()].toSorted((a, b) => b.length - a.length)
  const pattern = known.length === 0 ? null : new RegExp(known.map(whole).join('|'), 'g')
  return (text) =>
    (pattern === null ? text : text.replace(pattern, (name) => aliases.get(name) ?? name))
      .replace(/\b(https?:\/\/)([^\s/:"']+)/g, (_all, scheme: string, host: string) => scheme + aliasOf('host', host))
      .replace(ADDRESS, (address) => (address === '127.0.0.1' ? address : aliasOf('host', address)))
}

function whole(name: string): string {
  const text = name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  return name.length < SHORTEST || /^\w+$/.test(name) ? `(?<![\\w-])${text}(?![\\w-])` : text
}
