/** A worker that goes wrong in every way it is asked to. */
import { JobFailure } from '../../electron/core/workers/messages.ts'
import { serveJobs } from '../../electron/core/workers/serve-jobs.ts'

export interface BadJobs {
  readonly echo: { readonly input: string; readonly output: string }
  readonly look: { readonly input: null; readonly output: { readonly variables: readonly string[]; readonly arguments: readonly string[] } }
  readonly stall: { readonly input: null; readonly output: null }
  readonly pattern: { readonly input: null; readonly output: boolean }
  readonly fail: { readonly input: string; readonly output: null }
  readonly throw: { readonly input: string; readonly output: null }
  readonly throwLater: { readonly input: string; readonly output: null }
  readonly exit: { readonly input: number; readonly output: null }
  readonly deepen: { readonly input: null; readonly output: number }
  readonly fillHeap: { readonly input: null; readonly output: number }
  readonly fillBuffers: { readonly input: null; readonly output: number }
}

const deepen = (n: number): number => deepen(n + 1) + 1

serveJobs<BadJobs>({
  echo: (text) => text,
  look: () => ({ variables: Object.keys(process.env), arguments: process.argv.slice(2) }),
  stall() {
    for (;;);
  },
  pattern: () => /^(a+)+$/.test(`${'a'.repeat(40)}!`),
  fail(why) {
    throw new JobFailure('asked', why)
  },
  throw(why) {
    throw new Error(why)
  },
  throwLater: (why) =>
    new Promise(() => {
      setTimeout(() => {
        throw new Error(why)
      }, 1)
    }),
  exit: (code) => process.exit(code),
  deepen: () => deepen(0),
  fillHeap() {
    const kept: object[] = []
    for (;;) kept.push({ n: kept.length, text: `${kept.length}` })
  },
  async fillBuffers() {
    const kept: Uint8Array[] = []
    for (;;) {
      kept.push(new Uint8Array(4 * 2 ** 20).fill(1))
      // A step: signs of life go out between.
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  },
})
