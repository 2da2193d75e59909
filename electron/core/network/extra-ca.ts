/** What TLS needs to know of authorities, of HTTP and of Kafka alike. */
interface Trusting {
  readonly ca: string | null
  readonly caUse: 'add' | 'replace'
}

const PLAIN = { certificate: null, key: null, keyPassphrase: null, serverName: null } as const

/** Further authorities beside what a profile says. One that replaces the system's authorities wants its own and no others. */
export function withExtraCa<T extends Trusting>(own: T | null, extraCa: string): T | (Trusting & typeof PLAIN) | null {
  if (extraCa.trim() === '') return own
  if (own === null) return { ca: extraCa, caUse: 'add', ...PLAIN }
  if (own.ca !== null && own.caUse === 'replace') return own
  return { ...own, caUse: 'add', ca: own.ca === null ? extraCa : `${own.ca.trimEnd()}\n${extraCa}` }
}
