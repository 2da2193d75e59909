import { DataError, DEEPEST, emptyObject, plainText, type Value } from './value.ts'

const TOKEN = /\s*(?:([{}[\],:])|("(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null))/y

/** JSON as a person wrote it, with whole numbers as exact as they stand there. Fails with a `DataError`. */
export function parseExactJson(text: string): Value {
  // The language's own parser judges; what follows may then rely on its form.
  try {
    JSON.parse(text)
  } catch {
    throw new DataError('It is no JSON.')
  }
  // Its own: a sticky pattern remembers where it stands.
  const pattern = new RegExp(TOKEN)
  return valueAt(() => next(pattern, text), 0)
}

type Token = { readonly is: 'mark'; readonly mark: string } | { readonly is: 'value'; readonly value: Value }

function next(pattern: RegExp, text: string): Token {
  const found = pattern.exec(text)
  if (found === null) throw new DataError('It is no JSON.')
  const [, mark, string, number, word] = found
  if (mark !== undefined) return { is: 'mark', mark }
  // The pattern matched a string of JSON, which JSON reads as one.
  if (string !== undefined) return { is: 'value', value: JSON.parse(string) as string }
  if (number !== undefined) return { is: 'value', value: numberOf(number) }
  return { is: 'value', value: word === 'null' ? null : word === 'true' }
}

function numberOf(text: string): number | bigint {
  const value = Number(text)
  return /^-?\d+$/.test(text) && !Number.isSafeInteger(value) ? BigInt(text) : value
}

function valueAt(read: () => Token, depth: number, token = read()): Value {
  if (token.is === 'value') return token.value
  if (depth >= DEEPEST) throw new DataError(`It is nested deeper than ${DEEPEST}.`)
  return token.mark === '[' ? listAt(read, depth) : objectAt(read, depth)
}

function listAt(read: () => Token, depth: number): Value {
  const found: Value[] = []
  for (let token = read(); !isMark(token, ']'); token = read()) {
    if (!isMark(token, ',')) found.push(valueAt(read, depth + 1, token))
  }
  return found
}

function objectAt(read: () => Token, depth: number): Value {
  const found = emptyObject()
  for (let token = read(); !isMark(token, '}'); token = read()) {
    if (token.is === 'mark') continue
    read()
    found[plainText(token.value)] = valueAt(read, depth + 1)
  }
  return found
}

const isMark = (token: Token, mark: string): boolean => token.is === 'mark' && token.mark === mark
