/**
 * Columns out of one stretch of memory. A group has two dozen of them: as many buffers for each of tens of thousands of groups would cost
 * more than what they hold, and what is looked at together would lie apart.
 */
export interface Room {
  float64(places: number): Float64Array
  float32(places: number): Float32Array
  int32(places: number): Int32Array
  uint16(places: number): Uint16Array
  uint8(places: number): Uint8Array
}

export function createRoom(bytes: number): Room {
  const buffer = new ArrayBuffer(bytes)
  let used = 0
  const cut = (size: number, places: number): number => {
    const from = Math.ceil(used / size) * size
    used = from + size * places
    return from
  }
  return {
    float64: (places) => new Float64Array(buffer, cut(8, places), places),
    float32: (places) => new Float32Array(buffer, cut(4, places), places),
    int32: (places) => new Int32Array(buffer, cut(4, places), places),
    uint16: (places) => new Uint16Array(buffer, cut(2, places), places),
    uint8: (places) => new Uint8Array(buffer, cut(1, places), places),
  }
}
