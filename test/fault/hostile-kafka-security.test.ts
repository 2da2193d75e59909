import { createServer as createHttpServer } from 'node:http'
import { createServer as createTlsServer } from 'node:tls'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { KafkaConnectionSettings } from '../../electron/core/clients/kafka/kafka-client.ts'
import { probeBootstrap } from '../../electron/core/clients/kafka/probe.ts'
import type { AppError } from '../../shared/errors/error.ts'
import { createKafkaEmulator, type EmulatorOptions, type KafkaEmulator } from '../emulators/kafka/emulator.ts'
import { makeCertificates, type Certificate, type Certificates } from './hostile-kafka-certificates.ts'
import { hurriedClock, int32, settingsFor, startPeer, type Peer } from './hostile-kafka-peers.ts'

let made: Certificates
const running: (Peer | KafkaEmulator)[] = []

beforeAll(async () => {
  made = await makeCertificates()
}, 60_000)
afterEach(async () => {
  await Promise.all(running.splice(0).map((r) => r.stop()))
})

type Tls = NonNullable<KafkaConnectionSettings['tls']>
type Sasl = NonNullable<KafkaConnectionSettings['sasl']>

const trusting = (more: Partial<Tls> = {}): Tls => ({
  ca: made.ca,
  caUse: 'add',
  certificate: null,
  key: null,
  keyPassphrase: null,
  serverName: null,
  ...more,
})

const emulate = async (options: Omit<EmulatorOptions, 'brokers'>): Promise<number> => {
  const emulator = await createKafkaEmulator({ brokers: 1, ...options })
  running.push(emulator)
  return emulator.port(1)
}

async function probe(port: number, more: Partial<KafkaConnectionSettings>): Promise<AppError | 'ok'> {
  const [reach] = await probeBootstrap(settingsFor(port, more), { clock: hurriedClock(10) }, AbortSignal.timeout(10_000))
  return reach?.outcome.ok === false ? reach.outcome.error : 'ok'
}

