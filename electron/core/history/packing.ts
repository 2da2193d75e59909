import { packTight } from './blocks.ts'
import { labelOf, type HistoryDatabase } from './database.ts'
import { buildersOf } from './loose-blocks.ts'
import type { FlatBlocks } from './flat-blocks.ts'
import { packsOf, type TimedBlock } from './packs.ts'
import { SETTLED_MS } from './roll-up.ts'
import { rowsInBlocks, type StoredRow } from './stored-rows.ts'
import type { Subject, SubjectKind } from './subjects.ts'
import { packStart, slotStart, tiers, type Tier, type TierFacts } from './tiers.ts'

/** Of what is not packed yet: some thirty pages, of which the last is not full. */
const BYTES_A_STEP = 600_000
const KINDS: readonly SubjectKind[] = ['commits', 'ends', 'starts']

/**
 * Packs what lies in slots that are over: blocks of a row each while they are recorded, then pages of many subjects. The blocks go with the
 * transaction that brings the packs. Each step is short.
 */
export function* packSettled(db: HistoryDatabase, now: number): Generator<undefined, void> {
  for (const facts of tiers)
    for (let last = -1; ;) {
      const oldest = db.oldestLoose(facts.tier)
      if (oldest === null || oldest === last) break
      const from = packStart(facts.tier, oldest)
      if (slotStart(facts, from + facts.packSlots) + SETTLED_MS > now) break
      for (const kind of KINDS) yield* packSlots(db, facts, kind, from)
      last = oldest
    }
}

function* packSlots(
  db: HistoryDatabase,
  { tier, packSlots: span }: TierFacts,
  kind: SubjectKind,
  from: number,
): Generator<undefined, void> {
  const to = from + span - 1
  const names = db.named(kind)
  let waiting: Waiting[] = []
  let bytes = 0
  const store = (): void => {
    const own = waiting
    waiting = []
    bytes = 0
    db.pack(from, to, {
      tier,
      subjects: own.map(({ id }) => id),
      packs: (idFor) =>
        packsOf(
          { tier, slot: from, kind },
          own.flatMap((one) => tightBlocks(one, tier, idFor)),
        ),
    })
  }
  for (const [id, blocks] of bySubject(db.loose(kind, tier, from, to))) {
    const name = names.get(id)
    // Without a name it cannot be read.
    const subject = { kind, name: name ?? '' }
    waiting.push({ id, subject, rows: name === undefined ? [] : rowsInBlocks(blocks, labelOf(subject, tier), db.topics) })
    bytes += blocks.reduce((sum, block) => sum + block.length, 0)
    if (bytes < BYTES_A_STEP) continue
    store()
    yield
  }
  if (waiting.length > 0) store()
  yield
}

interface Waiting {
  readonly id: number
  readonly subject: Subject
  readonly rows: readonly StoredRow[]
}

function tightBlocks({ id, subject, rows }: Waiting, tier: Tier, idFor: (topic: string, end: number) => number): readonly TimedBlock[] {
  return buildersOf(rows, () => 0).map((builder) => {
    const series = builder.series()
    const end = series.times.at(-1) ?? 0
    const bytes = packTight(series, labelOf(subject, tier), (topic) => idFor(topic, end))
    return { subject: id, bytes, start: series.times[0] ?? 0, end }
  })
}

/** Blocks come by subject. */
function* bySubject({
  bytes,
  count,
  subjects,
  starts,
  ends,
}: FlatBlocks): Generator<readonly [id: number, blocks: readonly Uint8Array[]], void> {
  let own: Uint8Array[] = []
  for (let i = 0; i < count; i++) {
    own.push(bytes.subarray(starts[i], ends[i]))
    if (i + 1 < count && subjects[i + 1] === subjects[i]) continue
    yield [subjects[i] ?? 0, own]
    own = []
  }
}
