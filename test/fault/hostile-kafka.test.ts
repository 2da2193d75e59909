import { createServer as createHttpServer } from 'node:http'
import type { Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createKafkaClient } from '../../electron/core/clients/kafka/create-kafka-client.ts'
import type { KafkaConnectionSettings } from '../../electron/core/clients/kafka/kafka-client.ts'
import { probeAddress } from '../../electron/core/clients/kafka/probe.ts'
import { systemClock } from '../../electron/core/lib/clock.ts'
import { AppError } from '../../shared/errors/error.ts'
import { answering, hurriedClock, int32, settingsFor, startPeer, type Peer } from './hostile-kafka-peers.ts'

const HURRY = 25
const peers: Peer[] = []
const peer = async (...args: Parameters<typeof startPeer>): Promise<Peer> => {
  const started = await startPeer(...args)
  peers.push(started)
  return started
}
afterEach(async () => {
  await Promise.all(peers.splice(0).map((p) => p.stop()))
})

/** Connects, which must fail with a catalogue error; how it ended and when. */
async function failure(settings: KafkaConnectionSettings): Promise<{ readonly error: AppError; readonly ms: number }> {
  const client = createKafkaClient(settings, { clock: hurriedClock(HURRY) })
  const start = performance.now()
  try {
    await client.connect(AbortSignal.timeout(20_000))
  } catch (error) {
    expect(error).toBeInstanceOf(AppError)
    return { error: error as AppError, ms: performance.now() - start } // just asserted
  } finally {
    client.close()
  }
  throw new Error('it connected')
}

/** ApiVersions v0 of a modern broker, as the answer to correlation 0. */
const VERSIONS = Buffer.from('0000001600000000000000000002000300000009001200000003', 'hex')

