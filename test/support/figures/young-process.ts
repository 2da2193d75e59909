import { getHeapSpaceStatistics } from 'node:v8'
import { holdYoungGeneration } from '../../../electron/core/lib/young-generation.ts'

/** Fills memory with what lives for a while, so that the young generation wants to grow; prints how large it was after each turn at most. */

const TURNS = 300
const OBJECTS_A_TURN = 20_000
const LIVING = 400_000

const held = process.argv[2] === 'held' ? holdYoungGeneration() : null
const living: { readonly key: string; readonly values: readonly number[] }[] = []
let most = 0

function turn(left: number): void {
  for (let n = 0; n < OBJECTS_A_TURN; n += 1) living[(left * OBJECTS_A_TURN + n) % LIVING] = { key: `${n}`, values: [n, left] }
  most = Math.max(most, getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0)
  if (left > 0) setImmediate(turn, left - 1)
  else {
    held?.stop()
    console.log(most)
  }
}
turn(TURNS)
