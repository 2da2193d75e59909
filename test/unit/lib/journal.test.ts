import { appendFile, readdir, readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nodeFileSystem, type FileSystem } from '../../../electron/core/lib/file-system.ts'
import { openJournal, type Journal, type JournalNeeds } from '../../../electron/core/lib/journal/journal.ts'
import type { Seal } from '../../../electron/core/lib/journal/head.ts'
import { createTestClock } from '../../support/clock.ts'
import { fakeKeychain } from '../../support/fake-keychain.ts'
import { createFaultFs, withoutSync, type FaultCode } from '../../support/fault-fs.ts'
import { createRandom } from '../../support/random.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const quick: FileSystem = { ...withoutSync(nodeFileSystem), openToAppend: nodeFileSystem.openToAppend }
const clock = createTestClock(Date.UTC(2026, 10, 28, 12))

const open = (folder: string, more: Partial<JournalNeeds> = {}): Promise<Journal> =>
  openJournal({ fs: quick, clock, platform: 'linux', folder, seal: null, onProblem: () => {}, ...more })

const bodies = async (journal: Journal): Promise<unknown[]> => {
  const found: unknown[] = []
  for await (const entry of journal.read()) found.push(entry.body)
  return found
}

async function written(count: number, more: Partial<JournalNeeds> = {}): Promise<{ folder: string; journal: Journal }> {
  const folder = await tempFolder()
  const journal = await open(folder, more)
  for (let n = 0; n < count; n += 1) await journal.append({ n, text: `entry ${n} ·`, of: ['a', n % 7, null] })
  await journal.settled()
  return { folder, journal }
}

