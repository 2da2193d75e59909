import { connect, createServer, type Socket } from 'node:net'

/** Where a connection is cut: after so many bytes of the request of that API, or of its answer. */
export interface Cut {
  readonly api: number
  readonly side: 'request' | 'answer'
  readonly after: number
}

/** Lengths of the latest exchange of each API that passed whole, so that a test knows what there is to cut. */
export interface Exchange {
  readonly request: number
  readonly answer: number
}

/** Between a Kafka client and one broker: passes frames on, and cuts one connection at one byte when told to. */
export async function createCuttingProxy(target: number) {
  const sockets = new Set<Socket>()
  const exchanges = new Map<number, Exchange>()
  let cut: Cut | null = null
  let struck = false

  const server = createServer((client) => {
    const broker = connect(target, '127.0.0.1')
    const asked: { api: number; bytes: number }[] = []
    for (const socket of [client, broker]) {
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.on('close', () => sockets.delete(socket))
      socket.on('error', () => undefined)
    }
    const end = (): void => {
      client.destroy()
      broker.destroy()
    }
    /** Hands on a frame, or its first bytes and then nothing any more, once those are out. */
    const pass = (frame: Buffer, to: Socket, api: number, side: Cut['side']): void => {
      // The answer to a request whose connection was cut: the cut that is set by now is meant for another one.
      if (to.destroyed) return
      if (cut?.api !== api || cut.side !== side) return void to.write(frame)
      const { after } = cut
      cut = null
      struck = true
      if (after === 0) return end()
      // Ended and not reset: what was passed on arrives.
      to.end(frame.subarray(0, after))
      const other = to === broker ? client : broker
      other.destroy()
    }
    client.on(
      'data',
      framesOf((frame) => {
        const api = frame.readInt16BE(4)
        asked.push({ api, bytes: frame.length })
        pass(frame, broker, api, 'request')
      }),
    )
    broker.on(
      'data',
      framesOf((frame) => {
        const { api, bytes } = asked.shift() ?? { api: -1, bytes: 0 }
        exchanges.set(api, { request: bytes, answer: frame.length })
        pass(frame, client, api, 'answer')
      }),
    )
    client.on('close', () => broker.end())
    broker.on('close', () => client.end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()

  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    exchanges,
    cutNext(next: Cut): void {
      cut = next
      struck = false
    },
    /** Whether the cut came about. */
    get struck(): boolean {
      return struck
    },
    async stop(): Promise<void> {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Calls `each` for every whole Kafka frame, with its length in front. */
function framesOf(each: (frame: Buffer) => void): (chunk: Buffer) => void {
  let held = Buffer.alloc(0)
  return (chunk) => {
    held = Buffer.concat([held, chunk])
    while (held.length >= 4 && held.length >= 4 + held.readInt32BE(0)) {
      const size = 4 + held.readInt32BE(0)
      each(held.subarray(0, size))
      held = held.subarray(size)
    }
  }
}
