import { en } from '../../text/en.ts'
import { friendlyValue } from './friendly.ts'
import { parseFriendly, unitsOf } from './parse-friendly.ts'

/** `604800000, 7 d`: what will be sent, when something else was written; else which units are understood. */
export function noteOf({ key, value }: { readonly key: string; readonly value: string }): string | undefined {
  const raw = parseFriendly(key.trim(), value)
  const friendly = friendlyValue(key.trim(), raw)
  if (value.trim() !== '') return [raw === value.trim() ? null : raw, friendly].filter((part) => part !== null).join(', ') || undefined
  const units = unitsOf(key.trim())
  return units === null ? undefined : en.topicChanges.configure.units[units]
}
