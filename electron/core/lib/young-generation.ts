import { PerformanceObserver } from 'node:perf_hooks'
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'

/**
 * Both halves of the space for new objects, in bytes. While it fills, one half is in use; what is still alive in it then is copied, and all
 * of the thread waits for that. V8 of Node 24 lets it grow to several times this, which makes pauses of 20 ms and more out of a refresh of
 * 400,000 partitions; like this they take 10 ms and the refresh as long as before (build/bench/README.md). Node 20 and Electron 33 stay at or below it
 * by themselves.
 */
export const YOUNG_GENERATION_BYTES = 32 * 1024 * 1024

/**
 * Keeps the thread's garbage collector from making long pauses out of few. How large the space may become can only be said before V8 starts,
 * and Electron starts it; by which factor it grows is looked at each time that it does.
 */
export function holdYoungGeneration(): { stop(): void } {
  const grow = (factor: 1 | 2): void => setFlagsFromString(`--semi-space-growth-factor=${factor}`)
  const look = (): void => {
    const space = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')
    // It is made smaller when little happens, and then has to grow again.
    if (space !== undefined) grow(space.space_size < YOUNG_GENERATION_BYTES ? 2 : 1)
  }
  const afterEach = new PerformanceObserver(look)
  afterEach.observe({ entryTypes: ['gc'] })
  return {
    stop() {
      afterEach.disconnect()
      grow(2)
    },
  }
}
