import type { AclBinding, Quota, ScramListed } from '../../shared/contract/security.ts'
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

const nobody = { user: null, clientId: null, ip: null }

export const fakeQuotas: readonly Quota[] = [
  {
    entity: { ...nobody, user: { name: 'billing' } },
    values: [
      { key: 'producer_byte_rate', value: 10_485_760 },
      { key: 'consumer_byte_rate', value: 20_971_520 },
      { key: 'request_percentage', value: 150 },
    ],
  },
  {
    entity: { ...nobody, user: { name: 'shop' }, clientId: { name: 'checkout-7' } },
    values: [{ key: 'producer_byte_rate', value: 1_500_000 }],
  },
  {
    entity: { ...nobody, user: { name: null } },
    values: [
      { key: 'consumer_byte_rate', value: 5_242_880 },
      { key: 'controller_mutation_rate', value: 2.5 },
    ],
  },
  { entity: { ...nobody, clientId: { name: null } }, values: [{ key: 'request_percentage', value: 50 }] },
  { entity: { ...nobody, ip: { name: '10.4.1.17' } }, values: [{ key: 'connection_creation_rate', value: 20 }] },
  { entity: { ...nobody, ip: { name: null } }, values: [{ key: 'connection_creation_rate', value: 200 }] },
]

export const fakeScram: readonly ScramListed[] = [
  { user: 'billing', mechanism: 'SCRAM-SHA-512', iterations: 8_192 },
  { user: 'billing', mechanism: 'SCRAM-SHA-256', iterations: 4_096 },
  { user: 'shop', mechanism: 'SCRAM-SHA-512', iterations: 4_096 },
  { user: 'intern', mechanism: 'SCRAM-SHA-256', iterations: 4_097 },
]

export const fakeSecurityHandlers = (changes: FakeChanges, now: number): SamsaHandlers['security'] => ({
  acls: () => ({ asOf: now - 2_000, authorizer: true, acls: [...fakeAcls], unknown: 0 }),
  createAcls: changes.change,
  deleteAcls: changes.change,
  quotas: () => ({ asOf: now - 2_000, quotas: [...fakeQuotas], unknown: 0, via: 'kafka' }),
  alterQuotas: changes.change,
  scram: () => ({ asOf: now - 2_000, credentials: [...fakeScram], unknown: 0 }),
  setScram: changes.change,
  removeScram: changes.change,
})
