export interface Address {
  readonly host: string
  readonly port: number
}

export interface MapEntry {
  readonly from: string
  readonly to: string
}

/** `host:port` as people write it, with brackets around IPv6. */
export const printAddress = ({ host, port }: Address): string => (host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`)

/** Host and port of `host`, `host:port`, `[v6]:port` or a bare IPv6; the port is null when not given. */
function split(text: string): { host: string; port: string | null } {
  const bracketed = /^\[(.*)\](?::(.+))?$/.exec(text)
  if (bracketed) return { host: bracketed[1] ?? '', port: bracketed[2] ?? null }
  const colon = text.indexOf(':')
  if (colon < 0 || text.indexOf(':', colon + 1) >= 0) return { host: text, port: null }
  return { host: text.slice(0, colon), port: text.slice(colon + 1) }
}

/** What each `*` of the pattern stood for, or null. Each star takes as little as it can; no back-tracking, so no pattern is slow. */
function match(pattern: string, text: string): string[] | null {
  const parts = pattern.toLowerCase().split('*')
  const lower = text.toLowerCase()
  const first = parts[0] ?? ''
  if (parts.length === 1) return lower === first ? [] : null
  if (!lower.startsWith(first)) return null
  const caught: string[] = []
  let at = first.length
  for (const [i, part] of parts.entries()) {
    if (i === 0) continue
    const last = i === parts.length - 1
    const found = last ? lower.length - part.length : lower.indexOf(part, at)
    if (found < at || !lower.endsWith(last ? part : '')) return null
    caught.push(text.slice(at, found))
    at = found + part.length
  }
  return caught
}

/** `*` repeats what the stars of the pattern stood for, in order; without any, all of what was advertised. */
function fill(template: string, caught: readonly string[], whole: string): string {
  if (caught.length === 0) return template.replaceAll('*', () => whole)
  let next = 0
  return template.replaceAll('*', () => caught[next++] ?? '')
}

/**
 * Where to connect for an advertised address: the first entry that fits, else as advertised. Entries are `host` or `host:port`; `*`
 * stands for any characters of the host or for any port. In `to`, a `*` keeps what it stood for, and a missing port the advertised one.
 */
export function mapAddress(entries: readonly MapEntry[], advertised: Address): Address {
  for (const entry of entries) {
    const from = split(entry.from.trim())
    if (from.port !== null && from.port !== '*' && Number(from.port) !== advertised.port) continue
    const caught = match(from.host, advertised.host)
    if (!caught) continue
    const to = split(entry.to.trim())
    const port = to.port === null || to.port === '*' ? advertised.port : Number(to.port)
    if (!Number.isInteger(port) || port < 1 || port > 65_535) continue
    return { host: fill(to.host, caught, advertised.host) || advertised.host, port }
  }
  return advertised
}
