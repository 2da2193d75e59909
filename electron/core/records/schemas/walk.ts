import { DataError } from './value.ts'

/** Where encoding is in the JSON that it writes. */
export interface Walk {
  /** `order.lines[0]`. */
  readonly path: string
  readonly depth: number
  /** A default of the schema: bytes are characters there, and unions are not named. */
  readonly byDefault: boolean
  /** Values that may still be looked at: which branch of a union it is can be open at each level. */
  readonly steps: { left: number }
}

export class TooOpen extends DataError {
  constructor(remedy = ': name the branch of each union') {
    super(`It has too many values, or may be read in too many ways${remedy}.`)
  }
}

export const MOST_STEPS = 500_000

export const refuse = ({ path }: { readonly path: string }, why: string): DataError =>
  new DataError(path === '' ? `It ${why}.` : `${path} ${why}.`)

export const joined = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`)
