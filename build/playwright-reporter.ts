import { writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import type { FullConfig, Reporter, Suite, TestCase, TestError } from '@playwright/test/reporter'
import type { TestOutcome } from './test-reporter.ts'

/** Writes the same outcomes as the Vitest reporter. A test that only passed when tried again counts as failed. */
export default class OutcomeReporter implements Reporter {
  private suite: Suite | undefined
  private folder = ''
  private readonly loose: TestOutcome[] = []

  onBegin(config: FullConfig, suite: Suite): void {
    this.folder = config.rootDir
    this.suite = suite
  }

  onError(error: TestError): void {
    this.loose.push({ title: 'an error outside every test', state: 'failed', why: error.stack ?? error.message ?? 'unknown' })
  }

  onEnd(): void {
    const file = process.env['SAMSA_TEST_OUTCOMES']
    if (file) writeFileSync(file, JSON.stringify([...this.outcomes(), ...this.loose]))
  }

  private outcomes(): TestOutcome[] {
    return (this.suite?.allTests() ?? []).map((test) => ({
      ...this.outcome(test),
      file: `test/${relative(this.folder, test.location.file).replaceAll('\\', '/')}`,
      seconds: test.results.reduce((sum, { duration }) => sum + duration, 0) / 1000,
    }))
  }

  private outcome(test: TestCase): TestOutcome {
    const title = `${relative(this.folder, test.location.file)} › ${test.titlePath().slice(3).join(' ')}`
    const last = test.results.at(-1)
    switch (test.outcome()) {
      case 'expected':
        return { title, state: 'passed', why: '' }
      case 'skipped': {
        const said = [...(last?.annotations ?? []), ...test.annotations].find(({ type }) => type === 'skip' || type === 'fixme')
        // Without an annotation the run ended before it began.
        return said ? { title, state: 'skipped', why: said.description ?? '' } : { title, state: 'failed', why: 'did not run' }
      }
      case 'flaky':
        return { title, state: 'failed', why: 'passed only when tried again' }
      case 'unexpected':
        return {
          title,
          state: 'failed',
          why: (last?.errors ?? []).map((error) => error.stack ?? error.message ?? '').join('\n') || (last?.status ?? ''),
        }
    }
  }
}
