import { describe, expect, it } from 'vitest'
import type { AclBinding } from '../../../shared/domain/acl.ts'
import { aclsAbout, existingIn, rightsOf, type AskedRights } from '../../../shared/domain/acl-rights.ts'

const acl = (part: Partial<AclBinding>): AclBinding => ({
  resource: 'topic',
  name: 'orders',
  pattern: 'literal',
  principal: 'User:ada',
  host: '*',
  operation: 'Read',
  permission: 'allow',
  ...part,
})

describe('what a principal may do', () => {
  const ada: AskedRights = { principal: 'User:ada', resource: 'topic', name: 'orders', host: null }
  const may = (acls: readonly AclBinding[], asked: Partial<AskedRights> = {}): string =>
    rightsOf(acls, { ...ada, ...asked })
      .flatMap(({ operation, is }) => (is === 'no' ? [] : [is === 'yes' ? operation : `${operation}?`]))
      .join(' ')

  it.each<[string, readonly AclBinding[], string]>([
    ['nothing is said', [], ''],
    ['reading gives describing', [acl({})], 'Read Describe'],
    ['changing configs gives describing them', [acl({ operation: 'AlterConfigs' })], 'DescribeConfigs AlterConfigs'],
    ['All', [acl({ operation: 'All' })], 'Read Write Create Delete Alter Describe DescribeConfigs AlterConfigs'],
    ['of everybody', [acl({ principal: 'User:*', operation: 'Write' })], 'Write Describe'],
    ['of somebody else', [acl({ principal: 'User:bob' })], ''],
    ['names that begin so', [acl({ name: 'ord', pattern: 'prefixed' })], 'Read Describe'],
    ['all names', [acl({ name: '*' })], 'Read Describe'],
    ['a prefix of a star is no name that begins with ord', [acl({ name: '*', pattern: 'prefixed' })], ''],
    ['a longer name', [acl({ name: 'orders.retry' })], ''],
    ['a group of that name', [acl({ resource: 'group' })], ''],
    ['a denial wins', [acl({}), acl({ principal: 'User:*', permission: 'deny', name: '*' })], 'Describe'],
    ['a denial of reading leaves describing', [acl({ permission: 'deny' }), acl({ operation: 'Describe' })], 'Describe'],
    ['a denial of all', [acl({}), acl({ permission: 'deny', operation: 'All' })], ''],
    ['making any topic of the cluster', [acl({ resource: 'cluster', name: 'kafka-cluster', operation: 'Create' })], 'Create'],
    ['from one address', [acl({ host: '10.0.0.1' })], 'Read? Describe?'],
    ['denied to one address', [acl({}), acl({ permission: 'deny', host: '10.0.0.1' })], 'Read? Describe'],
  ])('%s', (_what, acls, wanted) => {
    expect(may(acls)).toBe(wanted)
  })

  it('from an address, and with the ACLs that decide', () => {
    const [one, other] = [acl({ host: '10.0.0.1' }), acl({ permission: 'deny', host: '10.0.0.2', operation: 'All' })]
    expect(may([one, other], { host: '10.0.0.1' })).toBe('Read Describe')
    expect(may([one, other], { host: '10.0.0.2' })).toBe('')
    expect(rightsOf([one, other], ada)[0]).toEqual({ operation: 'Read', is: 'depends', by: [one, other] })
    expect(rightsOf([], ada)[0]).toEqual({ operation: 'Read', is: 'no', by: [] })
  })
})

it('of how many that exist an ACL speaks', () => {
  const there = { topics: ['orders', 'orders.retry', 'audit'], groups: ['billing'] }
  expect(existingIn(there)(acl({}))).toBe(1)
  expect(existingIn(there)(acl({ name: 'orders', pattern: 'prefixed' }))).toBe(2)
  expect(existingIn(there)(acl({ name: '*' }))).toBe(3)
  expect(existingIn(there)(acl({ name: 'gone' }))).toBe(0)
  expect(existingIn(there)(acl({ name: 'gone', pattern: 'prefixed' }))).toBe(0)
  expect(existingIn(there)(acl({ name: 'orders.', pattern: 'prefixed' }))).toBe(1)
  expect(existingIn(there)(acl({ resource: 'group', name: 'billing' }))).toBe(1)
  expect(existingIn({ ...there, groups: null })(acl({ resource: 'group', name: 'billing' }))).toBeNull()
  expect(existingIn(there)(acl({ resource: 'cluster', name: 'kafka-cluster' }))).toBeNull()
})

it('which ACLs speak of a topic', () => {
  const about = [acl({}), acl({ name: 'ord', pattern: 'prefixed' }), acl({ name: '*' })]
  const others = [
    acl({ name: 'orders.', pattern: 'prefixed' }),
    acl({ resource: 'group' }),
    acl({ resource: 'cluster', name: 'kafka-cluster' }),
  ]
  expect(aclsAbout([...others, ...about], { resource: 'topic', name: 'orders' })).toEqual(about)
})
