/** Caps on what JSON may hold, counted before anything is parsed (D-04). */
export interface JsonLimits {
  readonly depth: number
  readonly values: number
  /** Of one object. */
  readonly keys: number
  /** Bytes of one text, number or word. */
  readonly string: number
}

export const JSON_LIMITS: JsonLimits = { depth: 64, values: 5_000_000, keys: 100_000, string: 1_048_576 }

export class JsonOverLimit extends Error {
  readonly what: keyof JsonLimits
  readonly limit: number
  constructor(what: keyof JsonLimits, limit: number) {
    super(`JSON over its limit of ${what}`)
    this.what = what
    this.limit = limit
  }
}

export class NotJson extends Error {}

export interface JsonShape {
  readonly bytes: number
  readonly values: number
  /** Containers larger than a slice: where one opens → where its separating commas are, then where it closes. */
  readonly large: ReadonlyMap<number, readonly number[]>
}

export interface JsonScanner {
  /** Throws {@link JsonOverLimit} or {@link NotJson} as soon as it is sure. */
  feed(chunk: Uint8Array): void
  end(): JsonShape
}

interface Open {
  readonly array: boolean
  readonly at: number
  readonly commas: number[]
  keys: number
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09

/**
 * Walks JSON byte by byte as it arrives: counts, and notes where large containers can be cut. It does not check the grammar within a
 * slice; the parser does that.
 */
export function createJsonScanner(sliceBytes: number, limits: JsonLimits = JSON_LIMITS): JsonScanner {
  const open: Open[] = []
  const large = new Map<number, number[]>()
  let offset = 0
  let values = 0
  let inText = false
  let escaped = false
  let inWord = false
  let length = 0
  let done = false

  const count = (): void => {
    if (done) throw new NotJson('something follows its end')
    if (++values > limits.values) throw new JsonOverLimit('values', limits.values)
    length = 0
  }
  const close = (array: boolean, at: number): void => {
    const last = open.pop()
    if (last === undefined || last.array !== array) throw new NotJson(`a bracket at byte ${at} closes nothing`)
    if (at - last.at > sliceBytes) large.set(last.at, [...last.commas, at])
    if (open.length === 0) done = true
  }
  const structure = (byte: number, at: number): void => {
    const top = open[open.length - 1]
    switch (byte) {
      case 0x5b: // [
      case 0x7b: // {
        count()
        if (open.length >= limits.depth) throw new JsonOverLimit('depth', limits.depth)
        open.push({ array: byte === 0x5b, at, commas: [], keys: 0 })
        return
      case 0x5d: // ]
      case 0x7d: // }
        return close(byte === 0x5d, at)
      case 0x2c: // ,
        if (top === undefined) throw new NotJson(`a comma at byte ${at} separates nothing`)
        top.commas.push(at)
        return
      case 0x3a: // a key was counted as a value
        values--
        if (top !== undefined && ++top.keys > limits.keys) throw new JsonOverLimit('keys', limits.keys)
        return
    }
  }
  const longer = (): void => {
    if (++length > limits.string) throw new JsonOverLimit('string', limits.string)
  }

  return {
    feed(chunk) {
      for (let i = 0; i < chunk.length; i++) {
        const byte = chunk[i] as number // i is below the length
        if (inText) {
          longer()
          if (escaped) escaped = false
          else if (byte === BACKSLASH) escaped = true
          else if (byte === QUOTE) inText = false
        } else if (byte === QUOTE) {
          count()
          inText = true
          inWord = false
        } else if (isSpace(byte)) inWord = false
        else if (isStructure(byte)) {
          inWord = false
          structure(byte, offset + i)
        } else if (inWord) longer()
        else {
          count()
          inWord = true
        }
      }
      offset += chunk.length
    },
    end() {
      if (inText || open.length > 0) throw new NotJson('it ends in the middle')
      if (values === 0) throw new NotJson('it is empty')
      return { bytes: offset, values, large }
    },
  }
}

const isStructure = (byte: number): boolean =>
  byte === 0x2c || byte === 0x3a || byte === 0x7b || byte === 0x7d || byte === 0x5b || byte === 0x5d
