import { NotSteps, valuesOf } from './steps.ts'

/**
 * Values of a table by those that another section has of it: most of what is told of a group twice a minute is what was told before. A value
 * is put together from pieces of the older one and new ones between them; nobody looks into either.
 */
const PATCH = '~'
/** In no JSON text. */
const BETWEEN = '\u0001'
const COMMA = 0x2c
const OPENING = 0x5b
const CLOSING = [0x5d, 0x7d] as const
/** Pieces that are looked ahead for the next alike ones. */
const AHEAD = 8

/** Cut after commas and opening brackets and before closing ones, so that a list that moved on by one has the same pieces. */
function pieceEnd(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === COMMA || code === OPENING) return i + 1
    if (i > from && (code === CLOSING[0] || code === CLOSING[1])) return i
  }
  return text.length
}

function piecesOf(text: string): readonly string[] {
  const pieces: string[] = []
  for (let from = 0; from < text.length;) {
    const to = pieceEnd(text, from)
    pieces.push(text.slice(from, to))
    from = to
  }
  return pieces
}

/** How to make a text from an older one: a number of pieces to take, `-` and a number to leave out, `=` a piece in place of one, `+` one more. */
export function patchOf(before: string, now: string): string {
  if (before === now) return ''
  const [old, next] = [piecesOf(before), piecesOf(now)]
  const told: string[] = []
  let [i, taken] = [0, 0]
  const tell = (what: string): void => {
    if (taken > 0) told.push(String(taken))
    taken = 0
    told.push(what)
  }
  const isAlike = (a: number, b: number): boolean => old[a] !== undefined && old[a] === next[b] && old[a + 1] === next[b + 1]
  for (let j = 0; j < next.length; j++) {
    if (i < old.length && old[i] === next[j]) {
      i += 1
      taken += 1
      continue
    }
    let left = 1
    while (left <= AHEAD && !isAlike(i + left, j)) left += 1
    if (left <= AHEAD) {
      tell(`-${left}`)
      i += left + 1
      taken = 1
    } else if (i < old.length && !isAlike(i, j + 1)) {
      tell(`=${next[j] ?? ''}`)
      i += 1
    } else tell(`+${next[j] ?? ''}`)
  }
  if (taken > 0) told.push(String(taken))
  return told.join(BETWEEN)
}

/** @throws NotSteps */
export function patched(before: string, patch: string): string {
  if (patch === '') return before
  let text = ''
  let at = 0
  for (const told of patch.split(BETWEEN)) {
    const rest = told.slice(1)
    if (told.startsWith('=')) {
      text += rest
      at = pieceEnd(before, at)
    } else if (told.startsWith('+')) text += rest
    else if (told.startsWith('-')) for (let left = Number(rest); left > 0; left--) at = pieceEnd(before, at)
    else {
      // Pieces that follow each other are taken as one.
      const from = at
      for (let left = Number(told); left > 0; left--) {
        if (at >= before.length) throw new NotSteps('a piece is missing')
        at = pieceEnd(before, at)
      }
      text += before.slice(from, at)
    }
  }
  return text
}

/** All values of a table, those that the older ones have as patches. */
export function patchLines(before: ReadonlyMap<string, string>, cells: ReadonlyMap<string, string | null>): string {
  const lines: string[] = []
  for (const [key, value] of cells) {
    if (value === null) continue
    const old = before.get(key)
    lines.push(old === undefined ? `=${key}\t${value}` : `${PATCH}${key}\t${patchOf(old, value)}`)
  }
  return lines.join('\n')
}

/** What `patchLines` wrote as whole values; both in pieces of whole lines. @throws NotSteps */
export function* patchedValues(before: Iterable<string>, pieces: Iterable<string>): Generator<readonly [key: string, value: string]> {
  const old = new Map<string, string | null>()
  for (const piece of before) for (const [key, value] of valuesOf(piece)) old.set(key, value)
  for (const piece of pieces) yield* patchedIn(old, piece)
}

/** @param old values that it was written of. @throws NotSteps */
export function* patchedIn(old: ReadonlyMap<string, string | null>, text: string): Generator<readonly [key: string, value: string]> {
  for (let from = 0; from < text.length;) {
    const found = text.indexOf('\n', from)
    const to = found < 0 ? text.length : found
    const tab = text.indexOf('\t', from)
    if (tab < 0 || tab > to) throw new NotSteps('a value is missing')
    const key = text.slice(from + 1, tab)
    const told = text.slice(tab + 1, to)
    if (text[from] === PATCH) {
      const value = old.get(key)
      if (typeof value !== 'string') throw new NotSteps('a value is missing')
      yield [key, patched(value, told)]
    } else yield [key, told]
    from = to + 1
  }
}