describe('E-08 a log that only grows', () => {
  it('keeps its chain over months, parts and restarts', async () => {
    const clockOfMonths = createTestClock(Date.UTC(2026, 10, 30, 23))
    const { folder, journal } = await written(20, { clock: clockOfMonths, partBytes: 2_000 })
    clockOfMonths.setWall(Date.UTC(2026, 11, 1, 1))
    await journal.append({ n: 20 })
    await journal.settled()
    const again = await open(folder, { clock: clockOfMonths, partBytes: 2_000 })
    await again.append({ n: 21 })
    await again.settled()
    const names = (await readdir(folder)).filter((name) => name.endsWith('.jsonl')).toSorted()
    expect(names).toContain('2026-11.2.jsonl')
    expect(names).toContain('2026-12.jsonl')
    expect(await bodies(again)).toHaveLength(22)
    expect(await again.prove()).toMatchObject({ entries: 22, bad: null })
  })

  it.each([
    ['without a keychain', null],
    ['with one', fakeKeychain()],
  ] as const)('finds every random byte, line, order and tail change, %s', { timeout: 300_000 }, async (_, seal: Seal | null) => {
    const changes = Number(process.env['SAMSA_LONG'] ? 5_000 : 500)
    const { folder, journal } = await written(process.env['SAMSA_LONG'] ? 1_000 : 200, { seal })
    expect((await journal.prove()).bad).toBeNull()
    const path = join(folder, '2026-11.jsonl')
    const whole = await readFile(path)
    const lines = whole.toString().split('\n').slice(0, -1)
    const random = createRandom(4_711)
    const missed: string[] = []
    for (let n = 0; n < changes; n += 1) {
      const { text, how } = changed(whole, lines, n, random.below)
      await writeFile(path, text)
      if ((await journal.prove()).bad === null) missed.push(how)
    }
    expect(missed).toEqual([])
    await writeFile(path, whole)
    expect((await journal.prove()).bad).toBeNull()
  })

  it('a tail that was cut off is still told after a restart and further entries, also by whoever writes a new head', async () => {
    const seal = fakeKeychain()
    const { folder } = await written(10, { seal })
    const path = join(folder, '2026-11.jsonl')
    const lines = (await readFile(path)).toString().split('\n').slice(0, -1)
    await writeFile(path, `${lines.slice(0, 6).join('\n')}\n`)
    const again = await open(folder, { seal })
    await again.append({ later: true })
    await again.settled()
    const { bad } = await again.prove()
    expect(bad).toMatchObject({ line: 7, why: 'entries 7 to 10 were written, and they are missing' })
    // Without the keychain nobody writes a head that opens.
    const forged = await open(folder, { seal: fakeKeychain('another') })
    await forged.append({ forged: true })
    await forged.settled()
    expect((await open(folder, { seal }).then((journal) => journal.prove())).bad).not.toBeNull()
  })

  it('goes on after an entry that was cut off in the middle, and says so in the next part', async () => {
    const { folder } = await written(5)
    await appendFile(join(folder, '2026-11.jsonl'), '{"seq":6,"at":17')
    const again = await open(folder)
    expect((await again.prove()).bad).toBeNull()
    await again.append({ n: 5 })
    await again.settled()
    expect(await again.prove()).toMatchObject({ entries: 7, files: 2, bad: null })
    // The rest that was noted is part of what is proved.
    await truncate(join(folder, '2026-11.jsonl'), (await readFile(join(folder, '2026-11.jsonl'))).length - 3)
    expect((await again.prove()).bad).toMatchObject({ file: '2026-11.2.jsonl', line: 1 })
  })

  it('does not write after another program has', async () => {
    const { folder, journal } = await written(3)
    const other = await open(folder)
    await other.append({ other: true })
    await other.settled()
    await expect(journal.append({ n: 3 })).rejects.toMatchObject({ code: 'EBUSY' })
  })

  it('F-07 a disk that fails at any call: refused, nothing lost, and it goes on when the disk is well again', async () => {
    const codes: readonly FaultCode[] = ['ENOSPC', 'EIO', 'EROFS']
    let refused = 0
    for (let at = 0; at < 8; at += 1) {
      for (const code of codes) {
        const folder = await tempFolder()
        const fs = createFaultFs(quick)
        const journal = await open(folder, { fs })
        await journal.append({ n: 0 })
        await journal.settled()
        fs.arm({ kind: 'onwards', at, code })
        const told = await journal.append({ n: 1 }).then(
          () => true,
          () => false,
        )
        await journal.settled()
        if (!told) refused += 1
        fs.arm(null)
        await journal.append({ n: 2 })
        await journal.settled()
        const numbers = (await bodies(await open(folder))).flatMap((body) =>
          typeof body === 'object' && body !== null && 'n' in body ? [body.n] : [],
        )
        expect({ at, code, numbers: numbers.filter((n) => n !== 1) }).toEqual({ at, code, numbers: [0, 2] })
        if (told) expect(numbers).toContain(1)
        expect({ at, code, bad: (await journal.prove()).bad }).toEqual({ at, code, bad: null })
      }
    }
    expect(refused).toBeGreaterThan(0)
  })

  it('lets whole months go, and still knows where it begins', async () => {
    const months = createTestClock(Date.UTC(2025, 8, 1))
    const { folder, journal } = await written(3, { clock: months })
    months.setWall(Date.UTC(2026, 10, 28))
    await journal.append({ n: 3 })
    expect(await journal.dropBefore('2025-11')).toEqual(['2025-09.jsonl'])
    await journal.settled()
    expect(await journal.prove()).toMatchObject({ entries: 1, bad: null })
    expect((await open(folder, { clock: months }).then((again) => again.prove())).bad).toBeNull()
  })
})

function changed(whole: Buffer, lines: readonly string[], n: number, pick: (to: number) => number): { text: Buffer | string; how: string } {
  const join_ = (list: readonly string[]): string => (list.length === 0 ? '' : `${list.join('\n')}\n`)
  const line = pick(lines.length)
  switch (n % 5) {
    case 0: {
      const at = pick(whole.length)
      const text = Buffer.from(whole)
      text[at] = (text[at] ?? 0) ^ (1 + pick(255))
      return { text, how: `byte ${at}` }
    }
    case 1:
      return { text: join_(lines.filter((_, i) => i !== line)), how: `line ${line} gone` }
    case 2: {
      const other = (line + 1 + pick(lines.length - 1)) % lines.length
      const swapped = lines.map((text, i) => (i === line ? (lines[other] ?? '') : i === other ? (lines[line] ?? '') : text))
      return { text: join_(swapped), how: `lines ${line} and ${other} swapped` }
    }
    case 3:
      return { text: whole.subarray(0, pick(whole.length)), how: 'tail cut' }
    default:
      return { text: join_([...lines.slice(0, line), lines[line] ?? '', ...lines.slice(line)]), how: `line ${line} twice` }
  }
}
