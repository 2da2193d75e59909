import type { AclBinding } from '../../../shared/contract/security.ts'
import { aclProblems, CLUSTER_NAME, operationsOf } from '../../../shared/domain/acl.ts'
import { en } from '../../text/en.ts'

export const blankAcl: AclBinding = {
  resource: 'topic',
  name: '',
  pattern: 'literal',
  principal: 'User:',
  host: '*',
  operation: 'Read',
  permission: 'allow',
}

/** With another field written. What does not go with another kind of resource is set anew. */
export function withField(acl: AclBinding, part: Partial<AclBinding>): AclBinding {
  const next = { ...acl, ...part }
  if (part.resource === undefined) return next
  const [first = 'All', second] = operationsOf[next.resource]
  const operation = operationsOf[next.resource].includes(next.operation) ? next.operation : (second ?? first)
  if (next.resource === 'cluster') return { ...next, operation, name: CLUSTER_NAME, pattern: 'literal' }
  return { ...next, operation, name: acl.resource === 'cluster' ? '' : next.name }
}

/** What is wrong, by field; the first of each. */
export function problemsOf(acl: AclBinding): Readonly<Record<string, string>> {
  const problems: Record<string, string> = {}
  for (const { field, message } of aclProblems(acl)) problems[field] ??= message
  return problems
}

/** What the core says about the one ACL of the form, by field. */
export const ofCore = (problems: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(problems).map(([path, message]) => [path.replace(/^acls\.0\./, ''), message]))

/** What is said about these stands beside them. */
export const isAclField = (path: string): boolean => /^acls\.0\.(principal|resource|operation|name|pattern|host)$/.test(path)

/** An ACL travels in the address of its form as parameters. */
export function aclOf(text: string | undefined): AclBinding {
  if (text === undefined) return blankAcl
  const found = new URLSearchParams(text)
  const of = <T extends string>(name: string, allowed: readonly T[], otherwise: T): T =>
    allowed.find((each) => each === found.get(name)) ?? otherwise
  const resource = of('resource', ['topic', 'group', 'cluster', 'transactionalId', 'delegationToken', 'user'], 'topic')
  return {
    resource,
    name: found.get('name') ?? '',
    pattern: of('pattern', ['literal', 'prefixed'], 'literal'),
    principal: found.get('principal') ?? 'User:',
    host: found.get('host') ?? '*',
    operation: of('operation', operationsOf[resource], 'All'),
    permission: of('permission', ['allow', 'deny'], 'allow'),
  }
}

export const textOf = (acl: AclBinding): string => new URLSearchParams({ ...acl }).toString()

/** In one line. */
export const words = ({ principal, permission, operation, resource, pattern, name, host }: AclBinding): string =>
  en.security.file.words(
    principal,
    en.security.permission[permission],
    operation,
    en.security.resource[resource],
    `${name}${pattern === 'prefixed' ? '…' : ''}`,
    host,
  )
