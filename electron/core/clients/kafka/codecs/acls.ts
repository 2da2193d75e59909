import type { Reader } from '../wire/reader.ts'
import type { Writer } from '../wire/writer.ts'
import { arraySteps, defineApi, type Throttled } from './api.ts'

/** An ACL with Kafka's numbers. In a filter null and 1 (any) match all. */
export interface WireAcl {
  readonly resource: number
  readonly name: string
  /** 3 literal, 4 prefixed (v1+; Kafka 2.0). */
  readonly pattern: number
  readonly principal: string
  readonly host: string
  readonly operation: number
  readonly permission: number
}

export const ANY = 1

export type AclFilter = { readonly [F in keyof WireAcl]: WireAcl[F] extends string ? string | null : number }

export interface AclResult {
  readonly error: number
  readonly message: string | null
}

export interface DescribeAclsResponse extends Throttled, AclResult {
  readonly acls: readonly WireAcl[]
}

export interface CreateAclsResponse extends Throttled {
  /** In the order asked. */
  readonly results: readonly AclResult[]
}

export interface DeleteAclsResponse extends Throttled {
  /** By filter, in the order asked. */
  readonly results: readonly (AclResult & { readonly matching: readonly (AclResult & { readonly acl: WireAcl })[] })[]
}

const versions = { min: 1, max: 3, flexibleFrom: 2 } as const

const writeFilter = (to: Writer, { resource, name, pattern, principal, host, operation, permission }: AclFilter): Writer =>
  to.int8(resource).nullableString(name).int8(pattern).nullableString(principal).nullableString(host).int8(operation).int8(permission)

const readResult = (r: Reader): AclResult => ({ error: r.int16(), message: r.nullableString() })

/** DescribeAcls (KIP-140), from any broker. */
export const describeAcls = defineApi<{ readonly filter: AclFilter }, DescribeAclsResponse>({
  key: 29,
  name: 'DescribeAcls',
  ...versions,
  write: (to, _version, { filter }) => void writeFilter(to, filter),
  *read(from) {
    const throttleMs = from.int32()
    const { error, message } = readResult(from)
    const resources = yield* arraySteps(from, 5, (r) => {
      const [resource, name, pattern] = [r.int8(), r.string(), r.int8()]
      const acls = r.array(4, (a): WireAcl => {
        const acl = { resource, name, pattern, principal: a.string(), host: a.string(), operation: a.int8(), permission: a.int8() }
        a.tags()
        return acl
      })
      r.tags()
      return acls
    })
    from.tags()
    return { throttleMs, error, message, acls: resources.flat() }
  },
})

/** CreateAcls (KIP-140). */
export const createAcls = defineApi<{ readonly acls: readonly WireAcl[] }, CreateAclsResponse>({
  key: 30,
  name: 'CreateAcls',
  ...versions,
  write: (to, _version, { acls }) => void to.array(acls, (acl) => writeFilter(to, acl).tags()),
  *read(from) {
    const throttleMs = from.int32()
    const results = yield* arraySteps(from, 4, (r) => {
      const result = readResult(r)
      r.tags()
      return result
    })
    from.tags()
    return { throttleMs, results }
  },
})

/** DeleteAcls (KIP-140): all that a filter matches; each is told. */
export const deleteAcls = defineApi<{ readonly filters: readonly AclFilter[] }, DeleteAclsResponse>({
  key: 31,
  name: 'DeleteAcls',
  ...versions,
  write: (to, _version, { filters }) => void to.array(filters, (filter) => writeFilter(to, filter).tags()),
  *read(from) {
    const throttleMs = from.int32()
    const results = yield* arraySteps(from, 5, (r) => {
      const result = readResult(r)
      const matching = r.array(11, (m) => {
        const own = readResult(m)
        const [resource, name, pattern, principal, host] = [m.int8(), m.string(), m.int8(), m.string(), m.string()]
        const acl = { resource, name, pattern, principal, host, operation: m.int8(), permission: m.int8() }
        m.tags()
        return { ...own, acl }
      })
      r.tags()
      return { ...result, matching }
    })
    from.tags()
    return { throttleMs, results }
  },
})
