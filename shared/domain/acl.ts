/** Access control lists as Kafka keeps them (AclBinding), by the names its own tools use. */

export const ACL_RESOURCES = ['topic', 'group', 'cluster', 'transactionalId', 'delegationToken', 'user'] as const
export type AclResource = (typeof ACL_RESOURCES)[number]

export const ACL_OPERATIONS = [
  'All',
  'Read',
  'Write',
  'Create',
  'Delete',
  'Alter',
  'Describe',
  'ClusterAction',
  'DescribeConfigs',
  'AlterConfigs',
  'IdempotentWrite',
  'CreateTokens',
  'DescribeTokens',
  'TwoPhaseCommit',
] as const
export type AclOperation = (typeof ACL_OPERATIONS)[number]

export interface AclBinding {
  readonly resource: AclResource
  readonly name: string
  /** `prefixed`: all names that begin so. */
  readonly pattern: 'literal' | 'prefixed'
  /** `User:alice`; `User:*` is everybody. */
  readonly principal: string
  /** An address, or `*`. */
  readonly host: string
  readonly operation: AclOperation
  readonly permission: 'allow' | 'deny'
}

/** The only name of the cluster. */
export const CLUSTER_NAME = 'kafka-cluster'

const configs = ['DescribeConfigs', 'AlterConfigs'] as const

/** What may be allowed on each kind (AclEntry.supportedOperations); `All` always. */
export const operationsOf: Readonly<Record<AclResource, readonly AclOperation[]>> = {
  topic: ['All', 'Read', 'Write', 'Create', 'Delete', 'Alter', 'Describe', ...configs],
  group: ['All', 'Read', 'Describe', 'Delete', ...configs],
  cluster: ['All', 'Create', 'ClusterAction', 'Alter', 'Describe', 'IdempotentWrite', ...configs],
  transactionalId: ['All', 'Describe', 'Write', 'TwoPhaseCommit'],
  delegationToken: ['All', 'Describe'],
  user: ['All', 'CreateTokens', 'DescribeTokens'],
}

export type AclField = 'principal' | 'name' | 'host' | 'operation' | 'pattern'

export interface AclProblem {
  readonly field: AclField
  readonly message: string
}

const ADDRESS = /^[\da-f.:]{2,45}$/i

/** What cannot be an ACL, by field; whether the cluster takes it, it says itself. */
export function aclProblems({ resource, name, pattern, principal, host, operation }: AclBinding): AclProblem[] {
  const problems: AclProblem[] = []
  const say = (field: AclField, message: string): void => void problems.push({ field, message })
  if (!/^[^:\s]+:.+$/.test(principal)) say('principal', 'A type and a name, as User:alice.')
  if (principal.startsWith('User:') && principal.length > 6 && principal.includes('*'))
    say('principal', 'There are no patterns of principals: User:* is everybody, and no other star has a meaning.')
  if (name === '') say('name', 'A name is needed; * stands for all.')
  if (resource === 'cluster' && name !== CLUSTER_NAME) say('name', `The cluster is called ${CLUSTER_NAME}.`)
  if (resource === 'cluster' && pattern === 'prefixed') say('pattern', 'The cluster has no names to begin with.')
  if (pattern === 'prefixed' && name === '*')
    say('name', 'A prefix of * stands for names that begin with a star; take the literal * for all.')
  if (host !== '*' && !ADDRESS.test(host)) say('host', 'An IP address, or * for any: Kafka knows neither names nor ranges here.')
  if (!operationsOf[resource].includes(operation)) say('operation', `${operation} means nothing on this kind of resource.`)
  return problems
}

/** Two ACLs with the same key are the same one. */
export const aclKey = ({ permission, principal, operation, resource, pattern, name, host }: AclBinding): string =>
  JSON.stringify([permission, principal, operation, resource, pattern, name, host])
