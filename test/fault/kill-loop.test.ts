import { spawn } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from 'vitest'
import { systemClock } from '../../electron/core/lib/clock.ts'
import { decodeEnvelope } from '../../electron/core/lib/envelope.ts'
import { nodeFileSystem } from '../../electron/core/lib/file-system.ts'
import { silentLog } from '../../electron/core/lib/log.ts'
import { createRedactor } from '../../electron/core/lib/redact.ts'
import { createProfiles } from '../../electron/core/profiles/profiles.ts'
import { createSettings } from '../../electron/core/profiles/settings.ts'
import { DEFAULT_SETTINGS, type Settings } from '../../shared/contract/settings.ts'
import { fakeKeychain } from '../support/fake-keychain.ts'
import { createRandom } from '../support/random.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { settingsOf } from './kill-loop-settings.ts'

const KILLS = Number(process.env['SAMSA_KILLS'] ?? 200)
const LANES = 2
/** Every fifth child dies at a random moment of its start, the others under load. */
const STARTUP_EVERY = 5

const child = fileURLToPath(new URL('kill-loop-child.ts', import.meta.url))
const seed = Number(process.env['SAMSA_SEED'] ?? Date.now() % 1_000_000)

interface Acknowledged {
  profiles: number
  settings: number
}

/** Runs a child on `folder` and kills it after `delay` ms: of its start, or of its first acknowledged save. */
async function runAndKill(mode: string, folder: string, start: number, from: 'start' | 'firstSave', delay: number): Promise<Acknowledged> {
  const process_ = spawn(process.execPath, [child, mode, folder, String(start)], { stdio: ['ignore', 'pipe', 'pipe'] })
  let told = ''
  let failed = ''
  let timer: NodeJS.Timeout | null = null
  const killSoon = (): void => {
    timer ??= setTimeout(() => process_.kill('SIGKILL'), delay)
  }
  process_.stderr.on('data', (text: Buffer) => (failed += text.toString()))
  process_.stdout.on('data', (text: Buffer) => {
    told += text.toString()
    if (/^(profiles|settings) \d+$/m.test(told)) killSoon()
  })
  if (from === 'start') killSoon()
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => process_.once('close', (...end) => resolve(end)))
  // It is killed or the test is broken: a child that ends by itself must not count.
  if (signal !== 'SIGKILL') throw new Error(`The child ended by itself with ${code}: ${failed}`)
  const last = (what: string): number => Number([...told.matchAll(new RegExp(`^${what} (\\d+)$`, 'gm'))].at(-1)?.[1] ?? -1)
  return { profiles: last('profiles'), settings: last('settings') }
}

/** What a start after the kill finds. */
async function inspect(folder: string): Promise<{ notes: number; password: number; settings: Settings; bad: object }> {
  const needs = { folder, fs: nodeFileSystem, clock: systemClock, platform: process.platform, log: silentLog }
  const profiles = await createProfiles({ ...needs, keychain: fakeKeychain(), redactor: createRedactor() })
  const settings = await createSettings(needs)
  const first = profiles.list()[0]
  const hasPassword = first !== undefined && profiles.secretsOf(first.id).saslPassword.kept === 'keychain'
  const password = hasPassword ? profiles.connectionSettings(first.id).sasl?.password : undefined
  const names = await readdir(folder)
  return {
    notes: Number.parseInt(first?.notes ?? '', 10),
    password: Number.parseInt(password?.slice('password '.length) ?? '', 10),
    settings: settings.current(),
    bad: {
      problems: profiles.state().problems.length + settings.problems().length,
      temps: names.filter((n) => n.includes('.tmp-')).length,
      damaged: names.filter((n) => n.includes('.damaged-')).length,
    },
  }
}

/**
 * Which save may be on the disk: the last acknowledged or the one after it; after a kill before the first, also what was there before,
 * or the child's first.
 */
function possible(before: ReadonlySet<number>, last: number, start: number): ReadonlySet<number> {
  return last >= 0 ? new Set([last, last + 1]) : new Set([...before, start])
}

const NEVER = Number.NaN

describe('F-04 kill -9 at any time', () => {
  it('the loop finds a plain writeFile bad', async () => {
    const folder = await tempFolder()
    const random = createRandom(seed)
    let bad = 0
    for (let n = 0; n < 60 && bad === 0; n += 1) {
      const { profiles } = await runAndKill('plain', folder, n * 1_000, 'firstSave', random.between(0, 20))
      const read = decodeEnvelope(await readFile(join(folder, 'profiles.json')), 'samsa.profiles')
      if (!read.ok || read.envelope.seq < profiles) bad += 1
    }
    expect(bad).toBeGreaterThan(0)
  })

  const title = `profiles, settings and secrets: ${KILLS} kills, 0 corrupt, 0 acknowledged saves lost, 0 temporary files after the next start`
  it(title, { timeout: 120_000 + KILLS * 3_000 }, async () => {
    let leftTemps = 0
    let saves = 0
    const lane = async (number: number): Promise<void> => {
      const folder = await tempFolder()
      const random = createRandom(seed + number)
      let notes: ReadonlySet<number> = new Set([NEVER])
      let passwords: ReadonlySet<number> = new Set([NEVER])
      let settings: ReadonlySet<number> = new Set([NEVER])
      for (let n = 0; n < KILLS / LANES; n += 1) {
        const start = n * 24_000
        const starting = n % STARTUP_EVERY === STARTUP_EVERY - 1
        const told = await runAndKill('well', folder, start, starting ? 'start' : 'firstSave', random.between(0, starting ? 250 : 25))
        saves += Math.max(0, told.profiles - start + 1) + Math.max(0, told.settings - start + 1)
        leftTemps += (await readdir(folder)).filter((name) => name.includes('.tmp-')).length
        notes = possible(notes, told.profiles, start)
        settings = possible(settings, told.settings, start)

        const after = await inspect(folder)
        const where = { seed, number, n }
        expect({ ...where, ...after.bad }).toEqual({ ...where, problems: 0, temps: 0, damaged: 0 })
        expect([...notes]).toContainEqual(after.notes)
        expect([...settings].map((s) => (Number.isNaN(s) ? DEFAULT_SETTINGS : settingsOf(s)))).toContainEqual(after.settings)
        // Secrets are saved before their profile: as new as it, or one save ahead.
        passwords = possible(passwords, told.profiles, start)
        expect([...passwords]).toContainEqual(after.password)
        passwords = new Set([after.password])
        notes = new Set([after.notes])
        settings = new Set(
          [...settings].filter((s) => isDeepStrictEqual(after.settings, Number.isNaN(s) ? DEFAULT_SETTINGS : settingsOf(s))),
        )
      }
    }
    await Promise.all(Array.from({ length: LANES }, (_, n) => lane(n)))
    // The kills did hit saves under way, and there were many of them.
    expect(leftTemps).toBeGreaterThan(0)
    expect(saves).toBeGreaterThan(KILLS)
  })
})
