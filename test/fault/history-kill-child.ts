/**
 * The process that is killed: records moments and offsets without a pause, and says on standard output which of them was acknowledged.
 */
import { writeSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { historyWorker } from '../../electron/core/history/history-worker.ts'
import { stepsBytes } from '../support/steps-bytes.ts'
import { BEGIN, STEP_MS, backfilledOf, cellsOf } from './history-kill-steps.ts'

const [file = '', start = '0'] = process.argv.slice(2)
// What is killed writes no cache at its end: the next child would compile its sources anew.
flushCompileCache()

const say = (line: string): void => void writeSync(1, `${line}\n`)

const worker = historyWorker()
const partitions = Int32Array.from({ length: 200 }, (_, p) => p)
const layout = [{ topic: 'orders', partitions }]

for (let n = Number(start); ; n += 1) {
  const time = BEGIN + n * STEP_MS
  const whole = n === Number(start)
  // First: the next life begins after the newest moment.
  await worker.backfill({ file, ends: [backfilledOf(n)] })
  await worker.recordMoment({ file, whole, text: stepsBytes([{ time, tables: cellsOf(n) }]), happened: [] })
  await worker.record({
    file,
    batch: {
      layouts: whole ? [{ id: 1, subject: { kind: 'ends', name: 'orders' }, layout }] : [],
      subjects: Int32Array.of(1),
      times: Float64Array.of(time),
      values: Float64Array.from(partitions, (p) => n * 1_000 + p),
    },
  })
  // What is over is packed meanwhile.
  if (n % 10 === 9) while (await worker.tidy({ file, now: time }));
  say(`stored ${n}`)
}
