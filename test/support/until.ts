/** Waits until something is so, looking every few milliseconds; fails after the deadline with what was waited for. */
export async function until(isSo: () => boolean, what: string | (() => string), deadlineMs = 5_000): Promise<void> {
  const end = performance.now() + deadlineMs
  while (!isSo()) {
    if (performance.now() > end) throw new Error(`Waited ${deadlineMs} ms in vain until ${typeof what === 'string' ? what : what()}`)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}
