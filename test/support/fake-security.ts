import type { AclBinding } from '../../shared/contract/security.ts'
import type { SamsaHandlers } from '../../shared/contract/index.ts'
import type { FakeChanges } from './fake-changes.ts'

const acl = (principal: string, operation: AclBinding['operation'], name: string, more: Partial<AclBinding> = {}): AclBinding => ({
  resource: 'topic',
  name,
  pattern: 'literal',
  principal,
  host: '*',
  operation,
  permission: 'allow',
  ...more,
})

export const fakeAcls: readonly AclBinding[] = [
  acl('User:billing', 'Read', 'orders.events'),
  acl('User:billing', 'Read', 'billing', { resource: 'group' }),
  acl('User:billing', 'Describe', 'orders.', { pattern: 'prefixed' }),
  acl('User:shop', 'Write', 'orders.events', { host: '10.4.1.17' }),
  acl('User:shop', 'IdempotentWrite', 'kafka-cluster', { resource: 'cluster' }),
  acl('User:intern', 'All', '*', { permission: 'deny' }),
  acl('User:*', 'Describe', 'public.', { pattern: 'prefixed' }),
]

export const fakeSecurityHandlers = (changes: FakeChanges, now: number): SamsaHandlers['security'] => ({
  acls: () => ({ asOf: now - 2_000, authorizer: true, acls: [...fakeAcls], unknown: 0 }),
  createAcls: changes.change,
  deleteAcls: changes.change,
})
