import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { buildIfStale } from './build.ts'
import { startDisplay } from './display.ts'
import { hasDisplay, playwrightWorkers as displays, root } from './machine.ts'
import { afterSecondLook, filesToLookAt } from './second-look.ts'
import { display, judge, levels, slowest, stages, together, type Level, type Round, type Run } from './test-levels.ts'
import type { TestOutcome } from './test-reporter.ts'

/** `npm test [-- level …]`: every level of tests, one after the other, and one closing line that counts them. */

const work = join(root, 'node_modules/.cache/samsa-test')
const ci = process.env['CI'] === 'true' || process.env['CI'] === '1'
/** Compiled sources, which the many short processes of the kill loops would each compile anew. */
const compiled = join(root, 'node_modules/.cache/samsa-compiled')
const running = new Set<ChildProcess>()

function command(level: Level, round: readonly string[], files: readonly string[]): readonly string[] {
  const projects = round.flatMap((project) => ['--project', project])
  if (level.tool === 'vitest')
    return [
      'node_modules/vitest/vitest.mjs',
      'run',
      '-c',
      'build/vitest.config.ts',
      ...projects,
      '--reporter=default',
      '--reporter=./build/test-reporter.ts',
      ...files,
    ]
  return [
    'node_modules/@playwright/test/cli.js',
    'test',
    '-c',
    'build/playwright.config.ts',
    ...projects,
    '--reporter=line,./build/playwright-reporter.ts',
    // Of the files to look at again a round may have none.
    '--pass-with-no-tests',
    ...files,
  ]
}

/** Runs one tool in its own process group, so that nothing it started outlives it. */
function run(level: Level, args: readonly string[], outcomes: string, env: NodeJS.ProcessEnv): Promise<Run> {
  return new Promise((resolve) => {
    const [script = '', ...more] = args
    const child = spawn(process.execPath, [join(root, script), ...more], {
      cwd: root,
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        ...(level.tool === 'vitest' ? { NODE_COMPILE_CACHE: compiled } : {}),
        ...env,
        SAMSA_TEST_OUTCOMES: outcomes,
        NO_COLOR: '1',
        FORCE_COLOR: undefined,
      },
    })
    running.add(child)
    let output = ''
    let late = false
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-200_000)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    const limit = setTimeout(() => {
      late = true
      endGroup(child)
    }, level.minutes * 60_000)
    child.on('close', (code) => {
      clearTimeout(limit)
      running.delete(child)
      endGroup(child)
      resolve({ code, output, late })
    })
  })
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL')
  } catch {
    // Not a group, or gone already, as it should be.
    child.kill('SIGKILL')
  }
}

function readOutcomes(file: string): TestOutcome[] | null {
  if (!existsSync(file)) return null
  return JSON.parse(readFileSync(file, 'utf8')) as TestOutcome[]
}

async function runLevel(level: Level, files: readonly string[], env: NodeJS.ProcessEnv): Promise<TestOutcome[]> {
  const one = async (round: readonly string[]): Promise<Round> => {
    const outcomes = join(work, `${round.join('+')}.json`)
    rmSync(outcomes, { force: true })
    const ran = await run(level, command(level, round, files), outcomes, env)
    return { run: ran, read: readOutcomes(outcomes) }
  }
  const wanted = level.rounds ?? [[level.name]]
  const rounds: Round[] = level.atOnce === true ? await Promise.all(wanted.map(one)) : []
  if (level.atOnce !== true) for (const round of wanted) rounds.push(await one(round))
  const { run: all, read } = together(rounds)
  return judge(level, all, read, ci)
}

/** A display for each worker of Playwright (build/playwright.config.ts), so that no two windows are on one. */
async function withDisplays<T>(work: (env: NodeJS.ProcessEnv) => Promise<T>): Promise<T> {
  const servers = await Promise.all(Array.from({ length: displays }, () => startDisplay((server) => running.add(server))))
  try {
    const names = servers.map(({ name }) => name)
    return await work({ DISPLAY: names[0], SAMSA_DISPLAYS: names.join(' ') })
  } finally {
    for (const { server } of servers) {
      running.delete(server)
      server.kill()
    }
  }
}

/** `again`: only these files, with what tells why they fail; empty: all of the level. */
function runLevelWithItsDisplay(level: Level, again: readonly string[] = []): Promise<TestOutcome[]> {
  const env = again.length > 0 ? { SAMSA_TRACE: '1' } : {}
  if (!level.needs.includes(display) || hasDisplay()) return runLevel(level, again, env)
  return withDisplays((displaysOf) => runLevel(level, again, { ...env, ...displaysOf }))
}

const exists = (level: Level): boolean => globSync(level.files, { cwd: root }).length > 0

function missingTools(level: Level): string[] {
  return level.needs.flatMap((find) => {
    const found = find()
    return 'missing' in found ? [found.missing] : []
  })
}

const count = (outcomes: readonly TestOutcome[], state: TestOutcome['state']): number =>
  outcomes.filter((outcome) => outcome.state === state).length

