import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readClientProperties } from '../../../renderer/features/profile-editor/client-properties.ts'

describe('1 what is pasted for brokers', () => {
  it('properties of a client, with a login over two lines', () => {
    const text = `# of the team
bootstrap.servers=kafka-1.example.org:9093,kafka-2.example.org:9093
security.protocol = SASL_SSL
sasl.mechanism=SCRAM-SHA-512
client.id: reports
sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required \\
  username="samsa" password="a \\"b\\"; c";
`
    expect(readClientProperties(text)).toEqual({
      bootstrap: 'kafka-1.example.org:9093\nkafka-2.example.org:9093',
      tls: true,
      login: 'SCRAM-SHA-512',
      user: 'samsa',
      secrets: { saslPassword: 'a "b"; c' },
      clientId: 'reports',
    })
  })

  it('brokers with their protocol', () => {
    expect(readClientProperties('SSL://a:9093, SSL://b:9093')).toEqual({ bootstrap: 'a:9093\nb:9093', tls: true, login: 'none' })
    expect(readClientProperties('SASL_PLAINTEXT://a:9092')).toEqual({ bootstrap: 'a:9092', tls: false })
    expect(readClientProperties('PLAINTEXT://[fd00::1]:9092')).toEqual({ bootstrap: '[fd00::1]:9092', tls: false, login: 'none' })
  })

  it('a mechanism that Samsa does not speak is left to the user, and librdkafka’s names are known', () => {
    expect(readClientProperties('security.protocol=SASL_SSL\nsasl.mechanism=GSSAPI')).toEqual({ tls: true })
    expect(readClientProperties('bootstrap.servers=a:1\nsasl.mechanism=PLAIN\nsasl.username=u\nsasl.password=p')).toEqual({
      bootstrap: 'a:1',
      login: 'PLAIN',
      user: 'u',
      secrets: { saslPassword: 'p' },
    })
  })

  it.each([
    '',
    'kafka-1.example.org:9092',
    'a:9092,b:9092',
    'a:9092\nb:9092',
    'http://a:80',
    'zk://a:2181/kafka',
    'kafka-1.example.org:9092\nbootstrap',
  ])('“%s” stays as it is', (text) => {
    expect(readClientProperties(text)).toBeNull()
  })

  it('any text is taken or left, never failed over', () => {
    fc.assert(
      fc.property(fc.string(), (text) => void readClientProperties(text)),
      { numRuns: 2_000 },
    )
  })
})
