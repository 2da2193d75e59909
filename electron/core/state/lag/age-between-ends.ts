import { indexOf, timeAt, type Samples } from './samples.ts'

/** How old a record is, without an object for it. */
export interface Age {
  /** Nothing known; a value with its error; older than that. */
  kind: 'unknown' | 'value' | 'moreThan'
  seconds: number
  error: number
}

/** Age of the record at `position` by the end readings around it: what `timeLag` says of them where no probe is known. */
export function ageBetweenEnds(samples: Samples, row: number, position: number, now: number, age: Age): void {
  const { ends, count } = samples
  let highAt = Number.NaN
  let high = Number.NaN
  age.kind = 'unknown'
  age.error = 0
  for (let i = count - 1; i >= 0; i -= 1) {
    const offset = ends[indexOf(samples, i, row)] ?? Number.NaN
    if (Number.isNaN(offset)) continue
    // A log made anew: what lies before says nothing.
    if (offset > high) break
    const at = timeAt(samples, i)
    if (offset <= position) {
      if (Number.isNaN(high)) return
      const time = at + ((position - offset) / (high - offset)) * (highAt - at)
      age.kind = 'value'
      age.seconds = Math.max(0, now - time)
      age.error = Math.max(time - at, highAt - time)
      return
    }
    high = offset
    highAt = at
  }
  if (Number.isNaN(high)) return
  age.kind = 'moreThan'
  age.seconds = Math.max(0, now - highAt)
}
