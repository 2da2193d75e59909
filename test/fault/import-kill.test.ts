import { spawn } from 'node:child_process'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { stepsBytes } from '../support/steps-bytes.ts'
import { draft } from '../support/profile-draft.ts'
import { howMany } from '../support/how-many.ts'
import { createRandom } from '../support/random.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { cellsOfTold } from '../support/told-moment.ts'
import { BEGIN, cellsOf, STEP_MS } from './history-kill-steps.ts'
import { LETTERS, letterOf, openHost, PASSPHRASE, PROFILES } from './import-kill-world.ts'

const KILLS = howMany('SAMSA_KILLS', { usual: 12, long: 200 })
const STEPS = 20
/** Every fifth child dies at a random moment of its start, the others while they import. */
const STARTUP_EVERY = 5
const seed = Number(process.env['SAMSA_SEED'] ?? Date.now() % 1_000_000)
const child = fileURLToPath(new URL('import-kill-child.ts', import.meta.url))

/** Two files of profiles with secrets, and one of a recording, as another host exports them. */
async function filesOfAnother(source: string): Promise<void> {
  const { files, profiles, histories, recordings } = await openHost(await tempFolder())
  const ids: string[] = []
  for (let n = 0; n < PROFILES; n += 1) ids.push(await profiles.create(draft({ name: `carried ${n}` }), {}))
  for (const letter of LETTERS) {
    for (const [n, id] of ids.entries())
      await profiles.update(id, draft({ name: `carried ${n}`, notes: letter }), { saslPassword: `password ${letter}` })
    await writeFile(join(source, `profiles-${letter}`), await files.exported(ids, PASSPHRASE))
  }
  for (let n = 0; n < STEPS; n += 1) {
    const text = stepsBytes([{ time: BEGIN + n * STEP_MS, tables: cellsOf(n) }])
    await histories.ask('recordMoment', 'cluster', { whole: n === 0, text, happened: [] })
  }
  const span = { from: BEGIN, to: BEGIN + STEPS * STEP_MS }
  const pinned = await recordings.pin({ cluster: 'cluster', ...span, title: 'carried', notes: '', name: 'cluster' })
  await writeFile(
    join(source, 'recording'),
    await recordings.exported(pinned, { groups: null, anonymise: false, logs: true, passphrase: null }),
  )
  await histories.stop()
}

interface Life {
  /** Number of the last acknowledged import of profiles; −1: none. */
  readonly profiles: number
  readonly imported: readonly string[]
  readonly removing: readonly string[]
}

async function liveAndDie(folder: string, source: string, start: number, starting: boolean, delay: number): Promise<Life> {
  const killed = spawn(process.execPath, [child, folder, source, String(start)], { stdio: ['ignore', 'pipe', 'pipe'] })
  let told = ''
  let failed = ''
  let timer: NodeJS.Timeout | null = null
  const killSoon = (): void => {
    timer ??= setTimeout(() => killed.kill('SIGKILL'), delay)
  }
  killed.stderr.on('data', (text: Buffer) => (failed += text.toString()))
  killed.stdout.on('data', (text: Buffer) => {
    told += text.toString()
    if (told.includes('\nprofiles ') || told.includes('\nrecording ')) killSoon()
  })
  if (starting) killSoon()
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => killed.once('close', (...end) => resolve(end)))
  // It is killed or the test is broken: a child that ends by itself must not count.
  if (signal !== 'SIGKILL') throw new Error(`The child ended by itself with ${code}: ${failed}`)
  const all = (what: string): string[] => [...told.matchAll(new RegExp(`^${what} (\\S+)$`, 'gm'))].map((match) => match[1] ?? '')
  return { profiles: Number(all('profiles').at(-1) ?? -1), imported: all('recording'), removing: all('removing') }
}

/** What the next start finds. */
async function inspect(folder: string) {
  const { profiles, recordings, histories } = await openHost(folder)
  const letters = profiles.list().map(({ notes }) => notes)
  const passwords = profiles.list().map(({ id }) => profiles.connectionSettings(id).sasl?.password?.slice('password '.length) ?? '')
  const last = STEPS - 1
  const truth = cellsOf(last)
  const hollow: string[] = []
  for (const { id } of recordings.list()) {
    const told = await histories.ask('moment', id, { time: BEGIN + last * STEP_MS, known: [], of: 'facts' })
    const cells = told && cellsOfTold(told)
    if (JSON.stringify([...(cells?.get('topics') ?? [])]) !== JSON.stringify([...(truth.get('topics') ?? [])])) hollow.push(id)
  }
  await histories.stop()
  const names = await readdir(folder)
  const bad = {
    problems: profiles.state().problems.length,
    temps: names.filter((n) => n.includes('.tmp-')).length,
    damaged: names.filter((n) => n.includes('damaged')).length,
  }
  return { letters, passwords, recordings: recordings.list().map(({ id }) => id), hollow, bad }
}

describe('F-04 C-10 kill -9 while profiles and recordings are imported', () => {
  const title = `${KILLS} kills: 0 corrupt, what was acknowledged is there, a file is taken in whole or not at all`
  it(title, { timeout: 120_000 + KILLS * 15_000 }, async () => {
    const [folder, source] = [await tempFolder(), await tempFolder()]
    await filesOfAnother(source)
    const random = createRandom(seed)
    let before: readonly string[] = []
    let possible = new Set([''])
    let imports = 0
    for (let n = 0; n < KILLS; n += 1) {
      const start = n * 10_000
      const starting = n % STARTUP_EVERY === STARTUP_EVERY - 1
      const life = await liveAndDie(folder, source, start, starting, random.between(0, starting ? 1_500 : 150))
      const where = { seed, n }
      const after = await inspect(folder)
      expect({ ...where, ...after.bad, hollow: after.hollow }).toEqual({ ...where, problems: 0, temps: 0, damaged: 0, hollow: [] })
      // All profiles of one file, the last acknowledged one or the one under way.
      const [letter = ''] = after.letters
      possible =
        life.profiles >= 0 ? new Set([letterOf(life.profiles), letterOf(life.profiles + 1)]) : new Set([...possible, letterOf(start)])
      expect({ ...where, letters: new Set(after.letters).size, of: after.letters.length }).toEqual({
        ...where,
        ...(letter === '' ? { letters: 0, of: 0 } : { letters: 1, of: PROFILES }),
      })
      expect([...possible]).toContain(letter)
      // Secrets are saved before their profiles, each readable.
      expect({ ...where, secrets: after.passwords.filter((each) => each !== 'A' && each !== 'B') }).toEqual({ ...where, secrets: [] })
      const promised = [...before, ...life.imported].filter((id) => !life.removing.includes(id))
      expect({ ...where, lost: promised.filter((id) => !after.recordings.includes(id)) }).toEqual({ ...where, lost: [] })
      before = after.recordings
      possible = new Set([letter])
      imports += life.imported.length + Math.max(0, life.profiles - start + 1)
    }
    console.log(`${KILLS} kills, ${imports} imports acknowledged`)
    // The kills did hit a host that imports.
    expect(imports).toBeGreaterThan(KILLS / 2)
  })
})
