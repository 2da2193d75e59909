import { writeFileSync } from 'node:fs'
import type { SerializedError } from 'vitest'
import type { Reporter, TestModule } from 'vitest/node'

/** One test, or one file that could not be run, as `build/test.ts` counts them. */
export interface TestOutcome {
  readonly title: string
  /** Unstable: it failed, and passed when its file was run again alone (second-look.ts). */
  readonly state: 'passed' | 'failed' | 'skipped' | 'unstable'
  /** Why it failed, or why it was skipped; empty if nobody said. */
  readonly why: string
  /** Where it is, from the root of the project; undefined for what belongs to no file. */
  readonly file?: string
  /** How long it took; what its file took outside its tests is told of the first. */
  readonly seconds?: number
}

type Failure = Pick<SerializedError, 'message' | 'stack'> & { readonly diff?: string }

/** The message, what differed, and where in our own files. */
function messages(errors: readonly Failure[]): string {
  return errors
    .map(({ message, stack = '', diff }) => {
      const frames = stack.split('\n').filter((line) => /^\s+at /.test(line) && !/node_modules|node:internal|at new Promise/.test(line))
      return [message, ...(diff ? [diff] : []), ...frames.slice(0, 5)].join('\n')
    })
    .join('\n')
}

/** Vitest's own JSON report leaves out the reason that `context.skip('…')` gives; skips must be said with their reason. */
function outcomes(modules: readonly TestModule[]): TestOutcome[] {
  const found: TestOutcome[] = []
  for (const module of modules) {
    const file = module.relativeModuleId
    const suites = [module, ...module.children.allSuites()]
    for (const suite of suites) {
      const errors = suite.errors()
      const name = suite.type === 'module' ? suite.relativeModuleId : suite.fullName
      if (errors.length > 0) found.push({ title: `${name} (outside its tests)`, state: 'failed', why: messages(errors), file })
    }
    const taken = [...module.children.allTests()].map((test) => test.diagnostic()?.duration ?? 0)
    let outside = module.diagnostic().duration - taken.reduce((sum, ms) => sum + ms, 0)
    for (const test of module.children.allTests()) {
      const result = test.result()
      const seconds = ((test.diagnostic()?.duration ?? 0) + Math.max(0, outside)) / 1000
      outside = 0
      const title = `${file} › ${test.fullName}`
      if (result.state === 'failed') found.push({ title, state: 'failed', why: messages(result.errors), file, seconds })
      else if (result.state === 'passed') found.push({ title, state: 'passed', why: '', file, seconds })
      // Pending: the run ended before it did.
      else if (result.state === 'pending') found.push({ title, state: 'failed', why: 'did not finish', file })
      else found.push({ title, state: 'skipped', why: result.note ?? '', file })
    }
  }
  return found
}

export default class OutcomeReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const file = process.env['SAMSA_TEST_OUTCOMES']
    if (!file) return
    const loose = unhandled.map((error): TestOutcome => ({ title: 'an error outside every test', state: 'failed', why: messages([error]) }))
    writeFileSync(file, JSON.stringify([...outcomes(modules), ...loose]))
  }
}