describe('D-09 hostile peers (facts 1 to 4)', () => {
  it.each([-1, -4, -8, 0, 2])('a frame length of %i ends at once, with its reason', async (length) => {
    const { port } = await peer(answering(int32(length)))
    const { error, ms } = await failure(settingsFor(port))
    expect(error.code).toBe('kafka.frame')
    expect(error.about).toMatchObject({ address: `127.0.0.1:${port}`, reason: `It announced a message of ${length} bytes.` })
    expect(ms).toBeLessThan(300)
  })

  it('2³¹ − 1 bytes announced and 700 MB streamed: refused at the fourth byte, memory flat', async () => {
    let streamed = 0
    const piece = Buffer.alloc(1024 * 1024)
    const stream = (socket: Socket): void => {
      while (streamed < 700 * piece.length && socket.writable && socket.write(piece)) streamed += piece.length
      if (streamed < 700 * piece.length && socket.writable) socket.once('drain', () => stream(socket))
    }
    const { port } = await peer((socket) => {
      socket.once('data', () => {
        socket.write(int32(2 ** 31 - 1))
        stream(socket)
      })
    })
    const before = process.memoryUsage().rss
    const { error, ms } = await failure(settingsFor(port))
    expect(error.code).toBe('kafka.frame')
    expect(ms).toBeLessThan(1_000)
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024)
  })

  it('a port that speaks HTTP is named as that', async () => {
    const { port } = await peer(() => undefined, createHttpServer())
    const { error, ms } = await failure(settingsFor(port))
    expect(error).toMatchObject({ code: 'kafka.notKafka', about: { speaks: 'http' } })
    expect(ms).toBeLessThan(1_000)
  })

  it('a port that speaks SSH is named as that', async () => {
    const { port } = await peer((socket) => void socket.write('SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n'))
    expect((await failure(settingsFor(port))).error).toMatchObject({ code: 'kafka.notKafka', about: { speaks: 'ssh' } })
  })

  it('a port that takes the connection and says nothing ends by the limit', async () => {
    const { port } = await peer(() => undefined)
    const { error, ms } = await failure(settingsFor(port))
    expect(error).toMatchObject({ code: 'kafka.timeout', about: { request: 'ApiVersions', ms: 10_000 } })
    expect(ms).toBeLessThan(10_000 / HURRY + 500)
  })

  it('an answer that drips a byte at a time ends by the limit, not by its last byte', async () => {
    const { port } = await peer((socket) => {
      socket.once('data', () => {
        socket.write(int32(1_000_000))
        const timer = setInterval(() => socket.write('x'), 5)
        socket.on('close', () => clearInterval(timer))
      })
    })
    const { error, ms } = await failure(settingsFor(port))
    expect(error.code).toBe('kafka.timeout')
    expect(ms).toBeLessThan(10_000 / HURRY + 500)
  })

  it('a connection closed in the middle of a frame', async () => {
    const { port } = await peer((socket) => void socket.once('data', () => socket.end(Buffer.concat([int32(100), Buffer.alloc(20)]))))
    expect((await failure(settingsFor(port))).error).toMatchObject({ code: 'kafka.closed', about: { request: 'ApiVersions' } })
  })

  it('a connection reset at once', async () => {
    const { port } = await peer((socket) => void socket.resetAndDestroy())
    expect((await failure(settingsFor(port))).error.code).toBe('kafka.closed')
  })

  it('a well-framed answer of nonsense', async () => {
    const body = Buffer.concat([int32(0), Buffer.from('not what was asked for')])
    const { port } = await peer(answering(Buffer.concat([int32(body.length), body])))
    expect((await failure(settingsFor(port))).error.code).toMatch(/^kafka\.(decode|brokerTooOld)$/)
  })

  it('an answer to a question nobody asked is no answer', async () => {
    const { port } = await peer(answering(Buffer.concat([int32(10), int32(77), Buffer.alloc(6)])))
    expect((await failure(settingsFor(port))).error.code).toBe('kafka.timeout')
  })

  it('answers sent twice and with other correlations do no harm', async () => {
    const stray = Buffer.from('0000000600000007ffff', 'hex')
    const { port } = await peer((socket) => {
      socket.once('data', () => {
        socket.write(Buffer.concat([stray, VERSIONS, VERSIONS, stray]))
        socket.once('data', () => socket.write(int32(-4)))
      })
    })
    expect((await failure(settingsFor(port))).error.code).toBe('kafka.frame')
  })

  it('a port that tells versions and hangs up on the first question: perhaps it wants a login', async () => {
    const { port } = await peer((socket) => {
      socket.once('data', () => {
        socket.write(VERSIONS)
        socket.once('data', () => socket.end())
      })
    })
    expect((await failure(settingsFor(port))).error.code).toBe('kafka.loginNeeded')
  })

  it('a broker that has no version of Metadata we know', async () => {
    const versions = Buffer.from('000000100000000000000000000100030063007f', 'hex')
    const { port } = await peer(answering(versions))
    expect((await failure(settingsFor(port))).error.code).toBe('kafka.brokerTooOld')
  })

  it('nothing listens', async () => {
    const gone = await startPeer(() => undefined)
    await gone.stop()
    expect((await failure(settingsFor(gone.port))).error).toMatchObject({
      code: 'kafka.refused',
      about: { address: `127.0.0.1:${gone.port}` },
    })
  })

  it('a name that does not resolve: the words depend on who named it', async () => {
    const host = 'kafka-1.invalid'
    const settings = { ...settingsFor(9092), bootstrap: [{ host, port: 9092 }] }
    expect((await failure(settings)).error).toMatchObject({ code: 'kafka.hostUnknown', about: { host, advertised: false } })
    const reach = await probeAddress(settings, { host, port: 9092 }, 'cluster', { clock: systemClock }, AbortSignal.timeout(10_000))
    expect(reach.outcome).toMatchObject({ ok: false, error: { code: 'kafka.hostUnknown', about: { advertised: true } } })
  })

  it('several bootstrap addresses: all reasons, or the one that tells', async () => {
    const gone = await startPeer(() => undefined)
    await gone.stop()
    const silent = await peer(() => undefined)
    const at = (port: number) => ({ host: '127.0.0.1', port })
    const both = await failure({ ...settingsFor(0), bootstrap: [at(gone.port), at(silent.port)] })
    expect(both.error).toMatchObject({
      code: 'kafka.noBroker',
      about: { tried: [{ address: `127.0.0.1:${gone.port}` }, { address: `127.0.0.1:${silent.port}` }] },
    })
    const http = await peer(() => undefined, createHttpServer())
    const telling = await failure({ ...settingsFor(0), bootstrap: [at(gone.port), at(http.port)] })
    expect(telling.error.code).toBe('kafka.notKafka')
  })

  it('G-05 giving up closes the socket and ends the call at once', async () => {
    let closed = false
    const silent = await peer((socket) => void socket.resume().on('close', () => (closed = true)))
    const client = createKafkaClient(settingsFor(silent.port), { clock: systemClock })
    const abort = new AbortController()
    const connecting = client.connect(abort.signal)
    await expect.poll(() => silent.taken()).toBe(1)
    const reason = new Error('left the screen')
    abort.abort(reason)
    await expect(connecting).rejects.toBe(reason)
    await expect.poll(() => closed, { timeout: 1_000 }).toBe(true)
    client.close()
  })
})
