import type { AclFilter, WireAcl } from '../../../../electron/core/clients/kafka/codecs/acls.ts'
import type { Reader } from '../../../../electron/core/clients/kafka/wire/reader.ts'
import type { Writer } from '../../../../electron/core/clients/kafka/wire/writer.ts'
import type { Call } from '../call.ts'
import { codes } from '../codes.ts'

const ANY = 1
const MATCH = 2
const LITERAL = 3

const readAcl = (from: Reader): AclFilter => ({
  resource: from.int8(),
  name: from.nullableString(),
  pattern: from.int8(),
  principal: from.nullableString(),
  host: from.nullableString(),
  operation: from.int8(),
  permission: from.int8(),
})

const isSame = (wanted: number | string | null, found: number | string): boolean => wanted === null || wanted === ANY || wanted === found

const isMatch = (filter: AclFilter, acl: WireAcl): boolean =>
  filter.pattern !== MATCH && (Object.keys(acl) as (keyof WireAcl)[]).every((field) => isSame(filter[field], acl[field]))

const disabled = 'No Authorizer is configured.'

/** What keeps a request from being looked at; 0: nothing. */
const refusal = (call: Call): number => call.code() || (call.world.acls === null ? codes.securityDisabled : 0)
const wordsOf = (code: number): string | null => (code === 0 ? null : code === codes.securityDisabled ? disabled : `Error ${code}`)

function writeBody(to: Writer, { principal, host, operation, permission }: WireAcl): void {
  to.string(principal).string(host).int8(operation).int8(permission)
}

/** DescribeAcls (29) v1–3. */
export function describeAcls(call: Call): void {
  const { request, reply, world } = call
  const filter = readAcl(request)
  const code = refusal(call)
  const found = code === 0 ? (world.acls ?? []).filter((acl) => isMatch(filter, acl)) : []
  const resources = Map.groupBy(found, ({ resource, name, pattern }) => JSON.stringify([resource, name, pattern]))
  reply.int32(call.throttleMs).int16(code).nullableString(wordsOf(code))
  reply.array([...resources.values()], (acls, to) => {
    const [first] = acls
    if (first) to.int8(first.resource).string(first.name).int8(first.pattern)
    to.array(acls, (acl) => {
      writeBody(to, acl)
      to.tags()
    })
    to.tags()
  })
}

/** CreateAcls (30) v1–3. */
export function createAcls(call: Call): void {
  const { request, reply, world } = call
  const wanted = request.array(13, () => {
    const acl = readAcl(request)
    request.tags()
    return acl as WireAcl // nothing of it is null in a request that creates
  })
  const code = refusal(call)
  reply.int32(call.throttleMs)
  reply.array(wanted, (acl, to) => {
    const wrong = acl.pattern < LITERAL || !acl.principal.includes(':')
    const own = code || (wrong ? codes.invalidRequest : 0)
    if (own === 0 && !world.acls?.some((other) => JSON.stringify(other) === JSON.stringify(acl))) world.acls?.push(acl)
    to.int16(own)
      .nullableString(wrong ? 'Invalid ACL creation' : wordsOf(own))
      .tags()
  })
}

/** DeleteAcls (31) v1–3. */
export function deleteAcls(call: Call): void {
  const { request, reply, world } = call
  const filters = request.array(11, () => {
    const filter = readAcl(request)
    request.tags()
    return filter
  })
  const code = refusal(call)
  reply.int32(call.throttleMs)
  reply.array(filters, (filter, to) => {
    const gone = code === 0 ? (world.acls ?? []).filter((acl) => isMatch(filter, acl)) : []
    for (const acl of gone) world.acls?.splice(world.acls.indexOf(acl), 1)
    to.int16(code).nullableString(wordsOf(code))
    to.array(gone, (acl) => {
      to.int16(0).nullableString(null).int8(acl.resource).string(acl.name).int8(acl.pattern)
      writeBody(to, acl)
      to.tags()
    })
    to.tags()
  })
}
