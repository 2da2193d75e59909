import { ACL_OPERATIONS, ACL_RESOURCES, type AclBinding } from '../../../../../shared/domain/acl.ts'
import { ANY, describeAcls, type AclFilter, type WireAcl } from '../codecs/acls.ts'
import type { AclsReading } from '../kafka-client.ts'
import { kafkaError } from '../translate.ts'
import { anyBroker } from './any-broker.ts'
import type { Context } from './context.ts'

/** Kafka's numbers: 0 unknown, 1 any, then these. */
const FIRST = 2
const PATTERNS = { literal: 3, prefixed: 4 } as const
const PERMISSIONS = { deny: 2, allow: 3 } as const
const SECURITY_DISABLED = 54

export const toWire = ({ resource, name, pattern, principal, host, operation, permission }: AclBinding): WireAcl => ({
  resource: ACL_RESOURCES.indexOf(resource) + FIRST,
  name,
  pattern: PATTERNS[pattern],
  principal,
  host,
  operation: ACL_OPERATIONS.indexOf(operation) + FIRST,
  permission: PERMISSIONS[permission],
})

/** Null: of a kind that this version does not know. */
function fromWire({ resource, name, pattern, principal, host, operation, permission }: WireAcl): AclBinding | null {
  const [kind, act] = [ACL_RESOURCES[resource - FIRST], ACL_OPERATIONS[operation - FIRST]]
  if (kind === undefined || act === undefined) return null
  return {
    resource: kind,
    name,
    pattern: pattern === PATTERNS.prefixed ? 'prefixed' : 'literal',
    principal,
    host,
    operation: act,
    permission: permission === PERMISSIONS.allow ? 'allow' : 'deny',
  }
}

const everything: AclFilter = { resource: ANY, name: null, pattern: ANY, principal: null, host: null, operation: ANY, permission: ANY }

/** All ACLs of the cluster. One without an authorizer has none, and says so. */
export async function readAcls(context: Context, signal: AbortSignal): Promise<AclsReading> {
  const { cluster, grantee } = context
  const broker = await anyBroker(context, signal)
  const { value, at } = await cluster.ask(broker, { api: describeAcls, request: { filter: everything }, lane: 'interactive' }, signal)
  if (value.error === SECURITY_DISABLED) return { at, authorizer: false, acls: [], unknown: 0 }
  if (value.error !== 0) throw kafkaError(value.error, 'the access control lists', { kind: 'cluster', name: '' }, 'Describe', grantee)
  const acls = value.acls.flatMap((acl) => fromWire(acl) ?? [])
  return { at, authorizer: true, acls, unknown: value.acls.length - acls.length }
}