describe('D-08 D-09 TLS', () => {
  it('reaches a broker with a good certificate, CA added or in place of the others', async () => {
    const port = await emulate({ tls: made.good })
    expect(await probe(port, { tls: trusting() })).toBe('ok')
    expect(await probe(port, { tls: trusting({ caUse: 'replace' }) })).toBe('ok')
  })

  it.each<[string, keyof Certificates, Partial<Record<string, string>>]>([
    ['expired', 'expired', { problem: 'expired', subject: 'expired', issuer: 'ca' }],
    ['not yet valid', 'notYet', { problem: 'notYetValid', subject: 'not-yet' }],
    ['for another host', 'otherHost', { problem: 'wrongHost', subject: 'other-host' }],
  ])('a certificate that is %s', async (_name, which, about) => {
    const port = await emulate({ tls: made[which] as Certificate }) // these keys of Certificates are pairs
    expect(await probe(port, { tls: trusting() })).toMatchObject({ code: 'kafka.certificate', about })
  })

  it('a certificate of an authority that is not trusted', async () => {
    const port = await emulate({ tls: made.good })
    const untrusted = { code: 'kafka.certificate', about: { problem: 'untrusted', subject: 'good', issuer: 'ca' } }
    expect(await probe(port, { tls: trusting({ ca: null }) })).toMatchObject(untrusted)
    expect(await probe(port, { tls: trusting({ ca: made.strangerCa, caUse: 'replace' }) })).toMatchObject(untrusted)
  })

  it('the name to check can be given, and an address map does not weaken the check', async () => {
    const port = await emulate({ tls: made.otherHost })
    expect(await probe(port, { tls: trusting({ serverName: 'kafka-7.example.org' }) })).toBe('ok')
    const mapped = {
      tls: trusting(),
      bootstrap: [{ host: 'kafka-7.example.org', port: 9092 }],
      addressMap: [{ from: '*.example.org:9092', to: `127.0.0.1:${port}` }],
    }
    expect(await probe(port, mapped)).toBe('ok')
    expect(await probe(port, { ...mapped, bootstrap: [{ host: 'kafka-8.example.org', port: 9092 }] })).toMatchObject({
      about: { problem: 'wrongHost' },
    })
  })

  it('a broker that wants a client certificate: none, a foreign one, the right one', async () => {
    const port = await emulate({ tls: { ...made.good, ca: made.ca, requestCert: true } })
    expect(await probe(port, { tls: trusting() })).toMatchObject({ code: 'kafka.certificate', about: { problem: 'clientRefused' } })
    const { cert, key } = made.client
    expect(await probe(port, { tls: trusting({ certificate: cert, key }) })).toBe('ok')
  })

  it('a key that does not fit its certificate, and one that is not a key', async () => {
    const port = await emulate({ tls: made.good })
    const { cert } = made.client
    for (const key of [made.good.key, 'not a key']) {
      expect(await probe(port, { tls: trusting({ certificate: cert, key }) })).toMatchObject({
        code: 'kafka.certificate',
        about: { problem: 'other' },
      })
    }
  })

  it('a plain port asked in TLS, and a TLS port asked in plain', async () => {
    expect(await probe(await emulate({}), { tls: trusting() })).toMatchObject({ code: 'kafka.plainPort' })
    const http = await startPeer(() => undefined, createHttpServer())
    running.push(http)
    expect(await probe(http.port, { tls: trusting() })).toMatchObject({ code: 'kafka.plainPort' })
    const tls = await startPeer(() => undefined, createTlsServer(made.good))
    running.push(tls)
    expect(await probe(tls.port, {})).toMatchObject({ code: 'kafka.notKafka', about: { speaks: 'tls' } })
  })

  it('a broker that offers TLS 1.1 at most is refused', async () => {
    const old = createTlsServer({ ...made.good, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' })
    const peer = await startPeer(() => undefined, old)
    running.push(peer)
    expect(await probe(peer.port, { tls: trusting() })).toMatchObject({ code: 'kafka.certificate', about: { problem: 'other' } })
  })
})

const login = (more: Partial<Sasl>): { sasl: Sasl } => ({ sasl: { mechanism: 'PLAIN', user: 'ann', password: 'right', ...more } })

describe('D-09 logins', () => {
  const users = { ann: 'right' }
  const mechanisms = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'] as const

  it.each(mechanisms)('%s: right, wrong, unknown', async (mechanism) => {
    const port = await emulate({ sasl: { users, mechanisms } })
    expect(await probe(port, login({ mechanism }))).toBe('ok')
    for (const bad of [{ password: 'wrong' }, { user: 'bob' }]) {
      const error = await probe(port, login({ mechanism, ...bad }))
      expect(error).toMatchObject({ code: 'kafka.authentication', about: { mechanism } })
      expect(JSON.stringify(error)).not.toContain('wrong')
    }
  })

  it.each(['0.10.0', '0.11'] as const)('brokers of %s take raw tokens after the handshake', async (release) => {
    const port = await emulate({ sasl: { users, mechanisms: ['PLAIN', 'SCRAM-SHA-256'] }, release })
    expect(await probe(port, login({}))).toBe('ok')
    expect(await probe(port, login({ mechanism: 'SCRAM-SHA-256' }))).toBe('ok')
    expect(await probe(port, login({ password: 'wrong' }))).toMatchObject({ code: 'kafka.authentication' })
  })

  it('a mechanism that is not offered: what is', async () => {
    const port = await emulate({ sasl: { users, mechanisms: ['SCRAM-SHA-512'] } })
    expect(await probe(port, login({}))).toMatchObject({
      code: 'kafka.mechanism',
      about: { mechanism: 'PLAIN', offered: ['SCRAM-SHA-512'] },
    })
  })

  it('a port that expects no login', async () => {
    // As Kafka's plain listeners answer SaslHandshake: 34 ILLEGAL_SASL_STATE.
    const versions = Buffer.from('0000001c00000000000000000003000300000009001100000001002400000001', 'hex')
    const illegal = Buffer.from('0000000a00000001002200000000', 'hex')
    const plain = await startPeer((socket) => {
      socket.once('data', () => {
        socket.write(versions)
        socket.once('data', () => socket.write(illegal))
      })
    })
    running.push(plain)
    expect(await probe(plain.port, login({}))).toMatchObject({ code: 'kafka.loginUnexpected', about: { mechanism: 'PLAIN' } })
  })

  it('a broker that asks for hours of hashing', async () => {
    const frame = (...parts: Buffer[]): Buffer => Buffer.concat([int32(Buffer.concat(parts).length), ...parts])
    const text = (value: string): Buffer => Buffer.concat([Buffer.of(0, value.length), Buffer.from(value)])
    const answers = [
      () => Buffer.from('0000001c00000000000000000003000300000009001100000001002400000001', 'hex'),
      () => frame(int32(1), Buffer.of(0, 0), int32(1), text('SCRAM-SHA-256')),
      (request: Buffer) => {
        const nonce = /r=([^,]*)$/.exec(request.toString('latin1'))?.[1] ?? ''
        const challenge = Buffer.from(`r=${nonce}more,s=c2FsdA==,i=2147483647`)
        return frame(int32(2), Buffer.of(0, 0), Buffer.of(0xff, 0xff), int32(challenge.length), challenge, Buffer.alloc(8))
      },
    ]
    const peer = await startPeer((socket) => socket.on('data', (request: Buffer) => socket.write(answers.shift()?.(request) ?? int32(0))))
    running.push(peer)
    const error = await probe(peer.port, login({ mechanism: 'SCRAM-SHA-256' }))
    expect(error).toMatchObject({ code: 'kafka.authentication', about: { detail: 'The broker asks for 2147483647 iterations.' } })
  })

  it('a login over TLS', async () => {
    const port = await emulate({ sasl: { users, mechanisms }, tls: made.good })
    expect(await probe(port, { ...login({ mechanism: 'SCRAM-SHA-512' }), tls: trusting() })).toBe('ok')
  })
})
