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

function masked(value: unknown): unknown {
  if (typeof value === 'string') return maskText(value)
  if (Array.isArray(value)) return value.map(masked)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([name, inner]) => [name, inner !== null && isMaskedName(name) ? MASK : masked(inner)] as const)
  return Object.fromEntries(entries)
}

/** JSON with what is named so, or looks so, masked; the rest as it was, written anew. */
export const maskJson = (text: string): string => JSON.stringify(masked(JSON.parse(text)))
