import type { WireEntity } from '../../../../electron/core/clients/kafka/codecs/client-quotas.ts'
import type { Reader } from '../../../../electron/core/clients/kafka/wire/reader.ts'
import type { Writer } from '../../../../electron/core/clients/kafka/wire/writer.ts'
import type { Call } from '../call.ts'
import { codes } from '../codes.ts'

const OF_CLIENTS = ['producer_byte_rate', 'consumer_byte_rate', 'request_percentage', 'controller_mutation_rate']
const OF_ADDRESSES = ['connection_creation_rate']

function readEntity(from: Reader): WireEntity[] {
  return from.array(3, (e) => {
    const part = { type: e.string(), name: e.nullableString() }
    e.tags()
    return part
  })
}

const writeEntity = (to: Writer, entity: readonly WireEntity[]): Writer =>
  to.array(entity, ({ type, name }) => to.string(type).nullableString(name).tags())

/** DescribeClientQuotas (48) v0–1; filters are not looked at, as Samsa sends none. */
export function describeClientQuotas(call: Call): void {
  const { request, reply, world } = call
  request.array(4, (c) => {
    c.string()
    c.int8()
    c.nullableString()
    c.tags()
  })
  request.bool()
  const code = call.code()
  reply.int32(call.throttleMs).int16(code)
  reply.nullableString(code === 0 ? null : `Error ${code}`)
  reply.array(code === 0 ? world.quotas.all() : null, ({ entity, values }, to) => {
    writeEntity(to, entity)
    to.array([...values], ([key, value]) => to.string(key).float64(value).tags()).tags()
  })
}

/** In the words of ClientQuotaControlManager; null: it is all right. */
function wrongWith(entity: readonly WireEntity[], key: string, value: number | null): string | null {
  const types = entity.map((part) => part.type)
  const allowed = types.includes('ip') ? (types.length === 1 ? OF_ADDRESSES : []) : OF_CLIENTS
  if (types.length === 0 || allowed.length === 0) return 'Invalid empty client quota entity'
  if (!allowed.includes(key)) return `Invalid configuration key ${key}`
  return value !== null && value <= 0 ? `Quota ${key} must be greater than 0` : null
}

/** AlterClientQuotas (49) v0–1: an entity as a whole or not at all. */
export function alterClientQuotas(call: Call): void {
  const { request, reply, world } = call
  const edits = request.array(4, (e) => {
    const entity = readEntity(e)
    const ops = e.array(11, (o) => {
      const [key, value, remove] = [o.string(), o.float64(), o.bool()]
      o.tags()
      return { key, value: remove ? null : value }
    })
    e.tags()
    return { entity, ops }
  })
  const validateOnly = request.bool()
  const struck = call.code()
  reply.int32(call.throttleMs)
  reply.array(edits, ({ entity, ops }, to) => {
    const wrong = ops.map(({ key, value }) => wrongWith(entity, key, value)).find((message) => message !== null) ?? null
    const code = struck || (wrong === null ? 0 : codes.invalidRequest)
    if (code === 0 && !validateOnly) for (const { key, value } of ops) world.quotas.change(entity, key, value)
    to.int16(code).nullableString(code === 0 ? null : (wrong ?? `Error ${code}`))
    writeEntity(to, entity).tags()
  })
}
