import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { createAuditLog, type AuditLog } from '../../electron/core/commands/audit-log.ts'
import { systemClock } from '../../electron/core/lib/clock.ts'
import { nodeFileSystem } from '../../electron/core/lib/file-system.ts'
import { openJournal } from '../../electron/core/lib/journal/journal.ts'
import { silentLog } from '../../electron/core/lib/log.ts'
import { createRedactor } from '../../electron/core/lib/redact.ts'
import type { AuditRow } from '../../shared/contract/audit.ts'
import { startSchedulerEmulator } from '../emulators/scheduler/emulator.ts'
import { createSimulatedMesos } from '../emulators/scheduler/simulated-mesos.ts'
import { howMany } from '../support/how-many.ts'
import { createRandom } from '../support/random.ts'
import { tempFolder } from '../support/temp-folder.ts'

const KILLS = howMany('SAMSA_KILLS', { usual: 40, long: 200 })
const seed = Number(process.env['SAMSA_SEED'] ?? Date.now() % 1_000_000)
const child = fileURLToPath(new URL('audit-kill-child.ts', import.meta.url))

/** Runs a child and kills it `delay` ms after it pressed for the n-th time. */
async function changeAndKill(
  folder: string,
  url: string,
  first: number,
  presses: number,
  delay: number,
): Promise<{ pressed: number[]; ended: Map<number, string> }> {
  const process_ = spawn(process.execPath, [child, folder, url, String(first)], { stdio: ['ignore', 'pipe', 'pipe'] })
  let told = ''
  let failed = ''
  let timer: NodeJS.Timeout | null = null
  process_.stderr.on('data', (text: Buffer) => (failed += text.toString()))
  process_.stdout.on('data', (text: Buffer) => {
    told += text.toString()
    if (told.split('pressed').length > presses) timer ??= setTimeout(() => process_.kill('SIGKILL'), delay)
  })
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => process_.once('close', (...end) => resolve(end)))
  // It is killed or the test is broken: a child that ends by itself must not count.
  if (signal !== 'SIGKILL') throw new Error(`The child ended by itself with ${code}: ${failed}`)
  const lines = [...told.matchAll(/^(\w+) (\d+)$/gm)].map(([, word, n]) => [word ?? '', Number(n)] as const)
  return {
    pressed: lines.flatMap(([word, n]) => (word === 'pressed' ? [n] : [])),
    ended: new Map(lines.flatMap(([word, n]) => (word === 'pressed' ? [] : [[n, word]]))),
  }
}

/** What the next start finds. */
async function nextStart(folder: string): Promise<{ audit: AuditLog; rows: readonly AuditRow[] }> {
  const needs = { fs: nodeFileSystem, clock: systemClock, platform: process.platform }
  const journal = await openJournal({ ...needs, folder: `${folder}/audit`, seal: null, onProblem: () => {} })
  const audit = await createAuditLog({ journal, clock: systemClock, redactor: createRedactor(), log: silentLog })
  await audit.settled()
  return { audit, rows: [...audit.list(null).read().rows.values()] }
}

describe('E-08 kill -9 while changes are made', () => {
  const title = `${KILLS} kills: every request that the scheduler received has an intent on the disk; what has no end is shown as unknown`
  it(title, { timeout: KILLS * 15_000 }, async () => {
    const mesos = createSimulatedMesos(systemClock, [])
    const scheduler = await startSchedulerEmulator({ release: '0.10.1.0-SNAPSHOT', clock: systemClock, mesos })
    for (let id = 0; id < 5; id += 1) scheduler.world.add(id)
    const folder = await tempFolder()
    const random = createRandom(seed)
    const ended = new Map<number, string>()
    const counts = { requests: 0, unknown: 0, verified: 0 }
    let next = 0
    try {
      for (let n = 0; n < KILLS; n += 1) {
        const told = await changeAndKill(folder, scheduler.url, next, 1 + random.below(6), random.between(0, 40))
        next = Math.max(next, ...told.pressed.map((each) => each + 1))
        for (const [each, state] of told.ended) ended.set(each, state)
        const { audit, rows } = await nextStart(folder)
        const where = { seed, n }
        expect({ ...where, bad: (await audit.prove()).bad }).toEqual({ ...where, bad: null })
        expect({ ...where, open: rows.filter((row) => !row.ended).length }).toEqual({ ...where, open: 0 })
      }
      const { audit, rows } = await nextStart(folder)
      const intents = new Map<number, AuditRow>()
      for (const row of rows) {
        const { changes } = await audit.entry(row.act)
        intents.set(Number(changes.find(({ what }) => what === 'mem')?.after) - 10_000, row)
      }
      for (const { method, form } of scheduler.requests) {
        if (method !== 'POST') continue
        counts.requests += 1
        const which = Number(new URLSearchParams(form).get('mem')) - 10_000
        expect({ seed, which, row: intents.get(which)?.command }).toEqual({ seed, which, row: 'lifecycle.update' })
      }
      for (const row of rows) if (row.state === 'unknown' || row.state === 'verified') counts[row.state] += 1
      // What was told to have come to its end is so after every kill.
      for (const [which, state] of ended) expect({ seed, which, state: intents.get(which)?.state }).toEqual({ seed, which, state })
    } finally {
      await scheduler.stop()
    }
    // Some kills did come between intent and end, and there were many changes that went through.
    expect(counts.unknown, `seed ${seed}`).toBeGreaterThan(0)
    expect(counts.verified).toBeGreaterThan(KILLS / 4)
    if (process.env['SAMSA_KILLS']) console.info('kills', KILLS, counts)
  })
})
