/**
 * The CSV of Kafka's kafka-consumer-groups tool: `topic,partition,offset` for one group, `group,topic,partition,offset` for several; no
 * heading. Cells may stand in quotes, doubled within.
 */
export interface OffsetLine {
  /** Null: the file is of one group. */
  readonly group: string | null
  readonly topic: string
  readonly partition: number
  readonly offset: number
}

export interface CsvProblem {
  /** From 1. */
  readonly line: number
  readonly message: string
}

export interface ParsedOffsets {
  readonly lines: readonly OffsetLine[]
  readonly problems: readonly CsvProblem[]
}

/** Cells of one line; null: a quote is not closed, or stands inside a cell without quotes. */
export function cellsOf(line: string): string[] | null {
  const cells: string[] = []
  let at = 0
  for (;;) {
    const quoted = line[at] === '"'
    const found = quoted ? /"((?:[^"]|"")*)"/y : /[^,"]*/y
    found.lastIndex = at
    const cell = found.exec(line)
    if (cell === null) return null
    cells.push(quoted ? (cell[1] ?? '').replaceAll('""', '"') : cell[0].trim())
    at += cell[0].length
    if (at === line.length) return cells
    if (line[at] !== ',') return null
    at++
  }
}

const wholeNumber = (text: string | undefined, most: number): number | null => {
  if (text === undefined || !/^\d{1,16}$/.test(text)) return null
  const value = Number(text)
  return value <= most ? value : null
}

const MOST_PARTITION = 2_147_483_647

function lineOf(cells: readonly string[]): OffsetLine | string {
  if (cells.length !== 3 && cells.length !== 4)
    return `It has ${cells.length} columns; it needs topic, partition and offset, or a group before them.`
  const [topic, partition, offset] = cells.slice(-3)
  const group = cells.length === 4 ? (cells[0] ?? '') : null
  if (topic === undefined || !/^[A-Za-z0-9._-]{1,249}$/.test(topic)) return `“${topic ?? ''}” is no topic name.`
  const p = wholeNumber(partition, MOST_PARTITION)
  if (p === null) return `“${partition ?? ''}” is no partition number.`
  const o = wholeNumber(offset, Number.MAX_SAFE_INTEGER)
  if (o === null) return `“${offset ?? ''}” is no offset: it must be a whole number from 0 on.`
  return { group, topic, partition: p, offset: o }
}

/** Reads all lines; what is wrong is told by line, and empty lines count for nothing. */
export function parseOffsets(text: string): ParsedOffsets {
  const lines: OffsetLine[] = []
  const problems: CsvProblem[] = []
  const seen = new Map<string, number>()
  const rows = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  for (const [i, row] of rows.entries()) {
    if (row.trim() === '') continue
    const cells = cellsOf(row)
    const line = cells === null ? 'A quotation mark is not closed, or stands where none may.' : lineOf(cells)
    if (typeof line === 'string') {
      problems.push({ line: i + 1, message: line })
      continue
    }
    const key = `${line.group ?? ''}\n${line.topic}-${line.partition}`
    const before = seen.get(key)
    if (before !== undefined)
      problems.push({ line: i + 1, message: `It says ${line.topic}-${line.partition} once more, after line ${before}.` })
    else {
      seen.set(key, i + 1)
      lines.push(line)
    }
  }
  if (lines.length === 0 && problems.length === 0) problems.push({ line: 1, message: 'There is nothing in it.' })
  return { lines, problems }
}

/** In quotes where it must be, or where a spreadsheet would make a formula of it. */
const cell = (text: string): string => (/[",\n\r]|^[=+\-@\t]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

export const printOffsets = (lines: readonly OffsetLine[]): string =>
  lines
    .map(
      ({ group, topic, partition, offset }) => [...(group === null ? [] : [cell(group)]), cell(topic), partition, offset].join(',') + '\n',
    )
    .join('')
