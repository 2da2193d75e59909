import { DamagedBlock, Unpacker } from './varint.ts'

/** Blocks of many subjects in the same bytes, in order: a view of each would cost more than reading it. */
export interface FlatBlocks {
  readonly bytes: Uint8Array
  readonly count: number
  /** Of each block its subject's id, where it begins and where it ends. */
  readonly subjects: Int32Array
  readonly starts: Int32Array
  readonly ends: Int32Array
}

export const noBlocks: FlatBlocks = {
  bytes: new Uint8Array(),
  count: 0,
  subjects: new Int32Array(),
  starts: new Int32Array(),
  ends: new Int32Array(),
}

/** Blocks that lie one after the other. */
export function flatBlocks(bytes: Uint8Array, subjects: readonly number[], lengths: readonly number[]): FlatBlocks {
  const starts = new Int32Array(subjects.length)
  const ends = new Int32Array(subjects.length)
  let at = 0
  for (let i = 0; i < subjects.length; i++) {
    starts[i] = at
    at += lengths[i] ?? 0
    ends[i] = Math.min(at, bytes.length)
  }
  return { bytes, count: subjects.length, subjects: Int32Array.from(subjects), starts, ends }
}

/** An id and a length take a byte each at least. */
const LEAST_HEAD = 2

/**
 * Blocks of packs, which stand one after the other. What does not fit together is left out, and every block has its own checksum.
 * @param heads lengths of the lists of ids and lengths, by pack
 * @param sizes lengths of what is in them
 */
export function blocksOfPacks(lists: Uint8Array, heads: readonly number[], bytes: Uint8Array, sizes: readonly number[]): FlatBlocks {
  const most = Math.floor(lists.length / LEAST_HEAD)
  const [subjects, starts, ends] = [new Int32Array(most), new Int32Array(most), new Int32Array(most)]
  const head = new Unpacker(lists)
  let [count, list, body] = [0, 0, 0]
  for (let pack = 0; pack < heads.length; pack++) {
    const listEnd = list + (heads[pack] ?? 0)
    const bodyEnd = body + (sizes[pack] ?? 0)
    head.goTo(lists, list, Math.min(listEnd, lists.length))
    let subject = 0
    let at = body
    try {
      while (head.left > 0) {
        subject += head.unsigned()
        const length = head.unsigned()
        subjects[count] = subject
        starts[count] = Math.min(at, bodyEnd)
        ends[count] = Math.min(at + length, bodyEnd)
        at += length
        count += 1
      }
    } catch (error) {
      // A damaged list ends early.
      if (!(error instanceof DamagedBlock)) throw error
    }
    list = listEnd
    body = bodyEnd
  }
  return { bytes, count, subjects, starts, ends }
}
