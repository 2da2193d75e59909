import { monitorEventLoopDelay } from 'node:perf_hooks'
import { afterEach, describe, expect, it } from 'vitest'
import { startEmulatorProcess } from '../support/kafka-emulator-process.ts'
import { seeView, startTestCore } from '../support/test-core.ts'

const open: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.stop()
})

describe('H-04 the core never blocks', () => {
  it('reads 10,000 topics, 100,000 partitions and 5,000 groups with an event loop that is free', { timeout: 120_000 }, async () => {
    const emulator = await startEmulatorProcess({ preset: 'xl' })
    open.push(emulator)
    const core = await startTestCore()
    open.push(core)
    const delay = monitorEventLoopDelay({ resolution: 1 })
    const began = performance.now()
    const at = { cluster: await core.connect(emulator.bootstrap), at: 'live' } as const
    const groups = seeView(core.page.groups.list, at, 'group')
    const topics = seeView(core.page.topics.list, at, 'name')
    delay.enable()
    await topics.until((v) => v.rows.size >= 10_000, 'the topics are listed', 60_000)
    const topicsAfter = performance.now() - began
    await groups.until((v) => v.about.state === 'live' && v.rows.size === 5_000, 'the groups are live', 60_000)
    const groupsAfter = performance.now() - began
    // The page takes in its rows on this thread too here, so that the first load is told and not judged.
    const first = delay.percentile(99) / 1e6
    delay.reset()
    for (let n = 0; n < 3; n += 1) await core.page.cluster.readNow({ cluster: at.cluster })
    const refresh = delay.percentile(99) / 1e6
    delay.disable()
    console.log(
      `topics after ${Math.round(topicsAfter)} ms, groups after ${Math.round(groupsAfter)} ms, delay p99 ${first.toFixed(1)} ms, refreshing ${refresh.toFixed(1)} ms`,
    )
    expect(core.defects).toEqual([])
    expect(refresh).toBeLessThanOrEqual(50)
  })
})
