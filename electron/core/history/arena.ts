/** Room for what is read of one moment: rows are cut from large pieces, which the next moment uses again. An array for each would cost more than what is in it. */
export interface Arena {
  /** So many places, with whatever stands there from before. */
  take(count: number): { readonly values: Float64Array; readonly at: number }
  /** All of it may be used again: nobody looks any more at what was taken. */
  clear(): void
}

const VALUES_A_PIECE = 65_536
/** What is held between two moments: 16 MB. */
const PIECES_KEPT = 32

export function createArena(): Arena {
  const pieces: Float64Array[] = []
  let piece = 0
  let used = 0
  return {
    take(count) {
      let values = pieces[piece]
      while (values !== undefined && used + count > values.length) {
        piece += 1
        used = 0
        values = pieces[piece]
      }
      if (values === undefined) {
        values = new Float64Array(Math.max(VALUES_A_PIECE, count))
        pieces[piece] = values
        used = 0
      }
      const at = used
      used += count
      return { values, at }
    },
    clear() {
      pieces.length = Math.min(pieces.length, PIECES_KEPT)
      piece = 0
      used = 0
    },
  }
}
