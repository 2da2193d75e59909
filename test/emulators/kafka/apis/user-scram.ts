import type { Call } from '../call.ts'
import { codes } from '../codes.ts'

/** DescribeUserScramCredentials (50) v0; of all users, as Samsa asks for no others. */
export function describeUserScram(call: Call): void {
  const { request, reply, world } = call
  request.array(2, (u) => {
    u.string()
    u.tags()
  })
  const code = call.code()
  const users = code === 0 ? [...Map.groupBy(world.scram.values(), (one) => one.user)] : []
  reply.int32(call.throttleMs).int16(code)
  reply.nullableString(code === 0 ? null : `Error ${code}`)
  reply.array(users, ([user, credentials], to) => {
    to.string(user).int16(0).nullableString(null)
    to.array(credentials, ({ mechanism, iterations }) => to.int8(mechanism).int32(iterations).tags()).tags()
  })
}

/** AlterUserScramCredentials (51) v0: all of a user or nothing. */
export function alterUserScram(call: Call): void {
  const { request, reply, world } = call
  const deletions = request.array(3, (d) => {
    const one = { user: d.string(), mechanism: d.int8() }
    d.tags()
    return one
  })
  const upsertions = request.array(9, (u) => {
    const [user, mechanism, iterations] = [u.string(), u.int8(), u.int32()]
    const [salt, saltedPassword] = [u.nullableBytes(), u.nullableBytes()].map((bytes) => Buffer.from(bytes ?? []))
    u.tags()
    return { user, mechanism, iterations, salt, saltedPassword }
  })
  const struck = call.code()
  const keyOf = ({ user, mechanism }: { user: string; mechanism: number }): string => `${mechanism} ${user}`
  const users = [...new Set([...deletions, ...upsertions].map((one) => one.user))]
  reply.int32(call.throttleMs)
  reply.array(users, (user, to) => {
    const [gone, set] = [deletions.filter((d) => d.user === user), upsertions.filter((u) => u.user === user)]
    const missing = gone.some((one) => !world.scram.has(keyOf(one)))
    const bad = set.some(({ iterations }) => iterations < 4_096 || iterations > 16_384)
    const twice = gone.length + set.length > 1
    const code =
      struck || (twice ? codes.duplicateResource : 0) || (missing ? codes.resourceNotFound : bad ? codes.unacceptableCredential : 0)
    if (code === 0) {
      for (const one of gone) world.scram.delete(keyOf(one))
      for (const one of set) world.scram.set(keyOf(one), one)
    }
    to.string(user).int16(code)
    to.nullableString(code === 0 ? null : missing ? 'Attempt to delete a user credential that does not exist' : `Error ${code}`).tags()
  })
}
