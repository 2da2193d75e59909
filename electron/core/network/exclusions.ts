import { BlockList, isIP } from 'node:net'

/**
 * Which servers are reached straight although a proxy is set, by what the user wrote of each:
 * `master.example.org` that host · `*.example.org` and `.example.org` all below · `*` in any place of a name · `10.1.2.3`, `2001:db8::1`
 * that address · `10.0.0.0/8`, `fd00::/8` that network · `:8080` behind a host or address, that port alone.
 * A name is compared as it is written: no address is looked up for it, so networks hold for addresses alone.
 */
export function createExclusions(entries: readonly string[]): (hostname: string, port: number) => boolean {
  const rules = entries.map(ruleOf)
  return (hostname, port) => {
    const host = bare(hostname)
    return rules.some((rule) => (rule.port === null || rule.port === port) && rule.matches(host))
  }
}

interface Rule {
  readonly port: number | null
  matches(host: string): boolean
}

const bare = (hostname: string): string =>
  hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase()

function ruleOf(entry: string): Rule {
  const { host, port } = split(entry.trim())
  const [address = '', bits] = bare(host).split('/')
  const family = isIP(address)
  if (family === 0) return { port, matches: namesLike(bare(host)) }
  const type = family === 6 ? 'ipv6' : 'ipv4'
  const list = new BlockList()
  if (bits === undefined) list.addAddress(address, type)
  else list.addSubnet(address, Number(bits), type)
  return {
    port,
    matches: (asked) => isIP(asked) !== 0 && list.check(asked, isIP(asked) === 6 ? 'ipv6' : 'ipv4'),
  }
}

/** An IPv6 address without brackets has colons of its own. */
function split(entry: string): { readonly host: string; readonly port: number | null } {
  const found = /^(\[[^\]]*\]|[^:]*):(\d{1,5})$/.exec(entry)
  return found === null ? { host: entry, port: null } : { host: found[1] ?? '', port: Number(found[2]) }
}

function namesLike(written: string): (host: string) => boolean {
  const name = written.startsWith('.') ? `*${written}` : written
  const pattern = new RegExp(`^${name.replaceAll(/[^a-z0-9_*-]/g, '\\$&').replaceAll('*', '.*')}$`)
  return (host) => pattern.test(host)
}
