import { createJsonScanner, JSON_LIMITS, NotJson, type JsonLimits, type JsonShape } from './json-scan.ts'

/**
 * No single native parse gets more than this: 256 KiB of the worst shape (objects of distinct keys) hold the event loop for about
 * 30 ms, 1 MiB for about 100 ms (M-1).
 */
export const SLICE_BYTES = 262_144

/** Between two slices others get their turn. */
export type Pause = () => Promise<void>

export const nextTurn: Pause = () => new Promise((resolve) => setImmediate(resolve))

/** Text that is all there and known to be short; for the rest there is {@link parseSlices}. */
export function parseJson(bytes: Buffer, limits: JsonLimits = JSON_LIMITS): unknown {
  const scanner = createJsonScanner(Number.POSITIVE_INFINITY, limits)
  scanner.feed(bytes)
  scanner.end()
  return parsePiece(bytes.toString('utf8'))
}

function parsePiece(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new NotJson(detailOf(error))
  }
}

/** What the parser says, without the piece of text that newer engines quote (it may be anything). */
const detailOf = (error: unknown): string => (error instanceof Error ? (error.message.split(/, "| is not valid JSON/)[0] ?? '') : '')

/** Parses what a scanner has walked over, cut at the members of its large containers. */
export async function parseSlices(bytes: Buffer, shape: JsonShape, pause: Pause = nextTurn): Promise<unknown> {
  if (bytes.length <= SLICE_BYTES) return parsePiece(bytes.toString('utf8'))
  return parseValue({ bytes, shape, pause }, 0, bytes.length)
}

/** Bytes that are all there, of any length within the limits: in slices, if they are long. */
export async function parseLong(bytes: Buffer, limits: JsonLimits = JSON_LIMITS): Promise<unknown> {
  const scanner = createJsonScanner(SLICE_BYTES, limits)
  for (let at = 0; at < bytes.length; at += SLICE_BYTES) {
    if (at > 0) await nextTurn()
    scanner.feed(bytes.subarray(at, at + SLICE_BYTES))
  }
  return parseSlices(bytes, scanner.end())
}

interface Job {
  readonly bytes: Buffer
  readonly shape: JsonShape
  readonly pause: Pause
}

async function parseValue(job: Job, from: number, to: number): Promise<unknown> {
  const start = skipSpace(job.bytes, from, to)
  const members = job.shape.large.get(start)
  if (members !== undefined) {
    const close = members[members.length - 1] ?? start
    if (skipSpace(job.bytes, close + 1, to) < to) throw new NotJson(`something follows byte ${close}`)
    return job.bytes[start] === 0x5b ? parseArray(job, start, members) : parseObject(job, start, members)
  }
  const end = lastOf(job.bytes, start, to)
  // What is no container is at most one text, which the scanner has measured.
  if (end - start > JSON_LIMITS.string + 2) throw new NotJson(`no value begins at byte ${start}`)
  await job.pause()
  return parsePiece(job.bytes.toString('utf8', start, end))
}

/** Runs of neighbours that fit a slice; a member that does not fit stands alone. */
function* runs(start: number, members: readonly number[]): Generator<{ from: number; to: number; alone: boolean }> {
  let memberFrom = start + 1
  let runFrom = memberFrom
  for (const end of members) {
    if (end - memberFrom > SLICE_BYTES) {
      if (memberFrom > runFrom) yield { from: runFrom, to: memberFrom - 1, alone: false }
      yield { from: memberFrom, to: end, alone: true }
      runFrom = end + 1
    } else if (end - runFrom > SLICE_BYTES) {
      yield { from: runFrom, to: memberFrom - 1, alone: false }
      runFrom = memberFrom
    }
    memberFrom = end + 1
  }
  if (memberFrom > runFrom) yield { from: runFrom, to: memberFrom - 1, alone: false }
}

async function parseArray(job: Job, start: number, members: readonly number[]): Promise<unknown[]> {
  const made: unknown[] = []
  for (const { from, to, alone } of runs(start, members)) {
    if (alone) made.push(await parseValue(job, from, to))
    else {
      await job.pause()
      // A run is written in brackets, so what comes back is a list.
      for (const value of parsePiece(`[${textOf(job.bytes, from, to)}]`) as unknown[]) made.push(value)
    }
  }
  return made
}

async function parseObject(job: Job, start: number, members: readonly number[]): Promise<Record<string, unknown>> {
  const made: [string, unknown][] = []
  for (const { from, to, alone } of runs(start, members)) {
    if (alone) {
      const { key, after } = keyAt(job.bytes, from, to)
      made.push([key, await parseValue(job, after, to)])
    } else {
      await job.pause()
      // A run is written in braces, so what comes back is an object; `fromEntries` makes __proto__ a plain key.
      made.push(...Object.entries(parsePiece(`{${textOf(job.bytes, from, to)}}`) as Record<string, unknown>))
    }
  }
  return Object.fromEntries(made)
}

/** A run is never blank: then a comma separates nothing. */
function textOf(bytes: Buffer, from: number, to: number): string {
  if (skipSpace(bytes, from, to) === to) throw new NotJson(`a value is missing at byte ${from}`)
  return bytes.toString('utf8', from, to)
}

function keyAt(bytes: Buffer, from: number, to: number): { key: string; after: number } {
  const start = skipSpace(bytes, from, to)
  let end = start + 1
  while (end < to && bytes[end] !== 0x22) end += bytes[end] === 0x5c ? 2 : 1
  const colon = skipSpace(bytes, end + 1, to)
  if (bytes[start] !== 0x22 || bytes[colon] !== 0x3a) throw new NotJson(`no key at byte ${start}`)
  return { key: String(parsePiece(bytes.toString('utf8', start, end + 1))), after: colon + 1 }
}

function skipSpace(bytes: Buffer, from: number, to: number): number {
  let at = from
  while (at < to && isSpace(bytes[at])) at++
  return at
}

function lastOf(bytes: Buffer, from: number, to: number): number {
  let end = to
  while (end > from && isSpace(bytes[end - 1])) end--
  return end
}

const isSpace = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
