import * as z from 'zod'
import { query, type Subject } from '../rpc/define.ts'
import { ACL_OPERATIONS, ACL_RESOURCES } from '../domain/acl.ts'
import { change } from './changes.ts'
import { ProfileId } from './common.ts'

/** Who may do what on a Kafka cluster. */

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

export const security = {
  acls: query(z.strictObject({ cluster: ProfileId }), AclAnswer),
  createAcls: change('C1', Acls, ['security']),
  deleteAcls: change('C2', Acls, ['security']),
} as const satisfies Subject
