import { describe, expect, it } from 'vitest'
import { checkForm, emptyForm, formOf, type Form } from '../../../renderer/features/profile-editor/form.ts'
import { addressesIn } from '../../../renderer/features/launcher/facts.ts'
import { fakeCard, fakeCards } from '../../support/fake-profiles.ts'

const form = (change: Partial<Form> = {}): Form => ({ ...emptyForm('kafka-1:9092'), name: 'eu', ...change })
const errors = (change: Partial<Form>): Readonly<Record<string, string>> | null => checkForm(form(change)).errors

describe('profile form', () => {
  it('comes back as it was for every card', () => {
    for (const card of fakeCards()) {
      const { draft } = checkForm(formOf(card))
      expect(draft).toEqual(
        expect.objectContaining({ name: card.name, bootstrap: card.bootstrap, security: card.security, addressMap: card.addressMap }),
      )
    }
  })

  it('starts observing and takes over pasted addresses', () => {
    expect(checkForm(form()).draft).toMatchObject({ access: 'observe', bootstrap: ['kafka-1:9092'], security: { tls: null, sasl: null } })
    expect(addressesIn('PLAINTEXT://a:1, SASL_SSL://b:2/\n c:3')).toEqual(['a:1', 'b:2', 'c:3'])
  })

  it('says what is wrong at the field, and of many addresses at which', () => {
    expect(errors({ name: '  ' })).toEqual({ name: 'Give the profile a name' })
    expect(errors({ bootstrap: '' })).toEqual({ bootstrap: 'Enter at least one bootstrap broker, or where the scheduler or Mesos is' })
    expect(errors({ bootstrap: 'a:9092\nb' })?.['bootstrap']).toMatch(/^b: Write host:port/)
    expect(errors({ bootstrap: 'a:99999' })).toEqual({ bootstrap: 'The port must be between 1 and 65535' })
    expect(errors({ login: 'PLAIN' })).toEqual({ user: 'Enter the user name' })
    expect(errors({ tls: true, ca: 'x' })?.['ca']).toMatch(/BEGIN CERTIFICATE/)
    expect(Object.keys(errors({ addressMap: [{ from: 'a:1', to: '' }] }) ?? {})).toEqual(['addressMap.0.to'])
    expect(Object.keys(errors({ secrets: { tlsKey: 'x' } }) ?? {})).toEqual(['tlsKey'])
  })

  it('takes a schema registry with its login, and names the field that is wrong', () => {
    const schemaRegistry = {
      url: 'http://registry:8081',
      login: { kind: 'basic', user: 'u' },
      ca: '',
      caUse: 'add',
      plainCredentials: false,
    } as const
    expect(checkForm(form({ schemaRegistry })).draft).toMatchObject({ schemaRegistry })
    expect(checkForm(formOf({ ...fakeCard('x'), schemaRegistry })).draft).toMatchObject({ schemaRegistry })
    expect(Object.keys(errors({ schemaRegistry: { ...schemaRegistry, url: 'registry:8081' } }) ?? {})).toEqual(['schemaRegistry.url'])
    const nobody = { ...schemaRegistry, login: { kind: 'basic', user: '' } } as const
    expect(errors({ schemaRegistry: nobody })).toEqual({ 'schemaRegistry.login': 'Enter the user name' })
  })

  it('takes names of groups in ZooKeeper, one a line and each once, and says which cannot be there', () => {
    const zooKeeperGroups = 'billing-mirror\n audit_2015.a\nbilling-mirror\n'
    expect(checkForm(form({ zooKeeperGroups })).draft).toMatchObject({ zooKeeperGroups: ['billing-mirror', 'audit_2015.a'] })
    expect(errors({ zooKeeperGroups: 'ok\n../admin' })?.['zooKeeperGroups']).toMatch(/^\.\.\/admin: Only letters/)
    expect(errors({ zooKeeperGroups: '..' })).toEqual({ zooKeeperGroups: 'ZooKeeper has no such name' })
    expect(errors({ zooKeeperGroups: 'a'.repeat(250) })).toEqual({ zooKeeperGroups: 'At most 249 characters' })
    const card = { ...fakeCard('x'), zooKeeperGroups: ['a', 'b'] }
    expect(checkForm(formOf(card)).draft).toMatchObject({ zooKeeperGroups: ['a', 'b'] })
  })

  it('refuses a private key among the certificates, which are stored as they are', () => {
    const key = '-----BEGIN PRIVATE KEY-----\nMA==\n-----END PRIVATE KEY-----'
    expect(errors({ tls: true, certificate: key })?.['certificate']).toMatch(/private key/)
  })

  it('leaves out empty entries, and secrets that nobody touched', () => {
    const checked = checkForm(formOf(fakeCard('x', { addressMap: [{ from: 'a:1', to: 'b:1' }] })))
    expect(checked.errors).toBeNull()
    expect(checked.errors === null && checked.secrets).toEqual({})
    expect(checkForm(form({ addressMap: [{ from: '', to: '' }] })).draft?.addressMap).toEqual([])
  })
})
