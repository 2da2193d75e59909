import { afterEach, describe, expect, it } from 'vitest'
import { createKafkaClient } from '../../electron/core/clients/kafka/create-kafka-client.ts'
import type { KafkaClient } from '../../electron/core/clients/kafka/kafka-client.ts'
import type { WhyView } from '../../shared/contract/lag.ts'
import { createKafkaEmulator } from '../emulators/kafka/emulator.ts'
import { CALM, lagScenarios } from '../emulators/scenarios/lag.ts'
import { play, type Scenario } from '../emulators/scenarios/scenario.ts'
import { createTestClock } from '../support/clock.ts'
import { seeView, startTestCore } from '../support/test-core.ts'

const open: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.stop()
})

const STEP_MS = 500
const STEPS_WRITTEN = 10
/** Turns without a request under way: what was answered has been taken in. */
const CALM_TURNS = 12

/** Time stands while the core works, so that a busy machine measures the same as an idle one. */
async function settled(clients: readonly KafkaClient[]): Promise<void> {
  for (let calm = 0; calm < CALM_TURNS;) {
    await new Promise<void>((resolve) => setImmediate(resolve))
    calm = clients.some((client) => client.counters().inFlight > 0) ? 0 : calm + 1
  }
}

async function run(scenario: Scenario): Promise<{ why: WhyView; began: number }> {
  const clock = createTestClock()
  const kafka = await createKafkaEmulator({ brokers: 3, clock, fencedAfterMs: 3_000, leaderSettlesMs: 500 })
  open.push({ stop: () => kafka.stop() })
  const clients: KafkaClient[] = []
  const core = await startTestCore({
    clock,
    createClient(settings, c) {
      const client = createKafkaClient(settings, { clock: c })
      clients.push(client)
      return client
    },
  })
  open.push(core)
  const failures: unknown[] = []
  const began = clock.wall()
  const end = play(scenario, kafka, (error) => failures.push(error))
  open.push({ stop: async () => end() })
  const at = { cluster: await core.connect(kafka.bootstrap.map((b) => `${b.host}:${b.port}`)), at: 'live' } as const
  // As a page that has the group open: it is read each five seconds.
  seeView(core.page.groups.one, { ...at, group: scenario.group }, 'group')
  while (clock.wall() < began + scenario.lasts) {
    for (let step = 0; step < STEPS_WRITTEN; step += 1) {
      clock.advance(STEP_MS)
      await settled(clients)
    }
    // The history worker takes real time: an answer from it says that all before was written.
    await core.page.lag.why({ ...at, group: scenario.group })
  }
  const why = await core.page.lag.why({ ...at, group: scenario.group })
  expect([...failures, ...core.defects]).toEqual([])
  return { why, began }
}

describe('attribution on scripted worlds, from sockets to causes', () => {
  it.each(lagScenarios.map((scenario) => [scenario.name, scenario] as const))('%s', { timeout: 120_000 }, async (_name, scenario) => {
    const { why, began } = await run(scenario)
    expect(why.causes[0]).toMatchObject(scenario.expects)
    expect(why.causes[0]?.confidence).toBeGreaterThan(0.6)
    expect(Math.abs((why.onset ?? 0) - (began + CALM))).toBeLessThan(30_000)
    expect(why.growth).toBeGreaterThan(500)
  })
})