/** Without colours and what Chromium says on every machine without a system bus; forty lines at most. */
function readable(why: string): string {
  const lines = stripVTControlCharacters(why)
    .split('\n')
    .filter((line) => !line.includes('Failed to connect to the bus'))
  return lines
    .slice(0, 40)
    .map((line) => `      ${line.slice(0, 240)}`)
    .join('\n')
}

function report(level: Level, outcomes: readonly TestOutcome[], started: number): void {
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  const skipped = count(outcomes, 'skipped')
  const failed = count(outcomes, 'failed')
  const parts = [`${count(outcomes, 'passed')} passed`, ...(failed ? [`${failed} FAILED`] : []), ...(skipped ? [`${skipped} skipped`] : [])]
  console.log(`${level.name.padEnd(13)} ${parts.join(', ')} in ${seconds} s`)
  if (ci)
    console.log(
      `              longest: ${slowest(outcomes)
        .map((one) => `${one.file.split('/').at(-1)} ${one.seconds.toFixed(0)} s`)
        .join(', ')}`,
    )
  for (const { title, state, why } of outcomes) {
    if (state === 'failed') console.log(`\n  ✗ ${title}\n${readable(why)}\n`)
  }
}

interface Ran {
  readonly level: Level
  readonly outcomes: readonly TestOutcome[]
}

async function runAll(chosen: readonly Level[]): Promise<Ran[]> {
  const built = chosen.some(exists) && buildIfStale()
  // For test/support/worker-file.ts.
  if (built) process.env['SAMSA_WORKERS'] = join(root, 'dist/workers')
  const all: Ran[] = []
  for (const lanes of stages(chosen)) {
    const inOrder = async (lane: readonly Level[]): Promise<void> => {
      for (const level of lane) all.push({ level, outcomes: await runOne(level, built) })
    }
    await Promise.all(lanes.map(inOrder))
  }
  return all
}

async function runOne(level: Level, built: boolean): Promise<readonly TestOutcome[]> {
  const started = performance.now()
  if (!exists(level)) {
    console.log(`${level.name.padEnd(13)} has no tests yet`)
    return []
  }
  const missing = missingTools(level)
  if (missing.length > 0) {
    console.log(`${level.name.padEnd(13)} SKIPPED: ${missing.join('; ')}`)
    return [{ title: `level ${level.name}`, state: 'skipped', why: missing.join('; ') }]
  }
  const outcomes: TestOutcome[] =
    level.tool === 'playwright' && !built
      ? [{ title: `level ${level.name}`, state: 'failed', why: 'the build failed, see above' }]
      : await runLevelWithItsDisplay(level)
  report(level, outcomes, started)
  return outcomes
}

/** On a CI machine that others keep busy: few failures are looked at again, aloud (second-look.ts). */
async function lookAgain(ran: readonly Ran[]): Promise<TestOutcome[]> {
  const suspects = ci ? filesToLookAt(ran.flatMap(({ outcomes }) => outcomes)) : []
  const judged: TestOutcome[] = []
  for (const { level, outcomes } of ran) {
    const files = suspects.filter((file) => outcomes.some((outcome) => outcome.file === file && outcome.state === 'failed'))
    if (files.length > 0) {
      console.log(`\nA second look, alone, at ${files.join(', ')}`)
      const started = performance.now()
      const again: TestOutcome[] = []
      for (const file of files) again.push(...(await runLevelWithItsDisplay(level, [file])))
      report(level, again, started)
      judged.push(...afterSecondLook(outcomes, again))
    } else judged.push(...outcomes)
  }
  for (const { title, state, why } of judged) if (state === 'unstable') console.log(`\n  UNSTABLE ${title}\n${readable(why)}\n`)
  return judged
}

function printSkips(outcomes: readonly TestOutcome[]): void {
  const byReason = Map.groupBy(
    outcomes.filter(({ state }) => state === 'skipped'),
    ({ why }) => why || 'no reason was given',
  )
  if (byReason.size > 0) console.log('\nSkipped:')
  for (const [why, tests] of byReason) {
    console.log(`  ${why}`)
    for (const { title } of tests.slice(0, 5)) console.log(`    - ${title}`)
    if (tests.length > 5) console.log(`    - and ${tests.length - 5} more`)
  }
}

async function main(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => !levels.some((level) => level.name === name))
  if (unknown.length > 0) {
    console.error(`There is no level ${unknown.join(', ')}. Levels: ${levels.map(({ name }) => name).join(', ')}`)
    return 2
  }
  mkdirSync(work, { recursive: true })
  const outcomes = await lookAgain(await runAll(names.length > 0 ? levels.filter(({ name }) => names.includes(name)) : levels))
  printSkips(outcomes)
  const [passed, failed, skipped] = [count(outcomes, 'passed'), count(outcomes, 'failed'), count(outcomes, 'skipped')]
  const unstable = count(outcomes, 'unstable')
  console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped${unstable > 0 ? `, ${unstable} UNSTABLE` : ''}`)
  return failed > 0 || passed === 0 ? 1 : 0
}

if (import.meta.main) {
  const stop = (): never => {
    for (const child of running) endGroup(child)
    process.exit(130)
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  process.exit(await main(process.argv.slice(2)))
}
