import { describe, expect, it } from 'vitest'
import type { StoredBlock } from '../../../electron/core/history/database.ts'
import { createOpenMinute } from '../../../electron/core/history/open-minute.ts'
import type { SampleBatch } from '../../../electron/core/history/sample-batch.ts'

const MINUTE = 60_000
const BEGIN = Date.UTC(2026, 10, 24, 12)
const topics = ['orders', 'payments', 'refunds']

/** A file that has stored what it was told, and notes what it is asked. */
function stored() {
  const blocks: StoredBlock[] = []
  const asked: string[] = []
  const db = {
    count({ name }: { readonly name: string }, _tier: number, slot: number): number {
      asked.push(name)
      return Math.max(0, ...blocks.filter((block) => block.name === name && block.slot === slot).map(({ n }) => n + 1))
    },
    newestSlot: (): number | null => (blocks.length === 0 ? null : Math.max(...blocks.map(({ slot }) => slot))),
  }
  return { blocks, asked, db }
}

function batchAt(time: number, told: boolean): SampleBatch {
  const partitions = Int32Array.of(0)
  const layouts = topics.map((name, id) => ({ id, subject: { kind: 'ends' as const, name }, layout: [{ topic: name, partitions }] }))
  return {
    layouts: told ? layouts : [],
    subjects: Int32Array.from(topics, (_, id) => id),
    times: Float64Array.from(topics, () => time),
    values: Float64Array.from(topics, (_, id) => time + id),
  }
}

describe('the minute that is being recorded', () => {
  const record = (file: ReturnType<typeof stored>, times: readonly number[], minute = createOpenMinute(file.db)): typeof minute => {
    for (const [i, time] of times.entries()) {
      expect(minute.take(batchAt(time, i === 0))).toBe(true)
      for (const block of minute.changed()) {
        const same = file.blocks.findIndex(({ name, slot, n }) => name === block.name && slot === block.slot && n === block.n)
        file.blocks.splice(same < 0 ? file.blocks.length : same, same < 0 ? 0 : 1, block)
      }
      minute.saved()
    }
    return minute
  }
  const placesOf = (file: ReturnType<typeof stored>): readonly string[] =>
    file.blocks.filter(({ name }) => name === 'orders').map(({ slot, n }) => `${slot - BEGIN / MINUTE} ${n}`)

  it('asks the file about no subject while time goes on', () => {
    const file = stored()
    record(file, [BEGIN, BEGIN + 30_000, BEGIN + MINUTE, BEGIN + 2 * MINUTE])
    expect(file.asked).toEqual([])
    expect(placesOf(file)).toEqual(['0 0', '1 0', '2 0'])
  })

  it('asks about all of them in a minute that was begun before a restart, or that could not be stored', () => {
    const file = stored()
    record(file, [BEGIN])
    const again = record(file, [BEGIN + 30_000, BEGIN + MINUTE])
    expect([file.asked, placesOf(file)]).toEqual([topics, ['0 0', '0 1', '1 0']])
    again.clear()
    record(file, [BEGIN + MINUTE + 30_000], again)
    expect([file.asked, placesOf(file)]).toEqual([
      [...topics, ...topics],
      ['0 0', '0 1', '1 0', '1 1'],
    ])
  })

  it('begins another block in a minute that the clock was set back from and came to again', () => {
    const file = stored()
    record(file, [BEGIN + MINUTE, BEGIN + 30_000, BEGIN + MINUTE + 30_000])
    expect(placesOf(file)).toEqual(['1 0', '0 0', '1 1'])
  })
})
