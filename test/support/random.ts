/** Random numbers that come again with the same seed (mulberry32). */
export function createRandom(seed: number): { below(n: number): number; between(from: number, to: number): number } {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    below: (n) => Math.floor(next() * n),
    between: (from, to) => from + next() * (to - from),
  }
}
