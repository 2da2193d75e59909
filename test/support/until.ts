/** What only waits for promises is there after a turn or two. */
const TURNS_MS = 5

/** Waits until something is so, looking at each turn at first and then every few milliseconds; fails after the deadline with what was waited for. */
export async function until(isSo: () => boolean, what: string | (() => string), deadlineMs = 5_000): Promise<void> {
  const begin = performance.now()
  const end = begin + deadlineMs
  while (!isSo()) {
    if (performance.now() > end) throw new Error(`Waited ${deadlineMs} ms in vain until ${typeof what === 'string' ? what : what()}`)
    const isSoon = performance.now() < begin + TURNS_MS
    await new Promise((resolve) => (isSoon ? setImmediate(resolve) : setTimeout(resolve, 2)))
  }
}
