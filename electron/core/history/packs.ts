import { blocksOfPacks } from './flat-blocks.ts'
import { Packer } from './varint.ts'
import type { SubjectKind } from './subjects.ts'
import type { Tier } from './tiers.ts'

/**
 * Blocks of many subjects in one row that fills a page of the file: a row for each cost a third as much again as what is in them, and a damaged
 * page still takes only its own blocks with it.
 */
export interface Pack {
  readonly tier: Tier
  /** The first slot that it spans. */
  readonly slot: number
  readonly kind: SubjectKind
  /** The least and the largest id in it. */
  readonly low: number
  readonly high: number
  /** Wall clock ms of the first and last moment in it. */
  readonly start: number
  readonly end: number
  /** Ids and lengths of its blocks. */
  readonly subjects: Uint8Array
  readonly bytes: Uint8Array
}

export interface SlotBlock {
  /** Its subject's id. */
  readonly subject: number
  readonly bytes: Uint8Array
}

/** A page of 8 KiB less what SQLite writes beside the bytes. */
const ROOM = 8_060
/** Of an id and a length. */
const HEAD = 5

export interface TimedBlock extends SlotBlock {
  readonly start: number
  readonly end: number
}

/** Blocks, ascending by subject, in as many packs as they fill; a block that is larger than a page has one of its own. */
export function packsOf(place: Pick<Pack, 'tier' | 'slot' | 'kind'>, blocks: readonly TimedBlock[]): readonly Pack[] {
  const packs: Pack[] = []
  let from = 0
  let size = 0
  for (const [i, { bytes }] of blocks.entries()) {
    if (i > from && size + bytes.length + HEAD > ROOM) {
      packs.push(packOf(place, blocks.slice(from, i)))
      from = i
      size = 0
    }
    size += bytes.length + HEAD
  }
  if (from < blocks.length) packs.push(packOf(place, blocks.slice(from)))
  return packs
}

function packOf(place: Pick<Pack, 'tier' | 'slot' | 'kind'>, blocks: readonly TimedBlock[]): Pack {
  const head = new Packer(blocks.length * HEAD)
  const body = new Packer(ROOM)
  let last = 0
  for (const { subject, bytes } of blocks) {
    head.unsigned(subject - last)
    head.unsigned(bytes.length)
    body.raw(bytes)
    last = subject
  }
  return {
    ...place,
    low: blocks[0]?.subject ?? 0,
    high: last,
    start: Math.min(...blocks.map(({ start }) => start)),
    end: Math.max(...blocks.map(({ end }) => end)),
    subjects: head.packed(),
    bytes: body.packed(),
  }
}

/** What is in a pack; what does not fit together is left out, and every block has its own checksum. */
export function blocksIn({ subjects, bytes }: Pick<Pack, 'subjects' | 'bytes'>): readonly SlotBlock[] {
  const flat = blocksOfPacks(subjects, [subjects.length], bytes, [bytes.length])
  return Array.from({ length: flat.count }, (_, i) => ({
    subject: flat.subjects[i] ?? 0,
    bytes: bytes.subarray(flat.starts[i], flat.ends[i]),
  }))
}
