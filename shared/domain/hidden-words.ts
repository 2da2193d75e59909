/**
 * Words that a user wants taken out of texts for others: `acme`, `*.corp.example`, `DE####`. `*` is what is left of a word there (letters,
 * digits, `.`, `_`, `-`; none too), `#` one digit, all else is itself, small letters as large ones. With a star in it, it begins where a word
 * begins.
 *
 * No regular expressions: a bad one takes for ever, and these are looked for in every line of the log. Here each word of a text is looked at
 * once a star, and what a star took is never taken back, so that a line costs what it is long.
 */

export const HIDDEN = '[hidden]'
const LONGEST = 100
/** A shorter one would take out half of a text. */
const SHORTEST = 3
const MOST_STARS = 3
const IN_WORD = '[\\p{L}\\p{N}._-]'
const BEGINS_IN_WORD = /^[\p{L}\p{N}._#-]/u

/** What is wrong with one, for its field; null: nothing. */
export function hiddenWordProblem(word: string): string | null {
  const written = word.replaceAll('*', '')
  if (word.length > LONGEST) return `“${word.slice(0, 20)}…” is longer than ${LONGEST} characters`
  if (/["\\\p{Cc}]/u.test(word))
    return `“${word.replaceAll(/\p{Cc}/gu, '·')}” has a quote, a backslash or a control character in it: a log writes those otherwise`
  if (written.length < SHORTEST) return `“${word}” says too little: at least ${SHORTEST} characters beside *`
  if (word.includes('**')) return `“${word}” has two stars in a row: one says the same`
  if (word.length - written.length > MOST_STARS) return `“${word}” has more than ${MOST_STARS} stars`
  return null
}

/** Answers what takes them out of a text. */
export function hiderOf(words: readonly string[]): (text: string) => string {
  const sound = words.filter((word) => hiddenWordProblem(word) === null)
  if (sound.length === 0) return (text) => text
  let groups = 0
  /** A part that is never taken back: looked for ahead, then taken as it was found. */
  const once = (part: string): string => `(?=(${part}))\\${(groups += 1)}`
  const pattern = new RegExp(sound.map((word) => sourceOf(word, once)).join('|'), 'giu')
  return (text) => text.replace(pattern, HIDDEN)
}

function sourceOf(word: string, once: (part: string) => string): string {
  const [first = '', ...others] = word.split('*').map(literal)
  if (others.length === 0) return first
  const begin = first === '' || BEGINS_IN_WORD.test(word) ? `(?<!${IN_WORD})` : ''
  const last = others.length - 1
  return others.reduce((source, part, n) => {
    if (n === last && part === '') return source + once(`${IN_WORD}*`)
    // The last place of what follows a star that begins a word: nothing before it is left.
    return source + once(n === 0 && first === '' ? `${IN_WORD}*${part}` : `${IN_WORD}*?${part}`)
  }, begin + first)
}

const literal = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replaceAll('#', '\\d')
