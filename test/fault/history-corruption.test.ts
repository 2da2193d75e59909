import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { historyWorker } from '../../electron/core/history/history-worker.ts'
import { stepsBytes } from '../support/steps-bytes.ts'
import { howMany } from '../support/how-many.ts'
import { createRandom } from '../support/random.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { cellsOfTold } from '../support/told-moment.ts'
import { BEGIN, cellsOf, STEP_MS } from './history-kill-steps.ts'

const CASES = howMany('SAMSA_CORRUPTIONS', { usual: 160, long: 2_000 })
const seed = Number(process.env['SAMSA_SEED'] ?? Date.now() % 1_000_000)
const STEPS = 400

type Random = ReturnType<typeof createRandom>
type Worker = ReturnType<typeof historyWorker>

/** Far more than there is to do: a damaged file must not keep anybody busy for ever. */
const MOST_PIECES = 200

async function tidied(worker: Worker, file: string, now: number): Promise<boolean> {
  for (let n = 0; n < MOST_PIECES; n += 1) if (!(await worker.tidy({ file, now }))) return true
  return false
}

/** A history of some minutes with several keyframes, closed in order. */
async function record(file: string): Promise<Buffer> {
  const worker = historyWorker()
  const partitions = Int32Array.from({ length: 50 }, (_, p) => p)
  for (let n = 0; n < STEPS; n += 1) {
    const time = BEGIN + n * STEP_MS
    await worker.recordMoment({ file, whole: n === 0, text: stepsBytes([{ time, tables: cellsOf(n) }]), happened: [] })
    if (n % 5 !== 0) continue
    const layouts =
      n === 0 ? [{ id: 1, subject: { kind: 'ends' as const, name: 'orders' }, layout: [{ topic: 'orders', partitions }] }] : []
    const values = Float64Array.from(partitions, (p) => n * 1_000 + p)
    await worker.record({ file, batch: { layouts, subjects: Int32Array.of(1), times: Float64Array.of(time), values } })
  }
  // Most of it is packed; the last minutes are as they were recorded.
  expect(await tidied(worker, file, BEGIN + STEPS * STEP_MS)).toBe(true)
  await worker.close({ file })
  return readFile(file)
}

const corruptions: Readonly<Record<string, (bytes: Buffer, random: Random) => Buffer>> = {
  flip(bytes, random) {
    const out = Buffer.from(bytes)
    const at = random.below(out.length)
    out[at] = (out[at] ?? 0) ^ (1 << random.below(8))
    return out
  },
  cut: (bytes, random) => Buffer.from(bytes.subarray(0, 1 + random.below(bytes.length - 1))),
  zero(bytes, random) {
    const from = random.below(bytes.length)
    return Buffer.from(bytes).fill(0, from, Math.min(bytes.length, from + 1 + random.below(4_096)))
  },
  noise(bytes, random) {
    const out = Buffer.from(bytes)
    const from = random.below(out.length)
    for (let i = from; i < Math.min(out.length, from + 512); i += 1) out[i] = random.below(256)
    return out
  },
  swapPages(bytes, random) {
    const out = Buffer.from(bytes)
    const pages = Math.floor(out.length / 8_192)
    const [a, b] = [random.below(pages) * 8_192, random.below(pages) * 8_192]
    bytes.copy(out, a, b, b + 8_192)
    bytes.copy(out, b, a, a + 8_192)
    return out
  },
  empty: () => Buffer.alloc(0),
  foreign: () => Buffer.from('{"profiles":[]}'),
  appended: (bytes) => Buffer.concat([bytes, Buffer.from(' '.repeat(100))]),
}

/** Which step a moment that was played back is; it must be one, whole. */
function stepOf(told: Parameters<typeof cellsOfTold>[0] & { readonly time: number }): number | string {
  const { time } = told
  const n = Math.round((time - BEGIN) / STEP_MS)
  const cells = cellsOfTold(told).get('topics')
  const truth = cellsOf(n).get('topics') ?? new Map<string, string>()
  return cells?.size === truth.size && [...truth].every(([key, value]) => cells.get(key) === value) ? n : `no step, at ${n}`
}

describe('F-08 F-10 damaged history', () => {
  it(
    `${CASES} random corruptions: nothing wrong is shown, the newest whole moment is used, nothing is deleted`,
    { timeout: 900_000 + CASES * 1_500 },
    async () => {
      const folder = await tempFolder()
      const whole = await record(join(folder, 'whole.db'))
      const random = createRandom(seed)
      const names = Object.keys(corruptions)
      let older = 0
      let gone = 0
      let broughtBack = 0
      for (let n = 0; n < CASES; n += 1) {
        const kind = names[n % names.length] ?? 'flip'
        const own = join(folder, 'case')
        await mkdir(own)
        const file = join(own, 'cluster.db')
        const bytes = corruptions[kind]?.(whole, random) ?? whole
        await writeFile(file, bytes)
        const worker = historyWorker()
        const where = { seed, n, kind }
        const found = await worker.moment({ file, time: BEGIN + 1e12, known: [], of: 'facts' })
        // Whole as it was at some step, or nothing: never a mixture.
        const step = found === null ? -1 : stepOf(found)
        expect({ ...where, step }).toEqual({ ...where, step: expect.any(Number) as unknown })
        const offsets = await worker.momentOffsets({ file, time: found?.time ?? BEGIN })
        const ends = offsets?.ends.values ?? new Float64Array()
        expect({ ...where, ends: [...ends].every((end, p) => Number.isNaN(end) || end % 1_000 === p) }).toEqual({ ...where, ends: true })
        if (step === -1) gone += 1
        else if (step !== STEPS - 1) older += 1
        // Recording goes on.
        const text = stepsBytes([{ time: BEGIN + 2 * STEPS * STEP_MS, tables: cellsOf(2 * STEPS) }])
        expect(await worker.recordMoment({ file, whole: true, text, happened: [] })).toBe('stored')
        // What can still be read of a file that was put aside follows, and is as true.
        if (step === -1) {
          expect({ ...where, ends: await tidied(worker, file, BEGIN + 2 * STEPS * STEP_MS) }).toEqual({ ...where, ends: true })
          const back = await worker.moment({ file, time: BEGIN + STEPS * STEP_MS, known: [], of: 'facts' })
          if (back !== null) expect({ ...where, back: stepOf(back) }).toEqual({ ...where, back: expect.any(Number) as unknown })
          broughtBack += back === null ? 0 : 1
        }
        await worker.close({ file })
        // What was put aside is all there; else the file itself was good enough to go on with.
        const kept = await Promise.all((await readdir(own)).map(async (name) => ({ name, size: (await stat(join(own, name))).size })))
        const aside = kept.filter(({ name }) => /damaged|salvag/.test(name))
        if (aside.length > 0) expect({ ...where, kept: aside.some(({ size }) => size >= bytes.length) }).toEqual({ ...where, kept: true })
        await rm(own, { recursive: true })
      }
      console.log(`${CASES} corruptions: ${older} showed an older moment, ${gone} none, of which ${broughtBack} came back`)
      expect(older + gone).toBeGreaterThan(0)
      expect(broughtBack).toBeGreaterThan(0)
    },
  )
})
