import type { Quota, QuotaEntity } from '../../../shared/contract/security.ts'
import { entityKey, quotaKeysOf, quotaProblems, type QuotaKey } from '../../../shared/domain/quota.ts'
import { parseFriendly } from '../../ui/config/parse-friendly.ts'
import { PARTS } from './quota-entity.ts'

/** What was written over a limit; empty: it goes. */
export type QuotaWritten = Partial<Readonly<Record<QuotaKey, string>>>

export type QuotaEditOf = { readonly entity: QuotaEntity; readonly changes: { readonly key: QuotaKey; readonly value: number | null }[] }

/** The limits that the entity has now. */
export const limitsOf = (quotas: readonly Quota[], entity: QuotaEntity): ReadonlyMap<QuotaKey, number> =>
  new Map(quotas.find((quota) => entityKey(quota.entity) === entityKey(entity))?.values.map(({ key, value }) => [key, value]))

/** `10 MiB` of a byte rate is `10485760`; what is no figure is not a number, and said to be wrong. */
function valueOf(key: QuotaKey, text: string): number | null {
  const plain = key.endsWith('byte_rate') ? parseFriendly('bytes', text.replace(/\/s$/i, '')) : text.trim().replace(/\s*(%|\/s)$/, '')
  return plain === '' ? null : /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN
}

/** What would be different from now. */
export function editOf(entity: QuotaEntity, written: QuotaWritten, now: ReadonlyMap<QuotaKey, number>): QuotaEditOf {
  const changes = quotaKeysOf(entity).flatMap((key) => {
    const text = written[key]
    if (text === undefined) return []
    const value = valueOf(key, text)
    return value === (now.get(key) ?? null) ? [] : [{ key, value }]
  })
  return { entity, changes }
}

const plainPath = (path: string, { changes }: QuotaEditOf): string => {
  const at = /^changes\.(\d+)\.value$/.exec(path)?.[1]
  return at === undefined ? path : (changes[Number(at)]?.key ?? path)
}

/** What is wrong, by part (`entity.user`) or by limit (`producer_byte_rate`); the first of each. */
export function problemsOfEdit(edit: QuotaEditOf): Readonly<Record<string, string>> {
  const problems: Record<string, string> = {}
  for (const { path, message } of quotaProblems(edit)) problems[plainPath(path, edit)] ??= message
  return problems
}

/** The same, as the core says it about the one edit of the form. */
export const quotaOfCore = (problems: Readonly<Record<string, string>>, edit: QuotaEditOf): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(problems).map(([path, message]) => [plainPath(path.replace(/^quotas\.0\./, ''), edit), message]))

/** Whether the form has a place for what is said about that path. */
export function isQuotaField(path: string, edit: QuotaEditOf): boolean {
  const plain = plainPath(path.replace(/^quotas\.0\./, ''), edit)
  const keys: readonly string[] = quotaKeysOf(edit.entity)
  return plain === 'entity' || keys.includes(plain) || PARTS.some((part) => plain === `entity.${part}` && edit.entity[part] !== null)
}
