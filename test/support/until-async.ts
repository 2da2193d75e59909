/** As `until`, for what has to be asked. */
export async function untilAsync(isSo: () => Promise<boolean>, deadlineMs: number, what: string): Promise<void> {
  const end = performance.now() + deadlineMs
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`Waited ${deadlineMs} ms in vain until ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
