import { quoted, SchemaError } from '../value.ts'

const WORD = /\.?[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*/y
const NUMBER = /\.?\d[\w.]*(?:(?<=[eE])[+-]\d+)?/y
const TEXT = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/y
const MARKS = '{}[]()<>=;,:/+-'

const MOST_TEXT = 1024 * 1024
const MOST_TOKENS = 200_000

/** The words and marks of a .proto file, one after the other. */
export interface Tokens {
  /** Null: the end. */
  peek(): string | null
  next(): string
  /** Takes it if it is next. */
  take(token: string): boolean
  need(token: string): void
  refuse(why: string): SchemaError
}

export function tokensOf(text: string): Tokens {
  if (text.length > MOST_TEXT) throw new SchemaError(`it has ${text.length} characters, and at most ${MOST_TEXT} are read`)
  const { all, starts } = split(text)
  let at = 0
  const peek = (): string | null => all[at] ?? null
  const refuse = (why: string): SchemaError => new SchemaError(`line ${lineOf(text, starts[at] ?? text.length)}: ${why}`)
  const next = (): string => {
    const token = all[at]
    if (token === undefined) throw refuse('it ends in the middle')
    at++
    return token
  }
  const take = (token: string): boolean => {
    if (all[at] !== token) return false
    at++
    return true
  }
  const need = (token: string): void => {
    if (!take(token)) throw refuse(`${quoted(token)} is expected, and ${quoted(peek() ?? 'the end')} stands there`)
  }
  return { peek, next, take, need, refuse }
}

const lineOf = (text: string, at: number): number => text.slice(0, at).split('\n').length

function split(text: string): { readonly all: readonly string[]; readonly starts: readonly number[] } {
  const all: string[] = []
  const starts: number[] = []
  for (let at = behindBlanks(text, 0); at < text.length; at = behindBlanks(text, at)) {
    const token = tokenAt(text, at)
    if (token === null) throw new SchemaError(`line ${lineOf(text, at)}: ${quoted(text.slice(at, at + 10))} is no Protobuf`)
    all.push(token)
    starts.push(at)
    if (all.length > MOST_TOKENS) throw new SchemaError(`it has more than ${MOST_TOKENS} words`)
    at += token.length
  }
  return { all, starts }
}

function tokenAt(text: string, at: number): string | null {
  for (const pattern of [WORD, NUMBER, TEXT]) {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found) return found[0]
  }
  const mark = text[at] ?? ''
  return MARKS.includes(mark) ? mark : null
}

/** Behind blanks and comments. */
function behindBlanks(text: string, from: number): number {
  let at = from
  for (;;) {
    if (/\s|\uFEFF/.test(text[at] ?? '')) at++
    else if (text.startsWith('//', at)) at = placeOr(text.indexOf('\n', at), text.length)
    else if (text.startsWith('/*', at)) at = placeOr(text.indexOf('*/', at + 2), text.length - 2) + 2
    else return at
  }
}

const placeOr = (at: number, otherwise: number): number => (at < 0 ? otherwise : at)

/** What stands between quotes; only names and options need it. */
export const unquoted = (token: string): string => token.slice(1, -1).replaceAll(/\\(.)/g, '$1')
