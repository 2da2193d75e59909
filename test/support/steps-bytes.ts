import { bytesInSteps, type Step } from '../../electron/core/history/moments/steps.ts'

/** Steps as the history worker is told them. */
export function stepsBytes(steps: Iterable<Step>): readonly Uint8Array[] {
  const writing = bytesInSteps(steps)
  for (;;) {
    const next = writing.next()
    if (next.done) return next.value
  }
}
