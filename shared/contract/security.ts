import * as z from 'zod'
import { query, type Subject } from '../rpc/define.ts'
import { ACL_OPERATIONS, ACL_RESOURCES } from '../domain/acl.ts'
import { QUOTA_KEYS } from '../domain/quota.ts'
import { SCRAM_MECHANISMS } from '../domain/scram.ts'
import { change } from './changes.ts'
import { ProfileId } from './common.ts'

/** Who may do what on a Kafka cluster, and how much of it. */

const Name = z.string().max(1_000)

export const AclBinding = z.strictObject({
  resource: z.enum(ACL_RESOURCES),
  name: Name,
  pattern: z.enum(['literal', 'prefixed']),
  principal: Name,
  host: z.string().max(255),
  operation: z.enum(ACL_OPERATIONS),
  permission: z.enum(['allow', 'deny']),
})
export type AclBinding = z.infer<typeof AclBinding>

export const AclAnswer = z.strictObject({
  /** Wall clock ms. */
  asOf: z.number(),
  /** False: the brokers have no authorizer, so everybody may do everything. */
  authorizer: z.boolean(),
  acls: z.array(AclBinding),
  /** How many more there are, of kinds that this version does not know. */
  unknown: z.int(),
})
export type AclAnswer = z.infer<typeof AclAnswer>

const Acls = z.strictObject({ acls: z.array(AclBinding).min(1).max(200, 'At most 200 at once') })

const Part = z.strictObject({ name: z.string().max(1_000).nullable() }).nullable()

export const QuotaEntity = z.strictObject({ user: Part, clientId: Part, ip: Part })
export type QuotaEntity = z.infer<typeof QuotaEntity>

const QuotaKey = z.enum(QUOTA_KEYS)

export const Quota = z.strictObject({ entity: QuotaEntity, values: z.array(z.strictObject({ key: QuotaKey, value: z.number() })) })
export type Quota = z.infer<typeof Quota>

export const QuotaAnswer = z.strictObject({
  /** Wall clock ms. */
  asOf: z.number(),
  quotas: z.array(Quota),
  /** How many more limits there are, of kinds that this version does not know. */
  unknown: z.int(),
  /** `scheduler`: the brokers have no API for it (before Kafka 2.6); client ids and byte rates alone, and none can be taken away. */
  via: z.enum(['kafka', 'scheduler']),
})
export type QuotaAnswer = z.infer<typeof QuotaAnswer>

const QuotaEdit = z.strictObject({
  entity: QuotaEntity,
  /** A value of null takes the limit away. */
  changes: z.array(z.strictObject({ key: QuotaKey, value: z.number().nullable() })).max(QUOTA_KEYS.length),
})

const QuotaEdits = z.strictObject({ quotas: z.array(QuotaEdit).min(1).max(200, 'At most 200 at once') })

const ScramCredential = z.strictObject({ user: Name, mechanism: z.enum(SCRAM_MECHANISMS) })

export const ScramListed = ScramCredential.extend({ iterations: z.int() })
export type ScramListed = z.infer<typeof ScramListed>

export const ScramAnswer = z.strictObject({
  /** Wall clock ms. */
  asOf: z.number(),
  credentials: z.array(ScramListed),
  /** How many more there are, of mechanisms that this version does not know. */
  unknown: z.int(),
})
export type ScramAnswer = z.infer<typeof ScramAnswer>

/** The password goes one way: no member tells it, and no log or file keeps it. */
const NewScram = ScramListed.extend({ password: z.string().max(1_000, 'At most 1,000 characters') })

export const security = {
  acls: query(z.strictObject({ cluster: ProfileId }), AclAnswer),
  createAcls: change('C1', Acls, ['security']),
  deleteAcls: change('C2', Acls, ['security']),
  quotas: query(z.strictObject({ cluster: ProfileId }), QuotaAnswer),
  alterQuotas: change('C1', QuotaEdits, ['security']),
  scram: query(z.strictObject({ cluster: ProfileId }), ScramAnswer),
  setScram: change('C2', NewScram, ['security']),
  removeScram: change('C2', z.strictObject({ credentials: z.array(ScramCredential).min(1).max(200, 'At most 200 at once') }), ['security']),
} as const satisfies Subject
