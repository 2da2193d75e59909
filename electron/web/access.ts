import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/**
 * Who may talk to the browser host (B-04 … B-07). A launch token (in the link, once) becomes a session token (in the tab), which buys
 * tickets (one WebSocket each). Only their hashes are kept; what does not match tells nothing about what would.
 */
export interface Access {
  /** For a link; works once, until `lifeMs` are over. */
  createLaunchToken(lifeMs: number): string
  /** The session token for a launch token, or null. */
  swap(launchToken: string): string | null
  /** A ticket for a session token, or null. */
  createTicket(sessionToken: string): string | null
  useTicket(ticket: string): boolean
}

export interface AccessNeeds {
  /** Monotonic ms. */
  readonly now: () => number
  readonly random?: (bytes: number) => Buffer
  /** Compares two hashes; constant time unless a test looks at what depends on it. */
  readonly equal?: (a: Buffer, b: Buffer) => boolean
  /** A launch token was used: its link is worth nothing any more. */
  readonly onSwap?: () => void
}

export const PRINTED_LINK_MS = 5 * 60_000
export const OPENED_LINK_MS = 60_000
const TICKET_MS = 10_000
/** Old ones make room: bounds what a page that keeps asking can make us keep. */
const LAUNCH_LIMIT = 16
const SESSION_LIMIT = 4
const TICKET_LIMIT = 32

interface Kept {
  readonly hash: Buffer
  readonly until: number
}

export function createAccess({ now, random = randomBytes, equal = timingSafeEqual, onSwap }: AccessNeeds): Access {
  const launches = createKeep(LAUNCH_LIMIT)
  const sessions = createKeep(SESSION_LIMIT)
  const tickets = createKeep(TICKET_LIMIT)

  function createKeep(limit: number): {
    add(bytes: number, lifeMs: number): string
    has(token: string): boolean
    take(token: string): boolean
  } {
    let kept: readonly Kept[] = []
    const find = (token: string): Kept | undefined => {
      const hash = sha256(token)
      // All are compared, so that time does not tell which one was near.
      const found = kept.filter((one) => equal(one.hash, hash))
      return found.find((one) => now() < one.until)
    }
    return {
      add(bytes, lifeMs) {
        const token = random(bytes).toString('hex')
        kept = [...kept.filter((one) => now() < one.until), { hash: sha256(token), until: now() + lifeMs }].slice(-limit)
        return token
      },
      has: (token) => find(token) !== undefined,
      take(token) {
        const found = find(token)
        kept = kept.filter((one) => one !== found)
        return found !== undefined
      },
    }
  }

  return {
    createLaunchToken: (lifeMs) => launches.add(32, lifeMs),
    swap(launchToken) {
      if (!launches.take(launchToken)) return null
      onSwap?.()
      return sessions.add(32, Infinity)
    },
    createTicket: (sessionToken) => (sessions.has(sessionToken) ? tickets.add(16, TICKET_MS) : null),
    useTicket: (ticket) => tickets.take(ticket),
  }
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()
