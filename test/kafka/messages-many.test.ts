import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BrowseEvent, BrowseInput } from '../../shared/contract/messages.ts'
import { startTestCore, type TestCore } from '../support/test-core.ts'
import { noKafka, sharedCluster } from './harness/shared.ts'
import { temporaryFolder } from './harness/temporary-folder.ts'

/** One partition; SAMSA_RECORDS=1000000 is the size that the figures are for. */
const RECORDS = Number(process.env['SAMSA_RECORDS'] ?? 30_000)
const FIGURES = RECORDS >= 1_000_000
const TOPIC = 'messages.many'
const PIECE = 50_000

describe.skipIf(noKafka !== null)(`Messages of one partition with ${RECORDS} records`, () => {
  let core: TestCore
  let cluster: string
  let folder: string
  beforeAll(async () => {
    const kafka = await sharedCluster('three')
    folder = await temporaryFolder('messages-many')
    await kafka.ask({ do: 'createTopics', topics: [{ name: TOPIC, partitions: 1, replication: 1 }] })
    for (let done = 0; done < RECORDS; done += PIECE)
      await kafka.ask({ do: 'produce', topic: TOPIC, partitions: [0], count: Math.min(PIECE, RECORDS - done) })
    core = await startTestCore({ dataFolder: join(folder, 'data') })
    cluster = await core.connect(kafka.info.bootstrap.split(','))
  }, 900_000)
  afterAll(async () => {
    await core?.stop()
    if (folder) await rm(folder, { recursive: true, force: true })
  })

  const question = (more: Partial<BrowseInput>): BrowseInput => ({
    cluster,
    topic: TOPIC,
    partitions: null,
    from: { at: 'earliest' },
    follow: false,
    until: null,
    filter: null,
    rows: 500,
    bytes: null,
    committedOnly: false,
    keyFormat: 'auto',
    valueFormat: 'auto',
    keySchema: null,
    valueSchema: null,
    ...more,
  })
  const all = async (more: Partial<BrowseInput>): Promise<BrowseEvent[]> => {
    const events: BrowseEvent[] = []
    for await (const event of core.page.messages.browse(question(more))) events.push(event)
    return events
  }

  test('the newest 500 are there after one look at the end of the log', async () => {
    // The first opens a connection and a worker.
    await all({ from: { at: 'newest', count: 1 } })
    const began = performance.now()
    const events = await all({ from: { at: 'newest', count: 500 } })
    const took = performance.now() - began
    const offsets = events.flatMap((e) => (e.is === 'rows' ? e.rows.map((row) => Number(row.offset)) : []))
    expect(offsets).toEqual(Array.from({ length: 500 }, (_, i) => RECORDS - 500 + i))
    // Nothing before them is looked at but the batch in which they begin.
    expect(events.findLast((e) => e.is === 'progress')).toMatchObject({ scanned: 500, left: 0 })
    console.log(`newest 500 of ${RECORDS}: ${took.toFixed(0)} ms`)
    if (FIGURES) expect(took).toBeLessThan(300)
  }, 60_000)

  test('a filter over all of it tells how far it is; left, it ends at once and something else is answered', async () => {
    const value = { text: 'is in none of them', how: 'contains' as const }
    const filter = { key: null, value, header: null, path: null }
    const began = performance.now()
    const events = await all({ filter })
    const took = performance.now() - began
    const steps = events.flatMap((e) => (e.is === 'progress' ? [e] : []))
    expect(steps.length).toBeGreaterThan(2)
    expect(steps.every((step, i) => step.scanned >= (steps[i - 1]?.scanned ?? 0))).toBe(true)
    expect(steps.at(-1)).toMatchObject({ scanned: RECORDS, matched: 0, left: 0 })
    expect(events.at(-1)).toEqual({ is: 'ended', why: 'end' })

    let scanned = 0
    let left = 0
    for await (const event of core.page.messages.browse(question({ filter }))) {
      if (event.is !== 'progress') continue
      scanned = event.scanned
      left = performance.now()
      break
    }
    expect(scanned).toBeLessThan(RECORDS)
    expect((await all({ from: { at: 'newest', count: 1 } })).some((e) => e.is === 'rows')).toBe(true)
    console.log(
      `filter over ${RECORDS}: ${took.toFixed(0)} ms in ${steps.length} steps; stopped, the next was answered after ${(performance.now() - left).toFixed(0)} ms`,
    )
  }, 300_000)
})
