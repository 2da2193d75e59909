import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Socket } from 'node:net'

/** A server that a connection was made to, with the name it was asked by. */
export interface Contact {
  /** `host:port`. */
  readonly address: string
  /** Wall clock ms of the newest connection. */
  readonly lastAt: number
  readonly times: number
}

/** Node tells of every socket of this process here before it connects, whoever made it. */
const CHANNEL = 'net.client.socket'
const MOST = 1_000

export interface Contacts {
  /** The newest first. */
  list(): readonly Contact[]
  stop(): void
}

/** Every server that this process connected to since it started, by what really happened and not by what was meant. */
export function watchContacts(wall: () => number): Contacts {
  const known = new Map<string, Contact>()
  const note = (address: string): void => {
    const before = known.get(address)
    known.delete(address)
    known.set(address, { address, lastAt: wall(), times: (before?.times ?? 0) + 1 })
    const oldest = known.keys().next()
    if (known.size > MOST && !oldest.done) known.delete(oldest.value)
  }
  const onSocket = (message: unknown): void => {
    const socket = socketIn(message)
    if (socket === null) return
    let name: string | null = null
    socket.once('lookup', (_error: Error | null, _address: string, _family: number | string, host: string) => (name = host))
    socket.once('connect', () => {
      const { remoteAddress, remotePort } = socket
      // A pipe has no port.
      if (remoteAddress === undefined || remotePort === undefined) return
      const host = name ?? remoteAddress
      note(`${host.includes(':') ? `[${host}]` : host}:${remotePort}`)
    })
  }
  subscribe(CHANNEL, onSocket)
  return { list: () => [...known.values()].toReversed(), stop: () => void unsubscribe(CHANNEL, onSocket) }
}

const socketIn = (message: unknown): Socket | null =>
  // As Node documents the channel.
  typeof message === 'object' && message !== null && 'socket' in message ? (message.socket as Socket) : null
