import type { IncomingMessage } from 'node:http'

/** Pure answers about a request's head, before anything is done with it. */

/** The names by which this host answers: its own address, and what an SSH tunnel makes of it at the user's end (B-01, B-02). */
export const acceptedHosts = (port: number, tunnelPort: number | null): readonly string[] => [
  `127.0.0.1:${port}`,
  ...(tunnelPort === null ? [] : [`127.0.0.1:${tunnelPort}`, `localhost:${tunnelPort}`]),
]

export type Head = Pick<IncomingMessage, 'headers' | 'rawHeaders' | 'url' | 'method'>

/**
 * The host that a request names, if it is one of ours. Exactly one `Host`, spelled exactly; a target in absolute form carries a second
 * name and is refused. A name that was rebound to this address by DNS ends here.
 */
export function hostOf(head: Head, accepted: readonly string[]): string | null {
  const named = head.rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === 'host').length
  const { host } = head.headers
  return named === 1 && host !== undefined && accepted.includes(host) && head.url?.startsWith('/') === true ? host : null
}

/** Posts and upgrades come from our own page: a missing `Origin` is not our own (B-03). */
export function isOwnPage(head: Head, host: string): boolean {
  const site = head.headers['sec-fetch-site']
  return head.headers.origin === `http://${host}` && (site === undefined || site === 'same-origin')
}

export function bearerOf(head: Head): string {
  return /^Bearer ([0-9a-f]{32,64})$/.exec(head.headers.authorization ?? '')?.[1] ?? ''
}

export const PROTOCOL = 'samsa'

/** `samsa, ticket.<hex>`: browsers let a page set no other header of an upgrade (B-06). */
export function ticketOf(head: Head): string {
  return /^samsa, ?ticket\.([0-9a-f]{32})$/.exec(String(head.headers['sec-websocket-protocol'] ?? ''))?.[1] ?? ''
}
