import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mapAddress } from '../../../../electron/core/clients/kafka/address-map.ts'
import { assertKafkajs } from '../../../../electron/core/clients/kafka/connection/kafkajs-channel.ts'
import { kafkaError } from '../../../../electron/core/clients/kafka/translate.ts'
import { capabilityOf, guessRelease, negotiate, staticTables } from '../../../../electron/core/clients/kafka/versions.ts'

describe('address map', () => {
  const map = (from: string, to: string, host: string, port = 9092): string => {
    const mapped = mapAddress([{ from, to }], { host, port })
    return `${mapped.host}:${mapped.port}`
  }

  it('replaces exact addresses, ports kept by *', () => {
    expect(map('kafka-1:9092', '10.1.2.3:19092', 'kafka-1')).toBe('10.1.2.3:19092')
    expect(map('kafka-1:9092', '10.1.2.3:19092', 'kafka-1', 9093)).toBe('kafka-1:9093')
    expect(map('kafka-1:*', '10.1.2.3:*', 'KAFKA-1', 31000)).toBe('10.1.2.3:31000')
    expect(map('kafka-1', '10.1.2.3', 'kafka-1')).toBe('10.1.2.3:9092')
    expect(map('[fd00::1]:9092', '[::1]:19092', 'fd00::1')).toBe('::1:19092')
  })

  it('repeats what * stood for', () => {
    expect(map('*.internal:*', '*.example.com:*', 'kafka-2.rack-a.internal')).toBe('kafka-2.rack-a.example.com:9092')
    expect(map('kafka-*.*.internal:9092', '*-*.example.com:443', 'kafka-2.a.internal')).toBe('2-a.example.com:443')
    expect(map('*:9092', '*:19092', 'kafka-2')).toBe('kafka-2:19092')
    expect(map('kafka-2:9092', '*:19092', 'kafka-2')).toBe('kafka-2:19092')
    expect(map('*.internal:*', 'gateway:*', 'kafka-2.external')).toBe('kafka-2.external:9092')
  })

  it('takes the first entry that fits', () => {
    const entries = [
      { from: 'a:*', to: 'first:*' },
      { from: '*:*', to: 'second:*' },
    ]
    expect(mapAddress(entries, { host: 'a', port: 1 }).host).toBe('first')
    expect(mapAddress(entries, { host: 'b', port: 1 }).host).toBe('second')
  })

  it('is fast for patterns that make back-tracking matchers slow', () => {
    const start = performance.now()
    expect(map(`${'*a'.repeat(60)}b:*`, 'x:1', 'a'.repeat(200))).toBe(`${'a'.repeat(200)}:9092`)
    expect(performance.now() - start).toBeLessThan(50)
  })
})

describe('version negotiation', () => {
  it('takes the newest version both speak, or none', () => {
    const range = fc.tuple(fc.nat(20), fc.nat(20)).map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) }))
    fc.assert(
      fc.property(range, range, (ours, theirs) => {
        const both = Array.from({ length: 21 }, (_, v) => v).filter(
          (v) => v >= ours.min && v <= ours.max && v >= theirs.min && v <= theirs.max,
        )
        expect(negotiate(ours, theirs)).toBe(both.length > 0 ? Math.max(...both) : null)
      }),
    )
    expect(negotiate({ min: 0, max: 3 }, undefined)).toBe(null)
  })

  it('a cluster can do what all its brokers can; nobody asked yet is unknown', () => {
    const old = staticTables['0.8.2']
    const newer = new Map([...old, [16, { min: 0, max: 5 }] as const])
    expect(capabilityOf('groupTypes', [])).toEqual({ state: 'unknown' })
    expect(capabilityOf('groupTypes', [newer])).toEqual({ state: 'yes' })
    expect(capabilityOf('groupTypes', [newer, old])).toEqual({ state: 'no', needs: 'Kafka 3.8' })
  })

  it('knows Redpanda by what it lacks', () => {
    const redpanda = [
      [1, 11],
      [2, 4],
      [3, 8],
      [9, 7],
      [16, 4],
      [32, 4],
    ] as const
    expect(guessRelease(new Map(redpanda.map(([key, max]) => [key, { min: 0, max }])))).toBe('Redpanda')
  })
})

describe('D-16 the command that would grant a right', () => {
  it('quotes names for a shell', () => {
    const grantee = { user: "o'neil", bootstrap: 'k:9092' }
    const error = kafkaError(30, 'the group', { kind: 'group', name: 'a b;rm -rf $HOME' }, 'Describe', grantee)
    expect(error.code).toBe('kafka.forbidden')
    expect(error.about).toMatchObject({
      command: `kafka-acls.sh --bootstrap-server k:9092 --add --allow-principal 'User:o'\\''neil' --operation Describe --group 'a b;rm -rf $HOME'`,
    })
  })
})

describe('D-10 kafkajs is the one that was tested', () => {
  const require = createRequire(import.meta.url)
  const hashOf = (file: string): string =>
    createHash('sha256')
      .update(readFileSync(require.resolve(`kafkajs/${file}`)))
      .digest('hex')
      .slice(0, 16)

  it('has the members used', () => {
    expect(assertKafkajs).not.toThrow()
  })

  it('has the files whose inside is relied on, unchanged', () => {
    expect({
      connection: hashOf('src/network/connection.js'),
      requestQueue: hashOf('src/network/requestQueue/index.js'),
      socketRequest: hashOf('src/network/requestQueue/socketRequest.js'),
      request: hashOf('src/protocol/request.js'),
      sasl: hashOf('src/broker/saslAuthenticator/index.js'),
      scram: hashOf('src/broker/saslAuthenticator/scram.js'),
    }).toMatchInlineSnapshot(`
      {
        "connection": "2a993b2e74421ca6",
        "request": "2270900ca6474026",
        "requestQueue": "b55986089c14f8f7",
        "sasl": "535765470e117239",
        "scram": "f85d2cfe3c99d14a",
        "socketRequest": "dde28f8e26c6d17f",
      }
    `)
  })
})
