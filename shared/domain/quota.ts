/** Client quotas as Kafka keeps them (KIP-13, 124, 546, 599, 612), by the names its own tools use. */

/** Of one broker each; bytes/s, percent of one thread, partition changes/s, new connections/s. */
export const QUOTA_KEYS = [
  'producer_byte_rate',
  'consumer_byte_rate',
  'request_percentage',
  'controller_mutation_rate',
  'connection_creation_rate',
] as const
export type QuotaKey = (typeof QUOTA_KEYS)[number]

/** Null: not part of it. A name of null: whoever has no quota of their own. */
export type QuotaPart = { readonly name: string | null } | null

/** Whom a quota is for: a user, a client id, both together, or an address. */
export interface QuotaEntity {
  readonly user: QuotaPart
  readonly clientId: QuotaPart
  readonly ip: QuotaPart
}

export interface Quota {
  readonly entity: QuotaEntity
  readonly values: readonly { readonly key: QuotaKey; readonly value: number }[]
}

/** A value of null takes the limit away. */
export interface QuotaEdit {
  readonly entity: QuotaEntity
  readonly changes: readonly { readonly key: QuotaKey; readonly value: number | null }[]
}

const IP_KEYS: readonly QuotaKey[] = ['connection_creation_rate']

/** Addresses are limited in connections, users and client ids in everything else. */
export const quotaKeysOf = ({ ip }: QuotaEntity): readonly QuotaKey[] =>
  ip === null ? QUOTA_KEYS.filter((key) => !IP_KEYS.includes(key)) : IP_KEYS

/** Two entities with the same key are the same one. */
export const entityKey = ({ user, clientId, ip }: QuotaEntity): string =>
  JSON.stringify([user, clientId, ip].map((part) => (part === null ? null : [part.name])))

const named = (kind: string, part: QuotaPart, everybody: string): string =>
  part === null ? '' : part.name === null ? everybody : `${kind} ${part.name}`

/** `user ada with client id app-1`; `every other user`. */
export function entityWords({ user, clientId, ip }: QuotaEntity): string {
  const words = [
    named('user', user, 'every other user'),
    named('client id', clientId, 'every other client id'),
    named('address', ip, 'every other address'),
  ]
  return words.filter((word) => word !== '').join(' with ')
}

export type QuotaPath = 'entity' | 'entity.user' | 'entity.clientId' | 'entity.ip' | `changes.${number}.value`

export interface QuotaProblem {
  readonly path: QuotaPath
  readonly message: string
}

const ADDRESS = /^[\da-f.:]{2,45}$/i
/** Kafka keeps byte rates as long, connection rates as int, the others as double. */
const WHOLE: Partial<Record<QuotaKey, number>> = {
  producer_byte_rate: Number.MAX_SAFE_INTEGER,
  consumer_byte_rate: Number.MAX_SAFE_INTEGER,
  connection_creation_rate: 2_147_483_647,
}

/** What is wrong with one value; null: nothing. Zero would lock somebody out, and newer brokers refuse it. */
export function valueProblem(key: QuotaKey, value: number): string | null {
  if (!(value > 0)) return 'More than zero. To take the limit away, leave it empty.'
  const most = WHOLE[key]
  if (most === undefined) return null
  if (!Number.isInteger(value)) return 'A whole number.'
  return value > most ? `At most ${most}.` : null
}

function entityProblems(entity: QuotaEntity): QuotaProblem[] {
  const { user, clientId, ip } = entity
  const problems: QuotaProblem[] = []
  const say = (path: QuotaPath, message: string): void => void problems.push({ path, message })
  if (user === null && clientId === null && ip === null) say('entity', 'A user, a client id or an address.')
  if (ip !== null && (user !== null || clientId !== null)) say('entity', 'An address stands alone: it goes with no user or client id.')
  if (user?.name === '') say('entity.user', 'A name is needed.')
  if (clientId?.name === '') say('entity.clientId', 'A name is needed.')
  if (ip !== null && ip.name !== null && !ADDRESS.test(ip.name))
    say('entity.ip', 'An IP address: Kafka takes no ranges here, and names only as they resolve.')
  return problems
}

/** What cannot be, by path; whether the cluster takes it, it says itself. */
export function quotaProblems({ entity, changes }: QuotaEdit): QuotaProblem[] {
  const allowed = quotaKeysOf(entity)
  const ofValues = changes.flatMap(({ key, value }, i): QuotaProblem[] => {
    const path = `changes.${i}.value` as const
    if (!allowed.includes(key))
      return [{ path, message: `${key} is not for ${entity.ip === null ? 'users and client ids' : 'addresses'}.` }]
    const message = value === null ? null : valueProblem(key, value)
    return message === null ? [] : [{ path, message }]
  })
  return [...entityProblems(entity), ...ofValues]
}
