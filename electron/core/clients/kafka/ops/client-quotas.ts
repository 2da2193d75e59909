import { QUOTA_KEYS, type Quota, type QuotaEdit, type QuotaEntity, type QuotaKey } from '../../../../../shared/domain/quota.ts'
import { describeClientQuotas, type WireEntity, type WireQuota, type WireQuotaEdit } from '../codecs/client-quotas.ts'
import type { QuotasReading } from '../kafka-client.ts'
import { kafkaError } from '../translate.ts'
import { anyBroker } from './any-broker.ts'
import type { Context } from './context.ts'

const TYPES = { user: 'user', clientId: 'client-id', ip: 'ip' } as const

export const entityToWire = (entity: QuotaEntity): WireEntity[] =>
  (['user', 'clientId', 'ip'] as const).flatMap((part) => {
    const found = entity[part]
    return found === null ? [] : [{ type: TYPES[part], name: found.name }]
  })

export const editToWire = ({ entity, changes }: QuotaEdit): WireQuotaEdit => ({ entity: entityToWire(entity), ops: changes })

/** Null: it has a part that this version does not know. */
export function entityFromWire(parts: readonly WireEntity[]): QuotaEntity | null {
  const of = (type: string): { readonly name: string | null } | null => {
    const found = parts.find((part) => part.type === type)
    return found === undefined ? null : { name: found.name }
  }
  const known: readonly string[] = Object.values(TYPES)
  if (!parts.every((part) => known.includes(part.type))) return null
  return { user: of(TYPES.user), clientId: of(TYPES.clientId), ip: of(TYPES.ip) }
}

function fromWire({ entity: parts, values }: WireQuota): Quota | null {
  const entity = entityFromWire(parts)
  if (entity === null) return null
  const keyOf = (key: string): QuotaKey | undefined => QUOTA_KEYS.find((known) => known === key)
  return {
    entity,
    values: values.flatMap(({ key, value }) => {
      const known = keyOf(key)
      return known === undefined ? [] : [{ key: known, value }]
    }),
  }
}

/** All client quotas of the cluster. */
export async function readQuotas(context: Context, signal: AbortSignal): Promise<QuotasReading> {
  const { cluster, grantee } = context
  const broker = await anyBroker(context, signal)
  const { value, at } = await cluster.ask(broker, { api: describeClientQuotas, request: {}, lane: 'interactive' }, signal)
  if (value.error !== 0) throw kafkaError(value.error, 'the client quotas', { kind: 'cluster', name: '' }, 'DescribeConfigs', grantee)
  const read = value.quotas.flatMap((quota) => fromWire(quota) ?? [])
  const told = value.quotas.reduce((sum, quota) => sum + quota.values.length, 0)
  const known = read.reduce((sum, quota) => sum + quota.values.length, 0)
  return { at, quotas: read.filter((quota) => quota.values.length > 0), unknown: told - known }
}
