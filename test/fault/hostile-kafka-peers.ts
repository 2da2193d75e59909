import { createServer, type Server, type Socket } from 'node:net'
import type { KafkaConnectionSettings } from '../../electron/core/clients/kafka/kafka-client.ts'
import { systemClock, type Clock } from '../../electron/core/lib/clock.ts'

/** The client's limits, `times` shorter: 10 s becomes 0.4 s at 25. Everything else runs at its real speed. */
export const hurriedClock = (times: number): Clock => ({ ...systemClock, after: (ms, act) => systemClock.after(ms / times, act) })

export interface Peer {
  readonly port: number
  /** Connections that were taken. */
  readonly taken: () => number
  stop(): Promise<void>
}

/** A listener on loopback that does to each connection what `behave` says. */
export async function startPeer(behave: (socket: Socket) => void, server: Server = createServer()): Promise<Peer> {
  const sockets = new Set<Socket>()
  let taken = 0
  server.on('connection', (socket: Socket) => {
    taken++
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
    behave(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    taken: () => taken,
    async stop() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Answers the first request it gets with these bytes. */
export const answering =
  (bytes: Buffer) =>
  (socket: Socket): void => {
    socket.once('data', () => socket.write(bytes))
  }

export const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}

export const settingsFor = (port: number, more: Partial<KafkaConnectionSettings> = {}): KafkaConnectionSettings => ({
  bootstrap: [{ host: '127.0.0.1', port }],
  clientId: 'samsa-test',
  tls: null,
  sasl: null,
  addressMap: [],
  brokerVersion: null,
  ...more,
})
