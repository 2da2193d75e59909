import { CLUSTER_NAME, operationsOf, type AclBinding, type AclOperation, type AclResource } from './acl.ts'

/** What an authorizer of Kafka's makes of its ACLs. Super users and `allow.everyone.if.no.acl.found` are settings of the brokers, and not in them. */

/** This principal is everybody. */
export const EVERYBODY = 'User:*'

interface Thing {
  readonly resource: AclResource
  readonly name: string
}

const covers = (acl: Pick<AclBinding, 'resource' | 'name' | 'pattern'>, { resource, name }: Thing): boolean =>
  acl.resource === resource && (acl.pattern === 'prefixed' ? name.startsWith(acl.name) : acl.name === name || acl.name === '*')

/** Those that speak of one thing: by its name, by how it begins, or of all of its kind. */
export const aclsAbout = (acls: readonly AclBinding[], thing: Thing): AclBinding[] => acls.filter((acl) => covers(acl, thing))

export interface Existing {
  /** Null: not known. */
  readonly topics: readonly string[] | null
  readonly groups: readonly string[] | null
}

/** By code units. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Where the first name stands that is not before it. */
function placeOf(sorted: readonly string[], name: string): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (compare(sorted[middle] ?? '', name) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * Of how many topics or groups that exist an ACL speaks; null: it speaks of something else, or they are not known. Thousands of ACLs are
 * asked about beside tens of thousands of names.
 */
export function existingIn({ topics, groups }: Existing): (acl: AclBinding) => number | null {
  const [topicNames, groupNames] = [topics, groups].map((names) => names?.toSorted(compare) ?? null)
  return ({ resource, name, pattern }) => {
    const sorted = resource === 'topic' ? topicNames : resource === 'group' ? groupNames : null
    if (sorted === null || sorted === undefined) return null
    if (pattern === 'literal' && name === '*') return sorted.length
    const from = placeOf(sorted, name)
    // Names hold no character of the last code unit.
    return pattern === 'prefixed' ? placeOf(sorted, `${name}\uffff`) - from : sorted[from] === name ? 1 : 0
  }
}

/** What a permission gives beside what it names; a denial takes nothing but what it names. */
const ALSO: Partial<Readonly<Record<AclOperation, readonly AclOperation[]>>> = {
  Describe: ['Read', 'Write', 'Delete', 'Alter'],
  DescribeConfigs: ['AlterConfigs'],
}

const speaksOf = ({ operation, permission }: AclBinding, asked: AclOperation): boolean =>
  operation === 'All' || operation === asked || (permission === 'allow' && ALSO[asked]?.includes(operation) === true)

export interface AskedRights extends Thing {
  readonly principal: string
  /** Null: from anywhere. */
  readonly host: string | null
}

export interface Right {
  readonly operation: AclOperation
  /** `depends`: on the address that it is asked from. */
  readonly is: 'yes' | 'no' | 'depends'
  /** What decides; empty: no permission speaks of it. */
  readonly by: readonly AclBinding[]
}

/** Those that speak of a principal: its own, and those of everybody. */
export const aclsOf = (acls: readonly AclBinding[], principal: string): AclBinding[] =>
  acls.filter((acl) => acl.principal === principal || acl.principal === EVERYBODY)

interface Decision {
  readonly may: boolean
  readonly by: AclBinding | undefined
}

/** What a principal may do with one thing, operation by operation. */
export function rightsOf(acls: readonly AclBinding[], asked: AskedRights): Right[] {
  const mine = aclsOf(acls, asked.principal)
  const about = mine.filter((acl) => covers(acl, asked))
  // Topics are made by whoever may make them in the cluster, too.
  const inCluster = asked.resource === 'topic' ? mine.filter((acl) => covers(acl, { resource: 'cluster', name: CLUSTER_NAME })) : []
  // Addresses that something is said of, and one of which nothing is.
  const hosts =
    asked.host === null
      ? [...new Set([...about, ...inCluster].map(({ host }) => host))].filter((host) => host !== '*').concat('')
      : [asked.host]
  const decideBy = (some: readonly AclBinding[], operation: AclOperation, host: string): Decision => {
    const said = some.filter((acl) => (acl.host === '*' || acl.host === host) && speaksOf(acl, operation))
    const denied = said.find(({ permission }) => permission === 'deny')
    const by = denied ?? said[0]
    return { may: by !== undefined && denied === undefined, by }
  }
  const decide = (operation: AclOperation, host: string): Decision => {
    const decided = decideBy(about, operation, host)
    if (decided.may || operation !== 'Create') return decided
    const there = decideBy(inCluster, operation, host)
    return there.may ? there : decided
  }
  return operationsOf[asked.resource]
    .filter((operation) => operation !== 'All')
    .map((operation) => {
      const found = hosts.map((host) => decide(operation, host))
      const by = [...new Set(found.flatMap((each) => each.by ?? []))]
      const [first] = found
      const is = found.every(({ may }) => may === first?.may) ? (first?.may === true ? 'yes' : 'no') : 'depends'
      return { operation, is, by }
    })
}
