import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRedactor, REMOVED } from '../../../electron/core/lib/redact.ts'
import { isSecretKey, namesSecret } from '../../../shared/domain/secret-names.ts'
import { createScanner, newCanary, newKeyCanary, spellingsOf } from '../../support/canary.ts'

describe('C-07 redaction by value', () => {
  it('takes out every spelling of a live secret, whatever stands around it', () => {
    const secret = newCanary('password')
    const redactor = createRedactor()
    redactor.learn(secret)
    const scanner = createScanner([secret])
    for (const [spelling, bytes] of spellingsOf(secret)) {
      if (spelling === 'utf-16' || spelling === 'latin-1') continue // no sink of text writes them
      const line = `{"before":"${bytes.toString()}","after":1}`
      expect({ spelling, hits: scanner.scan('line', line).length }).not.toEqual({ spelling, hits: 0 })
      expect({ spelling, hits: scanner.scan('line', redactor.text(line)) }).toEqual({ spelling, hits: [] })
      expect(redactor.text(line)).toContain(REMOVED)
    }
  })

  it('any secret of three characters or more, within any text', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 3, maxLength: 40, unit: 'grapheme' }), fc.string(), fc.string(), (secret, before, after) => {
        fc.pre(!REMOVED.includes(secret))
        const redactor = createRedactor()
        redactor.learn(secret)
        expect(
          redactor
            .text(before + secret + after)
            .split(REMOVED)
            .join('\u0000'),
        ).not.toContain(secret)
      }),
      { numRuns: 2_000 },
    )
  })

  it('leaves text without secrets as it is', () => {
    const redactor = createRedactor()
    redactor.learn(newCanary('password'))
    const line = '{"level":"info","msg":"connected","about":{"address":"kafka-1:9092","token":"none"}}'
    expect(redactor.text(line)).toBe(line)
  })

  it('a secret that is part of another leaves nothing of the longer one', () => {
    const redactor = createRedactor()
    redactor.learn('abcdef')
    redactor.learn('abcdefghijkl')
    expect(redactor.text('x abcdefghijkl y')).toBe(`x ${REMOVED} y`)
  })

  it('single lines of a key, and keys it was never told of', () => {
    const key = newKeyCanary()
    const redactor = createRedactor()
    redactor.learn(key)
    const line = key.split('\n')[2] ?? ''
    expect(redactor.text(`parsing ${line} failed`)).toBe(`parsing ${REMOVED} failed`)
    expect(createRedactor().text(`x ${newKeyCanary()} y`)).toBe(`x ${REMOVED}\n y`)
  })

  it('users in addresses and passwords among JVM options', () => {
    const text = createRedactor().text('http://root:hunter2@master:5050/x -Djavax.net.ssl.keyStorePassword=hunter2 -Xmx1g')
    expect(text).toBe(`http://${REMOVED}@master:5050/x -Djavax.net.ssl.keyStorePassword=${REMOVED} -Xmx1g`)
  })
})

describe('C-06 options that name secrets', () => {
  it.each(['ssl.keystore.password=x', 'a=1\nsasl.jaas.config = x', '-Xmx1g -Djavax.net.ssl.keyStorePassword=x'])('%s', (text) =>
    expect(namesSecret(text)).toBe(true),
  )
  it.each(['', 'num.io.threads=8\nlog.retention.hours=24', 'password', 'ssl.key.password=', '-XX:+UseG1GC'])('not “%s”', (text) =>
    expect(namesSecret(text)).toBe(false),
  )
})

describe('C-06 keys that name secrets', () => {
  it.each(['password', 'sasl.password', 'saslPassword', 'tlsKey', 'tlsKeyPassphrase', 'pass phrase', 'api-token', 'client_secret'])(
    '%s',
    (key) => expect(isSecretKey(key)).toBe(true),
  )
  it.each(['sasl.jaas.config', 'Authorization', 'cookie', 'ssl.keystore.key', 'privateKey', 'keytab', 'credentials'])('%s', (key) =>
    expect(isSecretKey(key)).toBe(true),
  )
  it.each(['key', 'topic', 'partition', 'address', 'passed', 'compass', 'keys', 'bypass.count'])('not %s', (key) =>
    expect(isSecretKey(key)).toBe(false),
  )
})
