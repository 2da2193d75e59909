import { countColumns } from './block-topics.ts'
import { createBlockBuilder, type BlockBuilder } from './block-builder.ts'
import type { HistoryDatabase, StoredBlock } from './database.ts'
import type { Layout } from './layouts.ts'
import type { SampleBatch } from './sample-batch.ts'
import { finest, slotOf } from './tiers.ts'
import type { Subject } from './subjects.ts'

/** The minute that is being recorded: a block a subject, written again with each flush. */
export interface OpenMinute {
  /** False: it refers to a layout that was never told, and nothing was taken in. */
  take(batch: SampleBatch): boolean
  /** Blocks that changed since the last `saved`. */
  changed(): readonly StoredBlock[]
  saved(): void
  /** Rows go into new blocks from now on: those that are open could not be stored. */
  clear(): void
}

interface Known {
  readonly subject: Subject
  readonly layout: Layout
  readonly columns: number
}

interface Open {
  readonly subject: Subject
  builder: BlockBuilder
  changed: boolean
}

export function createOpenMinute(db: Pick<HistoryDatabase, 'count' | 'newestSlot'>): OpenMinute {
  const layouts = new Map<number, Known>()
  const open = new Map<string, Open>()
  let highest = db.newestSlot(finest.tier) ?? Number.NEGATIVE_INFINITY
  /** Subjects with a block in the highest slot; null: there may be more, of before a restart or of a write that failed. */
  let begun: Set<string> | null = null
  /** Full, but not stored yet. */
  let closed: StoredBlock[] = []

  /** A subject that changed its layout does not go back to the old one's id. */
  const current = new Map<string, number>()
  const forgetOlder = (id: number, { kind, name }: Subject): void => {
    const older = current.get(`${kind} ${name}`)
    if (older !== undefined && older < id) layouts.delete(older)
    current.set(`${kind} ${name}`, Math.max(id, older ?? 0))
  }
  /** The first free place in a slot. Slots that were begun earlier, before a restart or a jump of the clock, may hold blocks already. */
  const numberFor = (key: string, subject: Subject, slot: number): number => {
    if (slot > highest) {
      highest = slot
      begun = new Set()
    }
    // Most are here, once a minute each: the file is not asked about every one of them.
    if (slot === highest && begun !== null && !begun.has(key)) {
      begun.add(key)
      return 0
    }
    const waiting = closed.filter((b) => b.slot === slot && b.kind === subject.kind && b.name === subject.name)
    return Math.max(db.count(subject, finest.tier, slot), ...waiting.map((b) => b.n + 1))
  }
  const builderFor = ({ subject, layout }: Known, time: number): Open => {
    const key = `${subject.kind} ${subject.name}`
    const slot = slotOf(finest, time)
    const there = open.get(key)
    if (there === undefined) {
      const made = { subject, builder: createBlockBuilder(layout, slot, numberFor(key, subject, slot)), changed: false }
      open.set(key, made)
      return made
    }
    const { builder } = there
    if (builder.layout === layout && builder.slot === slot && builder.takes(time)) return there
    if (there.changed) closed.push(builder.block(subject, finest.tier))
    there.builder = createBlockBuilder(layout, slot, builder.slot === slot ? builder.n + 1 : numberFor(key, subject, slot))
    there.changed = false
    return there
  }

  return {
    take({ layouts: told, subjects, times, values }) {
      for (const { id, subject, layout } of told) layouts.set(id, { subject, layout, columns: countColumns(layout) })
      if (subjects.some((id) => !layouts.has(id))) return false
      let at = 0
      for (let i = 0; i < subjects.length; i++) {
        const known = layouts.get(subjects[i] ?? -1)
        if (known === undefined) return false
        const time = times[i] ?? 0
        const into = builderFor(known, time)
        into.builder.add(time, values, at)
        into.changed = true
        at += known.columns
      }
      for (const { id, subject } of told) forgetOlder(id, subject)
      return true
    },
    changed: () => [...closed, ...[...open.values()].filter((o) => o.changed).map((o) => o.builder.block(o.subject, finest.tier))],
    saved() {
      closed = []
      for (const [key, each] of open) {
        each.changed = false
        if (each.builder.slot < highest - 1) open.delete(key)
      }
    },
    clear() {
      closed = []
      open.clear()
      begun = null
    },
  }
}
