import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../machine.ts'
import { appFacts } from './stage.ts'

/** What must hold before anything is released: the tag, Electron's age, the lock file, and known holes. */

export interface ReleaseFacts {
  readonly tag: string
  readonly version: string
  readonly electron: string
  /** Of the dependencies: `npm audit`'s count of what is high or worse. Null: it could not be asked. */
  readonly openHoles: number | null
  readonly lockChanged: boolean
  readonly installScripts: boolean
  readonly changelog: string
}

/** Majors that Electron still mends, with the release that closed the last published way around ASAR integrity. */
const supported: Readonly<Record<number, readonly [number, number]>> = { 43: [0, 0], 44: [0, 0], 45: [0, 0] }

/** Why not; empty: go. */
export function objections(facts: ReleaseFacts): readonly string[] {
  const [major = 0, minor = 0, patch = 0] = facts.electron.split('.').map(Number)
  const least = supported[major]
  return [
    facts.tag === `v${facts.version}` ? null : `The tag ${facts.tag} is not the version ${facts.version} of package.json.`,
    facts.changelog.includes(`## ${facts.version}`) ? null : `CHANGELOG.md says nothing about ${facts.version}.`,
    least ? null : `Electron ${facts.electron} is not one of the supported majors ${Object.keys(supported).join(', ')}.`,
    least && (minor < least[0] || (minor === least[0] && patch < least[1])) ? `Electron ${facts.electron} lacks a published fix.` : null,
    facts.openHoles === null ? 'npm audit could not be asked.' : null,
    facts.openHoles ? `${facts.openHoles} known holes of high severity or worse are open in the dependencies.` : null,
    facts.lockChanged ? 'package-lock.json differs from the commit.' : null,
    facts.installScripts ? 'Install scripts are not switched off (.npmrc: ignore-scripts=true).' : null,
  ].filter((objection): objection is string => objection !== null)
}

function openHoles(): number | null {
  const asked = spawnSync('npm', ['audit', '--json'], { cwd: root, encoding: 'utf8' })
  try {
    // npm's documented report; anything else is no answer.
    const report = JSON.parse(asked.stdout) as {
      readonly metadata: { readonly vulnerabilities: { readonly high: number; readonly critical: number } }
    }
    return report.metadata.vulnerabilities.high + report.metadata.vulnerabilities.critical
  } catch {
    return null
  }
}

if (import.meta.main) {
  const { version, electron } = appFacts()
  const found = objections({
    tag: process.argv[2] ?? '',
    version,
    electron,
    openHoles: openHoles(),
    lockChanged: spawnSync('git', ['diff', '--quiet', 'HEAD', '--', 'package-lock.json'], { cwd: root }).status !== 0,
    installScripts: !readFileSync(join(root, '.npmrc'), 'utf8').includes('ignore-scripts=true'),
    changelog: readFileSync(join(root, 'CHANGELOG.md'), 'utf8'),
  })
  for (const objection of found) console.error(objection)
  process.exit(found.length === 0 ? 0 : 1)
}
