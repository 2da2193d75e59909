import { NotSteps } from './steps.ts'

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
function pieceEnd(text: string, from: number, end = text.length): number {
  for (let i = from; i < end; i++) {
    const code = text.charCodeAt(i)
    if (code === COMMA || code === OPENING) return i + 1
    if (i > from && (code === CLOSING[0] || code === CLOSING[1])) return i
  }
  return end
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
export const patched = (before: string, patch: string): string => patchedAt({ text: before, from: 0, to: before.length }, patch)

/** A value where it stands: characters of a piece of a text are looked up through the text each time. */
interface Placed {
  readonly text: string
  readonly from: number
  readonly to: number
}

function patchedAt({ text: before, from: begin, to: end }: Placed, patch: string): string {
  if (patch === '') return before.slice(begin, end)
  let text = ''
  let at = begin
  for (const told of patch.split(BETWEEN)) {
    const rest = told.slice(1)
    if (told.startsWith('=')) {
      text += rest
      at = pieceEnd(before, at, end)
    } else if (told.startsWith('+')) text += rest
    else if (told.startsWith('-')) for (let left = Number(rest); left > 0; left--) at = pieceEnd(before, at, end)
    else {
      // Pieces that follow each other are taken as one.
      const from = at
      for (let left = Number(told); left > 0; left--) {
        if (at >= end) throw new NotSteps('a piece is missing')
        at = pieceEnd(before, at, end)
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

/** Values by key, where they stand in pieces of whole lines. */
export type PlacedValues = Map<string, Placed>

/** @throws NotSteps */
export function placeValues(into: PlacedValues, text: string): void {
  for (const { key, from, to } of linesIn(text)) into.set(key, { text, from, to })
}

/** What `patchLines` wrote as whole values; both in pieces of whole lines. @throws NotSteps */
export function* patchedValues(before: Iterable<string>, pieces: Iterable<string>): Generator<readonly [key: string, value: string]> {
  const old: PlacedValues = new Map()
  for (const piece of before) placeValues(old, piece)
  for (const piece of pieces) yield* patchedIn(old, piece)
}

/** @param old values that it was written of. @throws NotSteps */
export function* patchedIn(old: PlacedValues, text: string): Generator<readonly [key: string, value: string]> {
  for (const { isPatch, key, from, to } of linesIn(text)) {
    const told = text.slice(from, to)
    if (!isPatch) {
      yield [key, told]
      continue
    }
    const value = old.get(key)
    if (value === undefined) throw new NotSteps('a value is missing')
    yield [key, patchedAt(value, told)]
  }
}

interface Line {
  readonly isPatch: boolean
  readonly key: string
  /** Where its value is. */
  readonly from: number
  readonly to: number
}

/** Lines of tables that are told as a whole: nothing in them is gone. */
function* linesIn(text: string): Generator<Line> {
  for (let begin = 0; begin < text.length;) {
    const found = text.indexOf('\n', begin)
    const to = found < 0 ? text.length : found
    const tab = text.indexOf('\t', begin)
    if (tab < 0 || tab > to) throw new NotSteps('a value is missing')
    yield { isPatch: text[begin] === PATCH, key: text.slice(begin + 1, tab), from: tab + 1, to }
    begin = to + 1
  }
}
