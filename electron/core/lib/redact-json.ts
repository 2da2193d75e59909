import type { Json } from './envelope.ts'
import { isSecretKey } from '../../../shared/domain/secret-names.ts'
import { REMOVED, type Redactor } from './redact.ts'

/** A copy in which no text holds a live secret, and nothing stands under a name that is one. */
export function redactJson(value: Json, redactor: Pick<Redactor, 'text'>): Json {
  if (typeof value === 'string') return redactor.text(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item: Json) => redactJson(item, redactor))
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, isSecretKey(key) && item !== null ? REMOVED : redactJson(item, redactor)]),
  )
}
