/** Memory for answers: one that was decoded is used for the next. */
export interface FrameRoom {
  /** At least `size` bytes, with anything in them. */
  take(size: number): Buffer
  /** Nobody looks into these bytes any more, nor into any others of their memory. */
  give(bytes: Uint8Array): void
}

/** What is smaller dies young and costs little. */
const SMALLEST = 32 * 1024
/** Free bytes that are kept: about as much as answers under way in front of six brokers. */
const KEPT_BYTES = 24 * 1024 * 1024

/**
 * Answers of megabytes outlive the young generation while they are decoded in slices, so that only a collection of the whole heap frees them; and
 * such a one is begun for each 64 MB of buffers that came since the last, however small the heap is.
 */
export function createFrameRoom(keptBytes = KEPT_BYTES): FrameRoom {
  const free: ArrayBuffer[] = []
  let freeBytes = 0
  /** Given out, and not given back: what is given twice, or is not ours, is left alone. */
  const lent = new WeakSet<ArrayBufferLike>()

  /** The smallest that is large enough, and no waste. */
  const takeFree = (size: number): ArrayBuffer | null => {
    let best: ArrayBuffer | null = null
    for (const one of free) {
      const fits = one.byteLength >= size && one.byteLength <= 4 * size
      if (fits && (best === null || one.byteLength < best.byteLength)) best = one
    }
    if (best === null) return null
    free.splice(free.indexOf(best), 1)
    freeBytes -= best.byteLength
    return best
  }

  return {
    take(size) {
      if (size < SMALLEST) return Buffer.allocUnsafeSlow(size)
      const memory = takeFree(size) ?? Buffer.allocUnsafeSlow(roundedUp(size)).buffer
      lent.add(memory)
      return Buffer.from(memory, 0, size)
    },
    give({ buffer }) {
      if (!lent.delete(buffer) || !(buffer instanceof ArrayBuffer) || freeBytes + buffer.byteLength > keptBytes) return
      free.push(buffer)
      freeBytes += buffer.byteLength
    },
  }
}

/** To a quarter of a power of two: answers to the same question differ by a few bytes. */
function roundedUp(size: number): number {
  const step = 2 ** Math.max(0, Math.floor(Math.log2(size)) - 2)
  return Math.ceil(size / step) * step
}
