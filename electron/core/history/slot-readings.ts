import { createWindowReader, hasUnknown, type BlockWindow } from './block-window.ts'
import type { HistoryDatabase } from './database.ts'
import type { BlockTopic } from './block-topics.ts'
import type { FlatBlocks } from './flat-blocks.ts'
import { offsetIn, PAIR_WITHIN_MS } from './pairing.ts'
import type { Arena } from './arena.ts'
import { createSlotPage, type SlotPage } from './slot-page.ts'
import { rowsInBlocks, type StoredRow } from './stored-rows.ts'
import type { Subject, SubjectKind } from './subjects.ts'
import { packStart, slotOf, type TierFacts } from './tiers.ts'
import { createTopicPlaces, type PlacedTopic, type TopicPlaces } from './topic-places.ts'

/** A reading of a subject that stands among others: the value of a column is at `at + column * step`. */
export interface PlacedReading {
  readonly time: number
  readonly topics: readonly PlacedTopic[]
  readonly values: Float64Array
  readonly at: number
  readonly step: number
  readonly columns: number
}

export interface NamedSubject extends Subject {
  readonly id: number
}

type SlotsReader = Pick<HistoryDatabase, 'packed' | 'loose' | 'oldestLoose' | 'topics'>

/**
 * Readings around one moment of thousands of subjects: slots are read whole, those that are packed together at once, and of their blocks only
 * the moments that are looked at.
 */
export interface SlotReader {
  readonly places: TopicPlaces
  /** The newest at or before the moment; null: none in what is packed together with that slot, or will be. */
  newest(subject: NamedSubject, slot: number): PlacedReading | null
  /** The same, with the newest value of each place that was read up to the moment. */
  known(subject: NamedSubject, slot: number): PlacedReading | null
  /** The first reading at or after a time, in its slot or the next one. */
  after(subject: NamedSubject, time: number): PlacedReading | null
}

interface Place {
  readonly window: BlockWindow
  readonly place: number
}

export function createSlotReader(db: SlotsReader, tier: TierFacts, now: number, arena: Arena): SlotReader {
  const places = createTopicPlaces(db.topics)
  const pages = { packed: noPages(), loose: noPages() }
  const span = tier.packSlots
  const oldestLoose = db.oldestLoose(tier.tier) ?? Number.POSITIVE_INFINITY
  const one = createWindowReader(places, arena, { from: now, to: now, now })
  // Ends are looked up by the times of commits, which are read within a few steps of the tier of each other.
  const from = now - 6_000 * tier.tier
  const around = createWindowReader(places, arena, { from, to: now + PAIR_WITHIN_MS + 1_000 * tier.tier, now })

  const pageIn = (how: 'packed' | 'loose', kind: SubjectKind, slot: number): SlotPage => {
    const own = pages[how][kind]
    const there = own.get(slot)
    if (there !== undefined) return there
    const blocks: FlatBlocks = db[how](kind, tier.tier, slot, how === 'packed' ? slot + span - 1 : slot)
    const made = createSlotPage(blocks, `${kind} ${tier.tier} `, kind === 'ends' ? around : one)
    own.set(slot, made)
    return made
  }
  const looseIn = (kind: SubjectKind, slot: number): SlotPage | null => (slot < oldestLoose ? null : pageIn('loose', kind, slot))

  /** Several groups that were read long ago read the same topic. */
  const full = new Map<string, readonly StoredRow[]>()
  const inFull = (subject: NamedSubject, first: number): readonly StoredRow[] => {
    const key = `${subject.kind} ${subject.id} ${first}`
    const known = full.get(key)
    if (known !== undefined) return known
    const slots = Array.from({ length: span }, (_, n) => first + n)
    const all = [pageIn('packed', subject.kind, first), ...slots.map((slot) => looseIn(subject.kind, slot))]
    const rows = rowsInBlocks(
      all.flatMap((page) => page?.blocksOf(subject.id) ?? []),
      `${subject.kind} ${tier.tier} ${subject.name}`,
      db.topics,
    )
    full.set(key, rows)
    return rows
  }

  const laterIn = (page: SlotPage, { id, name }: NamedSubject, best: Place | null): Place | null => {
    let later = best
    for (let block = page.first(id); block >= 0; block = page.next(block)) {
      const window = page.window(block, name)
      const place = window === null ? -1 : lastUpTo(window.times, now)
      if (window !== null && place >= 0 && (later === null || (window.times[place] ?? 0) >= timeAt(later))) later = { window, place }
    }
    return later
  }
  /** Of the reading that was found last: what other blocks of that time know stands in their rows. */
  let isSplit = false
  /** Where the newest reading is. Null: there is none. */
  const find = (subject: NamedSubject, first: number): Place | null => {
    const page = pageIn('packed', subject.kind, first)
    const packed = laterIn(page, subject, null)
    let loose: Place | null = null
    for (let at = Math.min(first + span - 1, slotOf(tier, now)); at >= Math.max(first, oldestLoose) && loose === null; at--)
      loose = laterIn(pageIn('loose', subject.kind, at), subject, null)
    const newest = loose !== null && (packed === null || timeAt(loose) >= timeAt(packed)) ? loose : packed
    if (newest === null) return null
    const isAlone = loose === null ? page.isAlone(subject.id) : span === 1 && packed === null
    isSplit = !isAlone && hasUnknown(newest.window)
    return newest
  }
  const looked = (subject: NamedSubject, slot: number, of: 'newest' | 'known'): PlacedReading | null => {
    const first = packStart(tier.tier, slot)
    const found = find(subject, first)
    if (found === null) return null
    if (isSplit) return newestInFull(inFull(subject, first), now, of, places)
    return of === 'newest' ? readingAt(found) : knownAt(found)
  }

  return {
    places,
    newest: (subject, slot) => looked(subject, slot, 'newest'),
    known: (subject, slot) => looked(subject, slot, 'known'),
    after(subject, time) {
      const { id, kind, name } = subject
      const own = slotOf(tier, time)
      const first = packStart(tier.tier, own)
      const next = packStart(tier.tier, own + 1)
      let found: Place | null = null
      let isOutside = false
      const look = (page: SlotPage | null): void => {
        if (page === null) return
        for (let block = page.first(id); block >= 0; block = page.next(block)) {
          const window = page.window(block, name)
          if (window === null) continue
          // What lies outside of a window needs what it does not have.
          if (window.earlier > 0 && time < from && time < (window.times[0] ?? Number.POSITIVE_INFINITY)) isOutside = true
          const place = firstFrom(window.times, time)
          if (place >= 0 && (found === null || (window.times[place] ?? 0) < timeAt(found))) found = { window, place }
        }
      }
      look(pageIn('packed', kind, first))
      look(looseIn(kind, own))
      // What is in its own slot comes before all that is in the next one, which is megabytes to read.
      if (found === null) {
        look(looseIn(kind, own + 1))
        if (next !== first) look(pageIn('packed', kind, next))
      }
      if (isOutside) {
        const row = inFull(subject, first).find((each) => each.time >= time)
        return row === undefined ? null : placed(row, row.values, places)
      }
      return found === null ? null : readingAt(found)
    },
  }
}

