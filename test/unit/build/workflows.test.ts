import { existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../../../build/machine.ts'

interface Step {
  readonly name?: string
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, unknown>>
  readonly if?: string
}
interface Job {
  readonly needs?: string
  readonly permissions?: Readonly<Record<string, string>>
  readonly strategy?: { readonly matrix: { readonly include: readonly { readonly os: string }[] } }
  readonly steps: readonly Step[]
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>
  readonly permissions: Readonly<Record<string, string>>
  readonly jobs: Readonly<Record<string, Job>>
}

/** The parser that electron-builder reads its own configuration with. */
const { load } = createRequire(createRequire(import.meta.url).resolve('electron-builder'))('js-yaml') as { load(text: string): unknown }

const read = (name: string): Workflow => load(readFileSync(join(root, '.github/workflows', `${name}.yml`), 'utf8')) as Workflow
const stepsOf = ({ jobs }: Workflow): readonly Step[] => Object.values(jobs).flatMap(({ steps }) => steps)
const scripts = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }).scripts

describe.each(['check', 'release'])('workflow %s', (name) => {
  it('is YAML, and asks for no right but reading unless a job says so', () => {
    expect(read(name).permissions).toEqual({ contents: 'read' })
  })

  it('each step does one thing, by a version of an action or by commands; what they name is there', () => {
    for (const { uses, run } of stepsOf(read(name))) {
      expect(Boolean(uses) !== Boolean(run)).toBe(true)
      if (uses) expect(uses).toMatch(/^actions\/[a-z-]+@v\d+$/)
      for (const [, script = ''] of (run ?? '').matchAll(/npm run ([\w:]+)/g)) expect(scripts).toHaveProperty([script])
      for (const [, file = ''] of (run ?? '').matchAll(/(?:node|bash) ([\w./-]+)/g)) expect(existsSync(join(root, file)), file).toBe(true)
    }
  })
})

describe('workflow check', () => {
  it('runs all that CI runs, on each push and each request', () => {
    const check = read('check')
    expect(Object.keys(check.on)).toEqual(['push', 'pull_request'])
    expect(stepsOf(check).map(({ run }) => run)).toContain('bash .ci/run')
    expect(statSync(join(root, '.ci/run')).isFile()).toBe(true)
  })
})

describe('A-16 workflow release', () => {
  const { on, jobs } = read('release')
  const job = (name: string): Job => jobs[name] ?? expect.fail(`no job ${name}`)

  it('begins by a tag, at the gate', () => {
    expect(on).toEqual({ push: { tags: ['v*'] } })
    expect(job('package').needs).toBe('gate')
    expect(job('gate').steps.at(-1)?.run).toContain('build/package/release-gate.ts')
  })

  it('packages on all three systems, with checksums, a bill of materials and provenance', () => {
    const { strategy, steps, permissions } = job('package')
    expect(strategy?.matrix.include.map(({ os }) => os.replace(/-.*/, '')).toSorted()).toEqual(['macos', 'ubuntu', 'windows'])
    const commands = steps.map(({ run }) => run ?? '').join('\n')
    expect(commands).toContain('npm run package')
    expect(commands).toContain('shasum -a 256')
    expect(commands).toContain('npm sbom --sbom-format cyclonedx')
    // The sums are of the bill too.
    expect(commands.indexOf('npm sbom')).toBeLessThan(commands.indexOf('shasum'))
    // Every kind of file that the configuration of the packages makes is gathered.
    for (const kind of ['AppImage', 'deb', 'rpm', 'tar.gz', 'dmg', 'zip', 'exe']) expect(commands).toContain(`'*.${kind}'`)
    const provenance = steps.find(({ uses }) => uses?.startsWith('actions/attest-build-provenance@'))
    expect(provenance?.with).toEqual({ 'subject-path': 'out/*' })
    expect(permissions).toEqual({ contents: 'read', 'id-token': 'write', attestations: 'write' })
  })

  it('only drafts: a person publishes', () => {
    const { needs, permissions, steps } = job('draft')
    expect(needs).toBe('package')
    expect(permissions).toEqual({ contents: 'write' })
    expect(steps.at(-1)?.run).toContain('--draft')
  })
})
