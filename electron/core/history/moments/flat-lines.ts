import { HOLES, type FlatFacts, type FlatPart, type Hole } from './flat-facts.ts'
import { numberJson, type WriteNumber } from './json.ts'
import { lineOf, tableLine } from './steps.ts'

/** The lines that a table's facts would have been written as, were they not handed over as numbers. */
export function flatLines({ table, shapes, texts, parts }: FlatFacts, numbers: WriteNumber): string {
  const written = texts.map((text) => JSON.stringify(text))
  const lines = [tableLine(table)]
  for (const part of parts) lines.push(linesIn(part, shapes, written, numbers))
  return lines.join('\n')
}

function linesIn({ keys, numbers: told }: FlatPart, shapes: FlatFacts['shapes'], texts: readonly string[], numbers: WriteNumber): string {
  const singles = new Float32Array(told.buffer, told.byteOffset, 2 * told.length)
  const pieces: string[] = []
  let at = 0
  let keyAt = 0

  const list = (): void => {
    const head = told[at] ?? 0
    const isSingle = head % 2 === 1
    const length = head >> 1
    const from = isSingle ? singles : told
    const first = isSingle ? 2 * (at + 1) : at + 1
    pieces.push('[')
    for (let i = 0; i < length; i += 1) {
      const value = from[first + i] ?? Number.NaN
      if (i > 0) pieces.push(',')
      pieces.push(Number.isNaN(value) ? 'null' : numberJson(value, numbers))
    }
    pieces.push(']')
    at += 1 + (isSingle ? (length + 1) >> 1 : length)
  }
  const fill = (hole: Hole): void => {
    if (hole === HOLES.list) {
      list()
      return
    }
    const value = told[at] ?? Number.NaN
    at += 1
    if (hole === HOLES.number) pieces.push(numberJson(value, numbers))
    else if (hole === HOLES.truth) pieces.push(value === 1 ? 'true' : 'false')
    else pieces.push(texts[value] ?? 'null')
  }

  while (at < told.length) {
    const shape = shapes[told[at] ?? 0] ?? []
    const keyTo = keyAt + (told[at + 1] ?? 0)
    at += 2
    if (pieces.length > 0) pieces.push('\n')
    pieces.push(lineOf(JSON.stringify(keys.slice(keyAt, keyTo)), ''))
    keyAt = keyTo
    for (const piece of shape) {
      if (typeof piece === 'string') pieces.push(piece)
      else fill(piece)
    }
  }
  return pieces.join('')
}
