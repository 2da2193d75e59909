import { existsSync, renameSync, rmSync } from 'node:fs'
import { addBackfilled, endsIn } from './backfilled/store.ts'
import { unpackBlock } from './blocks.ts'
import { labelOf, type HistoryDatabase, type StoredBlock } from './database.ts'
import { contentOfRow } from './moments/log.ts'
import type { StoredMoment } from './moments/rows.ts'
import { openStored } from './stored-file.ts'
import type { Tier } from './tiers.ts'
import { DamagedBlock } from './varint.ts'

/**
 * A file that SQLite refuses is put aside, a new one takes its place at once, and what can still be read of the old one follows bit by bit.
 * A block counts only when its own checksum holds.
 */
const ASIDE = '.damaged'
/** While it is read: found at a start, the reading itself must have failed, and is not tried again. */
const READING = '.salvaging'
/** What is left of it, for whoever wants to look; the next one replaces it. */
const DONE = '.salvaged'

const withLog = (file: string): readonly string[] => [file, `${file}-wal`]

function move(from: string, to: string): void {
  for (const [i, each] of withLog(from).entries()) {
    const target = withLog(to)[i] ?? to
    rmSync(target, { force: true })
    if (existsSync(each)) renameSync(each, target)
  }
}

export const putAside = (file: string): void => move(file, `${file}${ASIDE}`)

export function removeHistory(file: string): void {
  for (const each of withLog(file)) rmSync(each, { force: true })
}

const AT_ONCE = 64
const PACKS_AT_ONCE = 8
const FAILURES_MAX = 5_000
/** Clear of the places that recording goes on to fill in the same slot. */
const BEHIND = 1_000

/** Copies what is readable of a file that was put aside. Each step is short. */
export function* salvage(file: string, into: HistoryDatabase): Generator<undefined, void> {
  if (existsSync(`${file}${READING}`)) move(`${file}${READING}`, `${file}${DONE}`)
  if (!existsSync(`${file}${ASIDE}`)) return
  move(`${file}${ASIDE}`, `${file}${READING}`)
  const stored = openOrNull(`${file}${READING}`)
  if (stored !== null) {
    try {
      yield* copy(stored, into, 'block')
      yield* copy(stored, into, 'pack')
      yield* copyMoments(stored, into)
      yield* copyBackfilled(stored, into)
    } finally {
      stored.close()
    }
  }
  move(`${file}${READING}`, `${file}${DONE}`)
}

function openOrNull(file: string): ReturnType<typeof openStored> | null {
  try {
    return openStored(file)
  } catch {
    return null
  }
}

/** Reads ranges of rows, halving those that fail until what fails is left out. */
function* copy(stored: ReturnType<typeof openStored>, into: HistoryDatabase, table: 'block' | 'pack'): Generator<undefined, void> {
  let failures = 0
  const ranges: [number, number][] = [[1, stored.lastId(table) ?? 2 ** 31]]
  for (let range = ranges.pop(); range !== undefined && failures < FAILURES_MAX; range = ranges.pop()) {
    const [from, to] = range
    const read = table === 'block' ? stored.blocks(from, to, AT_ONCE) : stored.packs(from, to, PACKS_AT_ONCE)
    if (read === null) {
      failures += 1
      const middle = Math.floor((from + to) / 2)
      if (from < to) ranges.push([middle + 1, to], [from, middle])
    } else {
      into.write(read.blocks.filter(isSound).map((block) => ({ ...block, n: block.n + (table === 'block' ? 1 : 2) * BEHIND })))
      if (read.next !== null && read.next <= to) ranges.push([read.next, to])
    }
    yield
  }
}

/** A block counts when its own checksum holds; what was asked for since stays beside it. */
function* copyBackfilled(stored: ReturnType<typeof openStored>, into: HistoryDatabase): Generator<undefined, void> {
  let failures = 0
  // Null: of an older Samsa, which had no such table, or the index is damaged; it can be asked for again.
  const last = stored.lastId('backfilled')
  const ranges: [number, number][] = last === null ? [] : [[1, last]]
  for (let range = ranges.pop(); range !== undefined && failures < FAILURES_MAX; range = ranges.pop()) {
    const [from, to] = range
    const read = stored.backfilled(from, to, AT_ONCE)
    if (read === null) {
      failures += 1
      const middle = Math.floor((from + to) / 2)
      if (from < to) ranges.push([middle + 1, to], [from, middle])
    } else {
      addBackfilled(into, read.rows.flatMap(endsIn))
      if (read.next !== null && read.next <= to) ranges.push([read.next, to])
    }
    yield
  }
}

/** Moments follow those recorded since: what hangs on a lost row goes with it, up to the next keyframe. */
function* copyMoments(stored: ReturnType<typeof openStored>, into: HistoryDatabase): Generator<undefined, void> {
  const hangsTogether = unbroken()
  let failures = 0
  const ranges: [number, number][] = [[1, 2 ** 31]]
  for (let range = ranges.pop(); range !== undefined && failures < FAILURES_MAX; range = ranges.pop()) {
    const [from, to] = range
    const read = stored.moments(from, to, AT_ONCE)
    if (read === null) {
      failures += 1
      const middle = Math.floor((from + to) / 2)
      if (from < to) ranges.push([middle + 1, to], [from, middle])
    } else {
      const rows = read.moments.filter((row) => hangsTogether(row, contentOfRow(row) !== null))
      if (rows.length > 0) into.moments.add(rows)
      if (read.next !== null && read.next <= to) ranges.push([read.next, to])
    }
    yield
  }
}

/**
 * Whether a row says what it said: changes do only with every row between them and their keyframe. Rows come in the order of their ids, which
 * leave none out; where one is missing, nobody can tell of which tier it was.
 */
function unbroken(): (row: StoredMoment, sound: boolean) => boolean {
  const whole = new Set<Tier>()
  let next = 0
  return ({ id, tier, kind }, sound) => {
    if (id !== next || !sound) whole.clear()
    next = id + 1
    if (sound && kind === 'keyframe') whole.add(tier)
    return sound && whole.has(tier)
  }
}

function isSound(block: StoredBlock): boolean {
  try {
    const { times } = unpackBlock(block.bytes, labelOf(block, block.tier))
    return times.length > 0
  } catch (error) {
    if (error instanceof DamagedBlock) return false
    throw error
  }
}
