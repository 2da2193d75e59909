import { afterEach, describe, expect, it } from 'vitest'
import type { EmulatedRelease } from '../../emulators/scheduler/releases.ts'
import { createSimulatedMesos, sampleAgents, type SimulatedMesos } from '../../emulators/scheduler/simulated-mesos.ts'
import { createSchedulerWorld, type SchedulerWorld } from '../../emulators/scheduler/world.ts'
import type { Broker } from '../../emulators/scheduler/broker.ts'
import { createTestClock, type TestClock } from '../../support/clock.ts'

const MIN = 60_000
const worlds: SchedulerWorld[] = []
afterEach(() => worlds.splice(0).forEach((world) => world.close()))

function scene(release: EmulatedRelease, agents = 2): { clock: TestClock; mesos: SimulatedMesos; world: SchedulerWorld; broker: Broker } {
  const clock = createTestClock()
  const mesos = createSimulatedMesos(clock, sampleAgents(agents))
  let next = 0
  const world = createSchedulerWorld({ release, clock, mesos, newId: () => `id-${next++}` })
  worlds.push(world)
  return { clock, mesos, world, broker: world.add(0) }
}

const taskId = (broker: Broker): string => broker.task?.id ?? ''

describe('scheduler emulator under a clock', () => {
  it('failover grows to its limit, and maxTries deactivates', () => {
    const { clock, mesos, world, broker } = scene('0.10.1.0-SNAPSHOT')
    broker.failoverDelay = { text: '1m', ms: MIN }
    broker.failoverMaxDelay = { text: '3m', ms: 3 * MIN }
    broker.failoverMaxTries = 5
    mesos.failLaunches(9)
    world.start(0)
    clock.advance(30 * MIN)
    const at = world.journal.of('launch').map((entry) => entry.at)
    const gaps = at.slice(1).map((time, n) => Math.round((time - (at[n] ?? 0)) / MIN))
    expect(gaps).toEqual([1, 2, 3, 3])
    expect([broker.active, broker.failures]).toEqual([false, 5])
  })

  it('sticks to its host for the period, then goes anywhere', () => {
    const { clock, mesos, world, broker } = scene('0.10.1.0-SNAPSHOT')
    world.start(0)
    clock.advance(10_000)
    const home = broker.task?.hostname
    world.stop(0, false)
    clock.advance(5_000)
    mesos.removeAgent(home === 'agent-0' ? 'S0' : 'S1')
    world.start(0)
    clock.advance(9 * MIN)
    expect(broker.task).toBeNull()
    expect(world.reasons(0)).toEqual([`agent-${home === 'agent-0' ? 1 : 0}: hostname != stickiness host`])
    clock.advance(2 * MIN)
    expect(broker.task?.state).toBe('running')
    expect(broker.task?.hostname).not.toBe(home)
  })

  it.each([
    ['0.10.0.0', false],
    ['0.9.5.1', true],
  ] as const)('%s: after a refused offer it looks again soon: %s', (release, soon) => {
    const { clock, mesos, world, broker } = scene(release, 0)
    mesos.addAgent({ ...sampleAgents(1)[0]!, cpus: 0.5 })
    world.start(0)
    clock.advance(10_000)
    expect(world.reasons(0)).toEqual(['agent-0: cpus < 1.0'])
    // A changed setting makes it fit; nobody told Mesos.
    broker.cpus = 0.5
    clock.advance(10 * MIN)
    expect(broker.task !== null).toBe(soon)
    if (!soon) {
      world.start(0)
      clock.advance(10_000)
    }
    expect(broker.task?.state).toBe('running')
  })

  it('declines everything while one reconciles, then goes on', () => {
    const { clock, mesos, world, broker } = scene('0.10.1.0-SNAPSHOT')
    world.start(0)
    clock.advance(10_000)
    mesos.silent = true
    world.register()
    world.add(1)
    world.start(1)
    clock.advance(2 * MIN)
    expect([broker.task?.state, world.brokers.get(1)?.task]).toEqual(['reconciling', null])
    mesos.silent = false
    clock.advance(5 * MIN)
    expect([broker.task?.state, world.brokers.get(1)?.task?.state]).toEqual(['running', 'running'])
  })

  it('gives up reconciling after six tries and kills', () => {
    const { clock, mesos, world, broker } = scene('0.10.1.0-SNAPSHOT')
    world.start(0)
    clock.advance(10_000)
    mesos.silent = true
    world.register()
    clock.advance(29 * MIN)
    expect(broker.task?.state).toBe('reconciling')
    clock.advance(2 * MIN)
    expect(world.journal.of('kill')).toHaveLength(1)
  })

  it('0.9 takes an unexpected end for no failure and starts again at once; 0.10.1 counts it', () => {
    const failures = (['0.9.5.1', '0.10.1.0-SNAPSHOT'] as const).map((release) => {
      const { clock, mesos, world, broker } = scene(release)
      world.start(0)
      clock.advance(10_000)
      mesos.end(taskId(broker), 'FINISHED')
      return broker.failures
    })
    expect(failures).toEqual([0, 1])
  })

  it('constraints: one broker a host, and the third has nowhere to go', () => {
    const { clock, world } = scene('0.10.1.0-SNAPSHOT')
    for (const id of [1, 2]) world.add(id)
    for (const broker of world.list()) broker.constraints = new Map([['hostname', 'unique']])
    for (const id of [0, 1, 2]) world.start(id)
    clock.advance(20_000)
    expect(world.list().map(({ task }) => task?.hostname ?? null)).toEqual(['agent-0', 'agent-1', null])
    expect(world.reasons(2)).toContain("agent-0: hostname doesn't match unique")
  })
})
