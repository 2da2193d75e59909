/** How a person writes the bytes of a key, a value or a header; `schema`: as JSON that a schema makes bytes of. */
export type WrittenAs = PlainAs | 'schema'

export type PlainAs = 'text' | 'json' | 'hex' | 'base64'

export interface PlainPayload {
  readonly as: PlainAs
  readonly text: string
}

export interface WrittenPayload {
  readonly as: WrittenAs
  readonly text: string
}

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Digits in pairs, with blanks anywhere between pairs. */
export const hexDigits = (text: string): string => text.replaceAll(/\s+/g, '')

/** Why these are no bytes; null: they are. */
export function payloadProblem({ as, text }: WrittenPayload): string | null {
  switch (as) {
    case 'text':
      return null
    case 'json':
    case 'schema':
      return isJson(text) ? null : 'It is no JSON.'
    case 'hex':
      return /^(?:[0-9a-f]{2})*$/i.test(hexDigits(text)) ? null : 'Hexadecimal digits in pairs, as 00 ff 1a.'
    case 'base64':
      return /^(?:[\w+/-]{4})*(?:[\w+/-]{2}(?:==)?|[\w+/-]{3}=?)?$/.test(text.trim()) ? null : 'It is no base64.'
  }
}
