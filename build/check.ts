import { spawn, spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from './machine.ts'
import { due, missing, next, proven } from './requirements.ts'

/**
 * `npm run check:quick`: types, lint, architecture and the format of what changed, side by side. `npm run check`: the format of every file,
 * dead code and requirements too.
 */

interface Check {
  readonly name: string
  readonly run: () => Promise<string | null>
}

/** Null: all is well. Else what the tool said. */
function tool(script: string, ...args: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', script), ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
    })
    let output = ''
    const keep = (chunk: Buffer): void => void (output += chunk.toString())
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', (error) => resolve(error.message))
    child.on('close', (code) => resolve(code === 0 ? null : output.trim() || `ended with code ${code} and said nothing`))
  })
}

/** Every TypeScript project but the fences, which must not compile, and the root, which has no files. */
const projects = (): string[] =>
  globSync('{shared,electron,renderer,test,build}/**/tsconfig.json', { cwd: root })
    .map((file) => dirname(file).replaceAll('\\', '/'))
    .filter((folder) => !folder.includes('/fences/'))
    .toSorted()

/** One thread a project: they run side by side, and more threads work out the same types again. What did not change is kept. */
const types = (): Check[] =>
  projects().map((project) => {
    const kept = join('node_modules/.cache/types', `${project.replaceAll('/', '-')}.tsbuildinfo`)
    const flags = ['--singleThreaded', '--incremental', '--tsBuildInfoFile', kept]
    return { name: `types ${project}`, run: () => tool('typescript/bin/tsc', '-p', project, ...flags) }
  })

const git = (...args: readonly string[]): string => spawnSync('git', args, { cwd: root, encoding: 'utf8' }).stdout?.trim() ?? ''

/** Files that are not as origin's main branch has them, or new; without an origin, or without git, those not committed. */
function changedFiles(): string[] {
  const base = git('merge-base', 'HEAD', 'origin/main') || 'HEAD'
  const names = [git('diff', '--name-only', '--diff-filter=d', base), git('ls-files', '--others', '--exclude-standard')]
  return names.flatMap((text) => text.split('\n')).filter((name) => name !== '')
}

/** Reading every file takes longer than all other checks together. */
function format(files: readonly string[]): Promise<string | null> {
  if (files.length === 0) return Promise.resolve(null)
  const cache = ['--cache', '--cache-location', 'node_modules/.cache/prettier/samsa-check']
  return tool('prettier/bin/prettier.cjs', '--check', '--ignore-unknown', '--log-level', 'warn', ...cache, ...files)
}

/** What both tasks check. */
const quick = (): Check[] => [
  ...types(),
  { name: 'lint', run: () => tool('oxlint/bin/oxlint', '--type-aware', '--deny-warnings') },
  {
    name: 'architecture',
    run: () => tool('vitest/vitest.mjs', 'run', '-c', 'build/vitest.config.ts', '--project', 'architecture', '--reporter', 'dot'),
  },
]

const requirements: Check = {
  name: 'requirements',
  run: () => {
    const without = missing().map((id) => `${id} (${due[id]}) has no test with this name`)
    return Promise.resolve(without.length === 0 ? null : without.join('\n'))
  },
}

const deadCode: Check = { name: 'dead code', run: () => tool('knip/bin/knip.js', '-c', 'build/knip.json', '--no-progress') }

async function runAll(checks: readonly Check[]): Promise<number> {
  const results = await Promise.all(
    checks.map(async ({ name, run }) => {
      const started = performance.now()
      const said = await run()
      console.log(`${said === null ? '✓' : '✗'} ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`)
      return { name, said }
    }),
  )
  const failed = results.filter(({ said }) => said !== null)
  for (const { name, said } of failed) console.log(`\n── ${name}\n${said}`)
  return failed.length > 0 ? 1 : 0
}

function listRequirements(): number {
  const known = proven()
  const line = ([id, what]: readonly [string, string]): string => {
    const files = [...(known.get(id) ?? [])]
    return `  ${files.length > 0 ? '✓' : '·'} ${id}  ${what}${files.length > 0 ? `  (${files.join(', ')})` : ''}`
  }
  console.log(['Due now:', ...Object.entries(due).map(line), '', 'With what comes next:', ...Object.entries(next).map(line)].join('\n'))
  return missing().length > 0 ? 1 : 0
}

const tasks: Readonly<Record<string, () => Promise<number> | number>> = {
  types: () => runAll(types()),
  quick: () => runAll([...quick(), { name: 'format of what changed', run: () => format(changedFiles()) }]),
  all: () => runAll([...quick(), { name: 'format', run: () => format(['.']) }, deadCode, requirements]),
  requirements: listRequirements,
}

const task = tasks[process.argv[2] ?? '']
if (!task) console.error(`usage: node build/check.ts ${Object.keys(tasks).join('|')}`)
process.exit(task ? await task() : 2)
