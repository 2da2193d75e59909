import type { QuotaEntity } from '../../../shared/contract/security.ts'

/** Whom a quota may be for. */
export const SCOPES = ['user', 'client', 'both', 'ip'] as const
export type Scope = (typeof SCOPES)[number]

export const PARTS = ['user', 'clientId', 'ip'] as const
export type PartName = (typeof PARTS)[number]

const partsOf: Readonly<Record<Scope, readonly PartName[]>> = {
  user: ['user'],
  client: ['clientId'],
  both: ['user', 'clientId'],
  ip: ['ip'],
}

export const scopeParts = (scope: Scope): readonly PartName[] => partsOf[scope]

export function scopeOf({ user, clientId, ip }: QuotaEntity): Scope {
  if (ip !== null) return 'ip'
  if (user !== null && clientId !== null) return 'both'
  return clientId === null ? 'user' : 'client'
}

/** With the parts of that scope; names that were written stay where they still belong. */
export function withScope(entity: QuotaEntity, scope: Scope): QuotaEntity {
  const of = (part: PartName) => (partsOf[scope].includes(part) ? (entity[part] ?? { name: '' }) : null)
  return { user: of('user'), clientId: of('clientId'), ip: of('ip') }
}

/** An entity travels in the address of its form as parameters: `user=ada`, `every=clientId`. */
export function textOfEntity(entity: QuotaEntity): string {
  const query = new URLSearchParams()
  for (const part of PARTS) {
    const found = entity[part]
    if (found?.name === null) query.append('every', part)
    else if (found) query.set(part, found.name)
  }
  return query.toString()
}

export function entityOf(text: string | undefined): QuotaEntity {
  const query = new URLSearchParams(text)
  const of = (part: PartName) => {
    const name = query.get(part)
    return query.getAll('every').includes(part) ? { name: null } : name === null ? null : { name }
  }
  const entity = { user: of('user'), clientId: of('clientId'), ip: of('ip') }
  return PARTS.every((part) => entity[part] === null) ? { ...entity, user: { name: '' } } : entity
}
