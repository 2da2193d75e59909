import type { Value } from './value.ts'

class Full extends Error {}

/**
 * JSON of a value, with every digit of a whole number. It ends after `most` characters, whatever names a schema repeats: then `cut`.
 * Floating point that JSON cannot say is text, as in Protobuf's mapping.
 */
export function jsonText(value: Value, most: number): { readonly text: string; readonly cut: boolean } {
  const parts: string[] = []
  let left = most
  const put = (part: string): void => {
    if (part.length > left) {
      parts.push(part.slice(0, left))
      throw new Full()
    }
    left -= part.length
    parts.push(part)
  }
  try {
    write(value, put)
    return { text: parts.join(''), cut: false }
  } catch (error) {
    if (!(error instanceof Full)) throw error
    return { text: parts.join(''), cut: true }
  }
}

function write(value: Value, put: (part: string) => void): void {
  if (typeof value === 'number') return put(numberText(value))
  if (typeof value === 'bigint') return put(String(value))
  if (typeof value !== 'object' || value === null) return put(JSON.stringify(value))
  if (isList(value)) {
    put('[')
    value.forEach((item, i) => {
      if (i > 0) put(',')
      write(item, put)
    })
    return put(']')
  }
  put('{')
  Object.entries(value).forEach(([name, inner], i) => {
    put(`${i > 0 ? ',' : ''}${JSON.stringify(name)}:`)
    write(inner, put)
  })
  put('}')
}

const isList = (value: object): value is readonly Value[] => Array.isArray(value)

function numberText(value: number): string {
  if (!Number.isFinite(value)) return JSON.stringify(String(value))
  return Object.is(value, -0) ? '-0.0' : String(value)
}

/** The shortest decimal that is this 32-bit float. */
export function floatOf(value: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits))
    if (Math.fround(short) === value) return short
  }
  return value
}
