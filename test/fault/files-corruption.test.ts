import { createHash } from 'node:crypto'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { systemClock } from '../../electron/core/lib/clock.ts'
import { nodeFileSystem } from '../../electron/core/lib/file-system.ts'
import { openGenerations, type Generations } from '../../electron/core/lib/generations.ts'
import { withoutSync } from '../support/fault-fs.ts'
import { createRandom } from '../support/random.ts'
import { tempFolder } from '../support/temp-folder.ts'

const CASES = 2_000
const MAIN = 'x.json'

const fs = withoutSync(nodeFileSystem)
const open = (folder: string): Promise<Generations> =>
  openGenerations({ fs, clock: systemClock, platform: 'linux', path: join(folder, MAIN), magic: 'test', schemaVersion: 1 })

const payloadOf = (save: number): { save: number; text: string } => ({ save, text: `${save}:${'é"\\ '.repeat(save * 7)}` })

type Files = Map<string, Buffer>

/** The newest save and three older ones, as a store really writes them. */
async function fourGenerations(): Promise<Files> {
  const folder = await tempFolder()
  const store = await open(folder)
  for (let save = 1; save <= 6; save += 1) await store.save(payloadOf(save))
  return readAll(folder)
}

async function readAll(folder: string): Promise<Files> {
  const names = (await readdir(folder)).sort()
  return new Map(await Promise.all(names.map(async (n) => [n, await readFile(join(folder, n))] as const)))
}

const sha = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

const foreign = [
  '{}',
  '[]',
  'null',
  '{"profiles":[]}',
  '{"magic":"test"}',
  '{"magic":"other","schemaVersion":1,"seq":9,"sha256":"","payload":{}}',
  '"',
]

type Random = ReturnType<typeof createRandom>

const corruptions: Readonly<Record<string, (bytes: Buffer, random: Random) => Buffer>> = {
  flip: (bytes, random) => {
    const out = Buffer.from(bytes)
    const at = random.below(out.length)
    out[at] = (out[at] ?? 0) ^ (1 << random.below(8))
    return out
  },
  cut: (bytes, random) => bytes.subarray(0, 1 + random.below(bytes.length - 1)),
  zero: (bytes, random) => {
    const from = random.below(bytes.length)
    return Buffer.from(bytes).fill(0, from, Math.min(bytes.length, from + 1 + random.below(64)))
  },
  swapBytes: (bytes, random) => {
    const at = random.below(bytes.length - 1)
    const out = Buffer.from(bytes)
    ;[out[at], out[at + 1]] = [out[at + 1] ?? 0, out[at] ?? 0]
    return out
  },
  digit: (bytes, random) => {
    // A figure changed into another one: still JSON, and the likeliest to be taken for good.
    const places = [...bytes.keys()].filter((i) => (bytes[i] ?? 0) >= 0x30 && (bytes[i] ?? 0) <= 0x39)
    const out = Buffer.from(bytes)
    const at = places[random.below(places.length)] ?? 0
    out[at] = 0x30 + (((out[at] ?? 0) - 0x30 + 1 + random.below(8)) % 10)
    return out
  },
  empty: () => Buffer.alloc(0),
  foreign: (_, random) => Buffer.from(foreign[random.below(foreign.length)] ?? '{}'),
  appended: (bytes) => Buffer.concat([bytes, Buffer.from(' ')]),
}

describe('F-02 F-03 damaged files', () => {
  it(`${CASES} random corruptions: all detected, the newest whole generation wins, nothing is deleted`, async () => {
    const seed = Number(process.env['SAMSA_SEED'] ?? Date.now() % 1_000_000)
    const random = createRandom(seed)
    const whole = await fourGenerations()
    expect([...whole.keys()]).toEqual([MAIN, `${MAIN}.old-000000000003`, `${MAIN}.old-000000000004`, `${MAIN}.old-000000000005`])
    const saveOf = new Map([...whole].map(([name, bytes]) => [sha(bytes), name === MAIN ? 6 : Number(name.slice(-2))]))
    const kinds = Object.keys(corruptions)
    const states = new Map<string, number>()
    const folder = await tempFolder()
    for (let n = 0; n < CASES; n += 1) {
      for (const name of await readdir(folder)) await rm(join(folder, name))
      const files = new Map(whole)
      // Mostly the newest file, often more than one, sometimes all.
      for (const name of whole.keys()) {
        if (random.below(10) >= (name === MAIN ? 9 : 5)) continue
        const kind = kinds[random.below(kinds.length)] ?? 'flip'
        files.set(name, corruptions[kind]?.(whole.get(name) ?? Buffer.alloc(0), random) ?? Buffer.alloc(0))
      }
      if (random.below(20) === 0) swapTwo(files, random)
      if (random.below(20) === 0) files.delete(MAIN)
      for (const [name, bytes] of files) await writeFile(join(folder, name), bytes)

      const { found } = await open(folder)
      const expected = Math.max(0, ...[...files.values()].map((bytes) => saveOf.get(sha(bytes)) ?? 0))
      const where = { seed, n }
      expect({ ...where, payload: found.payload }).toEqual({ ...where, payload: expected === 0 ? undefined : payloadOf(expected) })
      const inPlace = saveOf.get(sha(files.get(MAIN) ?? Buffer.alloc(0))) === expected && expected > 0
      const state = expected === 0 ? 'unreadable' : inPlace ? 'ok' : 'older'
      expect({ ...where, state: found.state }).toEqual({ ...where, state })
      const left = new Set([...(await readAll(folder)).values()].map(sha))
      expect({ ...where, lost: [...files.values()].filter((bytes) => !left.has(sha(bytes))).length }).toEqual({ ...where, lost: 0 })
      states.set(state, (states.get(state) ?? 0) + 1)
    }
    expect([...states.keys()].sort()).toEqual(['ok', 'older', 'unreadable'])
  })
})

function swapTwo(files: Files, random: Random): void {
  const names = [...files.keys()]
  const a = names[random.below(names.length)] ?? MAIN
  const b = names[random.below(names.length)] ?? MAIN
  const bytes = files.get(a) ?? Buffer.alloc(0)
  files.set(a, files.get(b) ?? Buffer.alloc(0))
  files.set(b, bytes)
}
