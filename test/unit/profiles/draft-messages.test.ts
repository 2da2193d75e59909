import { describe, expect, it } from 'vitest'
import { ProfileDraft, SecretValues } from '../../../shared/contract/profiles.ts'
import { newKeyCanary } from '../../support/canary.ts'
import { draft } from '../../support/profile-draft.ts'

/** What the form shows at the field. */
function messages(given: unknown): Record<string, string> {
  const read = ProfileDraft.safeParse(given)
  return Object.fromEntries((read.error?.issues ?? []).map((i) => [i.path.join('.'), i.message]))
}

const certificate = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'
const tls = (change: object): unknown => ({
  ...draft(),
  security: { tls: { ca: '', caUse: 'add', certificate: '', serverName: '', ...change }, sasl: null },
})

describe('bad input of the profile form', () => {
  it.each([
    ['name', { name: '   ' }, 'Give the profile a name'],
    ['name', { name: 'x'.repeat(61) }, 'At most 60 characters'],
    ['bootstrap', { bootstrap: [] }, 'Enter at least one bootstrap broker, or where the scheduler or Mesos is'],
    ['bootstrap.0', { bootstrap: ['kafka-1'] }, 'Write host:port, for example kafka-1.example.org:9092'],
    ['bootstrap.0', { bootstrap: ['a:1,b:2'] }, 'Write host:port, for example kafka-1.example.org:9092'],
    ['bootstrap.0', { bootstrap: ['me:secret@kafka:9092'] }, 'Write host:port, for example kafka-1.example.org:9092'],
    ['bootstrap.1', { bootstrap: ['a:1', 'b:70000'] }, 'The port must be between 1 and 65535'],
    [
      'addressMap.0.from',
      { addressMap: [{ from: 'agent-1', to: 'a:1' }] },
      'Write host:port, for example kafka-1.internal:9092; * may stand for either',
    ],
    ['addressMap.0.to', { addressMap: [{ from: 'a:1', to: 'b:99999' }] }, 'The port must be between 1 and 65535, or *'],
    ['security.sasl.user', { security: { tls: null, sasl: { mechanism: 'PLAIN', user: '' } } }, 'Enter the user name'],
    ['clientId', { clientId: 'x'.repeat(101) }, 'At most 100 characters'],
  ])('%s: %j', (field, change, message) => {
    expect(messages({ ...draft(), ...change })).toEqual({ [field]: message })
  })

  it.each([['kafka-1.example.org:9092'], ['10.1.2.3:31000'], ['[2001:db8::7]:9092'], ['localhost:1']])('takes %s', (address) => {
    expect(messages(draft({ bootstrap: [address] }))).toEqual({})
  })

  it.each([
    ['agent-17:31000', '10.1.2.3:31000'],
    ['*:9092', 'localhost:*'],
    ['agent-*.internal:*', 'agent-*.example.org:*'],
  ])('maps %s to %s', (from, to) => {
    expect(messages(draft({ addressMap: [{ from, to }] }))).toEqual({})
  })

  it('C-05 refuses a private key where certificates are stored in clear', () => {
    const mixed = certificate + newKeyCanary()
    expect(messages(tls({ ca: mixed }))['security.tls.ca']).toMatch(/private key/)
    expect(messages(tls({ certificate: mixed }))['security.tls.certificate']).toMatch(/private key/)
    expect(JSON.stringify(ProfileDraft.safeParse(tls({ ca: mixed })).error?.issues)).not.toContain(mixed.split('\n')[5])
  })

  it('wants PEM, and says how that begins', () => {
    expect(messages(tls({ ca: 'MIIB' }))['security.tls.ca']).toMatch(/BEGIN CERTIFICATE/)
    expect(messages(tls({ ca: certificate, certificate }))).toEqual({})
    expect(SecretValues.safeParse({ tlsKey: 'MIIB' }).error?.issues[0]?.message).toMatch(/BEGIN PRIVATE KEY/)
    expect(SecretValues.safeParse({ tlsKey: newKeyCanary(), saslPassword: '' }).success).toBe(true)
  })
})
