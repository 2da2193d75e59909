import { findChromium, findElectron, findJdk, findMaven, hasDisplay, onPath, type Found } from './machine.ts'
import type { TestOutcome } from './test-reporter.ts'

export interface Level {
  readonly name: string
  readonly tool: 'vitest' | 'playwright'
  /** Files that belong to it; a level without files does not exist yet. */
  readonly files: readonly string[]
  readonly needs: readonly (() => Found)[]
  readonly minutes: number
  /** The tool's projects, where they are not called as the level is: in rounds, each of which begins when the one before has ended. */
  readonly rounds?: readonly (readonly string[])[]
  /** The rounds run side by side: each waits more than it computes, and shares nothing with the other. */
  readonly atOnce?: boolean
  /** Levels that mostly wait, for a server or a clock, run beside levels that keep both cores busy. Without it: alone. */
  readonly lane?: 'computes' | 'waits'
}

export const display = (): Found => {
  if (hasDisplay()) return { path: process.env['DISPLAY'] ?? '' }
  return onPath('Xvfb') === null ? { missing: 'no display, and no Xvfb to make one' } : { path: 'Xvfb' }
}

const vitest = (name: string, minutes: number, more: Partial<Level> = {}): Level => {
  return { name, tool: 'vitest', files: [`test/${name}/**/*.test.{ts,tsx}`], needs: [], minutes, ...more }
}

export const levels: readonly Level[] = [
  // Limits are for what hangs: several times what a level takes on two cores.
  vitest('unit', 10, { lane: 'computes' }),
  vitest('contract', 5, { lane: 'computes' }),
  vitest('features', 15, { lane: 'computes' }),
  vitest('architecture', 5, { lane: 'computes' }),
  vitest('core', 20, { lane: 'waits' }),
  vitest('fault', 20, { lane: 'waits' }),
  // Of core and fault, what watches the event loop or the machine (build/vitest.config.ts).
  vitest('measured', 15, { files: ['test/{core,fault}/**/*.test.ts'] }),
  vitest('kafka', 20, { needs: [findJdk, findMaven], rounds: [['kafka'], ['kafka-own']], atOnce: true, lane: 'waits' }),
  {
    name: 'package',
    tool: 'playwright',
    files: ['test/package/**/*.spec.ts'],
    needs: [findElectron, findChromium, display],
    // With SAMSA_LONG=1 every journey, twice, and the packages of the system's tools.
    minutes: process.env['SAMSA_LONG'] === '1' ? 60 : 15,
    rounds: [['package', 'archive']],
    lane: 'computes',
  },
  {
    name: 'ui',
    tool: 'playwright',
    files: ['test/ui/**/*.spec.ts'],
    needs: [findChromium],
    minutes: 25,
    rounds: [['ui'], ['ui-alone']],
  },
  {
    name: 'desktop',
    tool: 'playwright',
    files: ['test/desktop/**/*.spec.ts', 'test/ui/journeys/**/*.spec.ts'],
    needs: [findElectron, display],
    minutes: 25,
    rounds: [['desktop'], ['desktop-alone']],
  },
]

/** What runs after what: a stage's lanes run side by side, the levels of a lane one after the other. */
export function stages(chosen: readonly Level[]): readonly (readonly (readonly Level[])[])[] {
  const all: Level[][][] = []
  let open = false
  for (const level of chosen) {
    const stage = open && level.lane !== undefined ? all.at(-1) : undefined
    const lane = stage?.find(([first]) => first?.lane === level.lane)
    if (lane) lane.push(level)
    else if (stage) stage.push([level])
    else all.push([[level]])
    open = level.lane !== undefined
  }
  return all
}

export interface Run {
  readonly code: number | null
  readonly output: string
  readonly late: boolean
}

export interface Round {
  readonly run: Run
  /** What its reporter wrote; null when it wrote nothing. */
  readonly read: readonly TestOutcome[] | null
}

/** The files that took longest, for who wants a level to take less. */
export function slowest(outcomes: readonly TestOutcome[], most = 5): readonly { readonly file: string; readonly seconds: number }[] {
  const byFile = new Map<string, number>()
  for (const { file, seconds = 0 } of outcomes) if (file !== undefined) byFile.set(file, (byFile.get(file) ?? 0) + seconds)
  const sorted = [...byFile].map(([file, seconds]) => ({ file, seconds })).sort((a, b) => b.seconds - a.seconds)
  return sorted.slice(0, most)
}

/** What one run of several rounds says: what each of them said. */
export function together(rounds: readonly Round[]): Round {
  const [first, ...others] = rounds
  if (first === undefined) throw new Error('A level has at least one round')
  return others.reduce(
    (all, one) => ({
      run: {
        code: all.run.code === 0 ? one.run.code : all.run.code,
        output: all.run.output + one.run.output,
        late: all.run.late || one.run.late,
      },
      read: all.read === null || one.read === null ? null : [...all.read, ...one.read],
    }),
    first,
  )
}

/** What a level's run means. A run that says nothing, or says all is well and fails, is a failure. */
export function judge(level: Level, { code, output, late }: Run, read: readonly TestOutcome[] | null, mustRun: boolean): TestOutcome[] {
  const fail = (why: string): TestOutcome => ({ title: `level ${level.name}`, state: 'failed', why })
  const tail = output.split('\n').slice(-40).join('\n')
  if (late) return [...(read ?? []), fail(`did not end within ${level.minutes} minutes\n${tail}`)]
  if (read === null) return [fail(`ended with code ${code} before it reported\n${tail}`)]
  const found = [...read]
  if (code !== 0 && !found.some(({ state }) => state === 'failed'))
    found.push(fail(`ended with code ${code} though no test failed\n${tail}`))
  if (mustRun && found.every(({ state }) => state === 'skipped')) found.push(fail('its tools are there, but none of its tests ran'))
  return found
}
