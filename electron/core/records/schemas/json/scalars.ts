import { quoted, type Value } from '../value.ts'
import { refuse } from '../walk.ts'
import type { Rule } from './rule.ts'
import { canonical } from './equal.ts'
import { hasPattern } from './patterns.ts'

const SHOWN = 20
/** A float cannot say 0.1: what is so near to a multiple is one. */
const NEAR = 1e-9

const isNumber = (value: Value): value is number | bigint => typeof value === 'number' || typeof value === 'bigint'

function isOf(type: Value, value: Value): boolean {
  switch (type) {
    case 'null':
      return value === null
    case 'boolean':
    case 'string':
      return typeof value === type
    case 'number':
      return isNumber(value)
    case 'integer':
      return typeof value === 'bigint' || Number.isInteger(value)
    case 'array':
      return Array.isArray(value)
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value)
    default:
      // No type that is known: nothing is said against it.
      return true
  }
}

const words: ReadonlyMap<Value, string> = new Map([
  ['null', 'null'],
  ['boolean', 'true or false'],
  ['string', 'text'],
  ['number', 'a number'],
  ['integer', 'a whole number'],
  ['array', 'a list'],
  ['object', 'an object'],
])

const type: Rule = (is, value, { walk }) => {
  const types = Array.isArray(is) ? (is as readonly Value[]) : [is] // not known to be of values after isArray
  if (!types.some((one) => isOf(one, value)))
    throw refuse(walk, `is to be ${types.map((one) => words.get(one) ?? canonical(one)).join(' or ')}`)
}

const enumerated: Rule = (is, value, { walk }) => {
  if (!Array.isArray(is)) return
  const own = canonical(value)
  const may = is.map((each: Value) => canonical(each))
  if (!may.includes(own)) throw refuse(walk, `is none of ${may.slice(0, SHOWN).join(', ')}`)
}

/** A rule of numbers, with the limit that it names. */
const ofNumber =
  (isFine: (value: number | bigint, limit: number | bigint) => boolean, words: string): Rule =>
  (is, value, { walk }) => {
    if (isNumber(value) && isNumber(is) && !isFine(value, is)) throw refuse(walk, `is to be ${words} ${is}`)
  }

/** Draft 4 says `exclusiveMinimum: true` beside `minimum`. */
const limit =
  (exclusive: string, least: boolean): Rule =>
  (is, value, at) => {
    const strict = at.node[exclusive] === true
    // A whole number of 64 bits and another number compare by value, which === does not.
    const isFine = (a: number | bigint, b: number | bigint): boolean => (least ? (strict ? a > b : !(a < b)) : strict ? a < b : !(a > b))
    ofNumber(isFine, `${strict ? '' : 'at '}${least ? (strict ? 'above' : 'least') : strict ? 'below' : 'most'}`)(is, value, at)
  }

function isMultiple(value: number | bigint, of: number | bigint): boolean {
  if (Number(of) <= 0) return true
  if ([value, of].every((one) => typeof one === 'bigint' || Number.isSafeInteger(one))) return BigInt(value) % BigInt(of) === 0n
  const times = Number(value) / Number(of)
  return Math.abs(times - Math.round(times)) <= NEAR * Math.max(1, Math.abs(times))
}

const length =
  (isFine: (length: number, limit: number) => boolean, words: string): Rule =>
  (is, value, { walk }) => {
    if (typeof value !== 'string' || !isNumber(is)) return
    // As the specification counts: characters, not the halves of one.
    const characters = Array.from(value).length
    if (!isFine(characters, Number(is))) throw refuse(walk, `is to have ${words} ${is} characters`)
  }

const pattern: Rule = (is, value, { walk }) => {
  if (typeof is === 'string' && typeof value === 'string' && hasPattern(is, value, walk) === false)
    throw refuse(walk, `does not have the pattern ${quoted(is)}`)
}

export const scalarRules: readonly (readonly [string, Rule])[] = [
  ['type', type],
  ['enum', enumerated],
  ['const', (is, value, at) => enumerated([is], value, at)],
  ['minimum', limit('exclusiveMinimum', true)],
  ['maximum', limit('exclusiveMaximum', false)],
  ['exclusiveMinimum', ofNumber((a, b) => a > b, 'above')],
  ['exclusiveMaximum', ofNumber((a, b) => a < b, 'below')],
  ['multipleOf', ofNumber(isMultiple, 'a multiple of')],
  ['minLength', length((a, b) => a >= b, 'at least')],
  ['maxLength', length((a, b) => a <= b, 'at most')],
  ['pattern', pattern],
]
