import type { BlockWindow, WindowReader } from './block-window.ts'
import type { FlatBlocks } from './flat-blocks.ts'
import { DamagedBlock } from './varint.ts'

/** The blocks of a slot by subject, of which only what is looked at is read. */
export interface SlotPage {
  /** The first block of a subject, and the next one of the same; −1: there is none. */
  first(subject: number): number
  next(block: number): number
  /** It has one block there. */
  isAlone(subject: number): boolean
  /** Null: it is damaged, which shows as a gap, and as nothing else. @param name of its subject */
  window(block: number, name: string): BlockWindow | null
  blocksOf(subject: number): readonly Uint8Array[]
}

const NONE = -1
/** More than any file has: a damaged list may say any number. */
const MOST_SUBJECTS = 2 ** 22

const idAt = ({ subjects }: FlatBlocks, block: number): number => {
  const id = subjects[block] ?? NONE
  return id < MOST_SUBJECTS ? id : NONE
}

/** @param label of its subjects' blocks, without their names */
export function createSlotPage(blocks: FlatBlocks, label: string, read: WindowReader): SlotPage {
  const { bytes, count, starts, ends } = blocks
  let largest = -1
  for (let i = 0; i < count; i++) largest = Math.max(largest, idAt(blocks, i))
  const firsts = new Int32Array(largest + 1).fill(NONE)
  const nexts = new Int32Array(count)
  for (let i = count - 1; i >= 0; i--) {
    const subject = idAt(blocks, i)
    if (subject < 0) continue
    nexts[i] = firsts[subject] ?? NONE
    firsts[subject] = i
  }
  const windows: (BlockWindow | null | undefined)[] = []
  windows.length = count
  const first = (subject: number): number => firsts[subject] ?? NONE
  const next = (block: number): number => nexts[block] ?? NONE
  return {
    first,
    next,
    isAlone: (subject) => first(subject) >= 0 && next(first(subject)) < 0,
    window(block, name) {
      const known = windows[block]
      if (known !== undefined) return known
      let made: BlockWindow | null = null
      try {
        made = read({ bytes, from: starts[block] ?? 0, to: ends[block] ?? 0 }, label, name)
      } catch (error) {
        if (!(error instanceof DamagedBlock)) throw error
      }
      windows[block] = made
      return made
    },
    blocksOf(subject) {
      const own: Uint8Array[] = []
      for (let block = first(subject); block >= 0; block = next(block)) own.push(bytes.subarray(starts[block], ends[block]))
      return own
    },
  }
}
