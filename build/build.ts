import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './machine.ts'

/** Everything that a build is made of. */
const sources = [
  'shared/**/*',
  'electron/**/*',
  'renderer/**/*',
  'build/vite.config.ts',
  'build/package/repository.ts',
  'build/sample/incident.samsa',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
]

export interface BuildOptions {
  /** Where to. */
  readonly dist: string
  /** The desktop program accepts to be driven from outside, which what is shipped refuses. */
  readonly driven: boolean
}

const usual: BuildOptions = { dist: join(root, 'dist'), driven: false }
const stampOf = ({ dist }: BuildOptions): string => join(dist, '.built-from')

function hashOfSources(): string {
  const hash = createHash('sha256')
  for (const file of globSync(sources, { cwd: root }).toSorted()) {
    const path = join(root, file)
    if (statSync(path).isFile()) hash.update(`${file}\0`).update(readFileSync(path)).update('\0')
  }
  return hash.digest('hex')
}

const isBuilt = (stamp: string, hash: string): boolean => existsSync(stamp) && readFileSync(stamp, 'utf8') === hash

/** Builds when a source has changed since the last build. False: the build failed and has said why. */
export function buildIfStale(options: BuildOptions = usual): boolean {
  const hash = hashOfSources()
  const stamp = stampOf(options)
  if (isBuilt(stamp, hash)) return true
  console.log(existsSync(stamp) ? 'Sources have changed: building …' : 'Building …')
  return build(hash, options)
}

function build(hash: string, options: BuildOptions): boolean {
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const started = performance.now()
  const done = spawnSync(process.execPath, [vite, 'build', '--app', '--logLevel', 'warn', '-c', join(root, 'build/vite.config.ts')], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, SAMSA_DIST: options.dist, SAMSA_DRIVEN: String(options.driven) },
  })
  if (done.status !== 0) {
    console.error('The build failed.')
    return false
  }
  mkdirSync(options.dist, { recursive: true })
  writeFileSync(stampOf(options), hash)
  console.log(`Built in ${((performance.now() - started) / 1000).toFixed(1)} s.`)
  return true
}

if (import.meta.main) process.exit(build(hashOfSources(), usual) ? 0 : 1)