const timeAt = ({ window, place }: Place): number => window.times[place] ?? Number.NaN

const readingAt = ({ window, place }: Place): PlacedReading => ({
  time: window.times[place] ?? Number.NaN,
  topics: window.topics,
  values: window.values,
  at: window.at + place,
  step: window.times.length,
  columns: window.columns,
})

const knownAt = ({ window, place }: Place): PlacedReading => ({
  time: window.times[place] ?? Number.NaN,
  topics: window.topics,
  values: window.values,
  at: window.knownAt,
  step: 1,
  columns: window.columns,
})

/** A reading that was read whole. */
const placed = ({ time, layout }: Pick<StoredRow, 'time' | 'layout'>, values: Float64Array, places: TopicPlaces): PlacedReading => ({
  time,
  topics: layout.map((each: BlockTopic) => places.named(each.topic, each.partitions)),
  values,
  at: 0,
  step: 1,
  columns: values.length,
})

type PagesByKind = Readonly<Record<SubjectKind, Map<number, SlotPage>>>

/** By kind and slot. */
const noPages = (): PagesByKind => ({ commits: new Map(), ends: new Map(), starts: new Map() })

function lastUpTo(times: Float64Array, now: number): number {
  let place = times.length - 1
  while (place >= 0 && (times[place] ?? 0) > now) place -= 1
  return place
}

function firstFrom(times: Float64Array, time: number): number {
  for (let place = 0; place < times.length; place++) if ((times[place] ?? 0) >= time) return place
  return -1
}

function newestInFull(rows: readonly StoredRow[], now: number, of: 'newest' | 'known', places: TopicPlaces): PlacedReading | null {
  const upTo = rows.filter((row) => row.time <= now)
  const newest = upTo.at(-1)
  if (newest === undefined) return null
  if (of === 'newest') return placed(newest, newest.values, places)
  const partitions = newest.layout[0]?.partitions
  const known = newest.values.slice()
  for (let place = 0; place < known.length; place += 1) {
    if (!Number.isNaN(known[place])) continue
    const partition = partitions?.[place] ?? place
    known[place] = offsetIn(upTo.findLast((row) => !Number.isNaN(offsetIn(row, partition))) ?? null, partition)
  }
  return placed(newest, known, places)
}
