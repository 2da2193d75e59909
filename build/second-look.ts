import type { TestOutcome } from './test-reporter.ts'

/** More files than these with failures are no matter of chance. */
const MOST_FILES = 3

/**
 * The files to run once more, alone on the machine, after a run on a busy one; empty when a second look could only hide something:
 * too much failed, or something failed that belongs to no file.
 */
export function filesToLookAt(outcomes: readonly TestOutcome[]): readonly string[] {
  const failed = outcomes.filter(({ state }) => state === 'failed')
  const files = new Set(failed.map(({ file }) => file ?? ''))
  return files.has('') || files.size > MOST_FILES ? [] : [...files]
}

/**
 * What both runs together mean. What failed and then passed is unstable: it is said aloud with its first failure and counted by
 * itself, never as passed. What the second run does not know any more stays as it was.
 */
export function afterSecondLook(first: readonly TestOutcome[], again: readonly TestOutcome[]): TestOutcome[] {
  const files = new Set(again.map(({ file }) => file))
  const failures = new Map(first.filter(({ state }) => state === 'failed').map((outcome) => [outcome.title, outcome]))
  const wholeFile = new Map(
    first.filter(({ state, title }) => state === 'failed' && title.endsWith('(outside its tests)')).map((o) => [o.file, o]),
  )
  const seen = new Set(again.map(({ title }) => title))
  const stands = first.filter((outcome) => {
    if (!files.has(outcome.file)) return true
    // What hooks did is not named again when they do well.
    return !seen.has(outcome.title) && !wholeFile.has(outcome.file)
  })
  const judged = again.map((outcome): TestOutcome => {
    const before = failures.get(outcome.title) ?? wholeFile.get(outcome.file)
    return outcome.state === 'passed' && before ? { ...outcome, state: 'unstable', why: before.why } : outcome
  })
  return [...stands, ...judged]
}
