import { emptyObject, type Value } from './schemas/value.ts'

/** What stands in place of what is masked. */
export const MASK = '••••••'

/** Names in JSON whose values are personal or secret, in the spellings that occur. */
const NAMES =
  /^(?:.*[_-]?)?(?:pass(?:word|wd|phrase)?|secret|token|api[_-]?key|authorization|credential|pin|cvv|cvc|iban|bic|card(?:[_-]?number)?|pan|ssn|tax[_-]?id|e?[_-]?mail|phone|mobile|birth(?:day|date)?|address|street|first[_-]?name|last[_-]?name|full[_-]?name)$/i

const snake = (name: string): string => name.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')

export const isMaskedName = (name: string): boolean => NAMES.test(snake(name))

/** E-mail addresses, and long digits such as card and account numbers, in any text. */
const IN_TEXT = [/[\w.+-]+@[\w-]+\.[\w.-]+/g, /\b(?:\d[ -]?){14,19}\b/g, /\b[A-Z]{2}\d{2}[A-Z0-9]{11,30}\b/g]

export const maskText = (text: string): string => IN_TEXT.reduce((masked, pattern) => masked.replaceAll(pattern, MASK), text)

function masked(value: Value, most: number): Value {
  if (typeof value === 'string') return maskText(value.slice(0, most))
  if (Array.isArray(value)) return value.map((inner: Value) => masked(inner, most))
  if (typeof value !== 'object' || value === null) return value
  const made = emptyObject()
  for (const [name, inner] of Object.entries(value)) made[name] = inner !== null && isMaskedName(name) ? MASK : masked(inner, most)
  return made
}

/** The same for what a schema made of bytes; of each text no more than `most` characters are kept. */
export const maskValue = masked

/** JSON with what is named so, or looks so, masked; the rest as it was, written anew. */
export const maskJson = (text: string): string => JSON.stringify(masked(JSON.parse(text) as Value, Number.MAX_SAFE_INTEGER))
