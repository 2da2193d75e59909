import { describe, expect, it, onTestFinished } from 'vitest'
import type { MesosEvent } from '../../../../electron/core/clients/mesos/events.ts'
import type { MesosClient } from '../../../../electron/core/clients/mesos/mesos-client.ts'
import { startEventStream } from '../../../../electron/core/collectors/mesos/event-stream.ts'
import { createWatchSet } from '../../../../electron/core/collectors/watch-set.ts'
import { emptyState, type ClusterState } from '../../../../shared/domain/cluster-state.ts'
import { AppError } from '../../../../shared/errors/error.ts'
import { createTestClock } from '../../../support/clock.ts'
import { until } from '../../../support/until.ts'

const FRAMEWORK = 'f-1'

/** A master whose events are put in by hand. */
function createMaster() {
  const opened: { readonly signal: AbortSignal; put(event: MesosEvent): void; fail(error: unknown): void }[] = []
  async function* subscribe(signal: AbortSignal) {
    const waiting: (MesosEvent | { readonly error: unknown })[] = []
    let wake = (): void => undefined
    const put = (item: MesosEvent | { readonly error: unknown }): void => {
      waiting.push(item)
      wake()
    }
    signal.addEventListener('abort', () => put({ error: signal.reason }), { once: true })
    opened.push({ signal, put, fail: (error) => put({ error }) })
    for (;;) {
      const item = waiting.shift()
      if (item === undefined) await new Promise<void>((resolve) => (wake = resolve))
      else if ('error' in item) throw item.error
      else yield { value: item, leader: 'master:5050', epoch: 1 }
    }
  }
  return { opened, subscribe }
}

function start(agents = 3) {
  const clock = createTestClock()
  const switches = { mesosEvents: true, timeProbes: true }
  const watching = createWatchSet(undefined, () => switches)
  const master = createMaster()
  const stop = new AbortController()
  onTestFinished(() => stop.abort())
  const woken: number[] = []
  const { parts, mesos } = emptyState
  const known = new Map(Array.from({ length: agents }, (_, n) => [`S${n}`, {}])) as unknown as ClusterState['mesos']['agents'] // only counted
  const state: ClusterState = {
    ...emptyState,
    parts: { ...parts, agents: { ...parts.agents, readAt: 0 } },
    mesos: { ...mesos, chosen: FRAMEWORK, agents: known },
  }
  const stream = startEventStream(
    {
      clock,
      random: () => 0.5,
      sink: { current: () => state, apply: () => Promise.resolve() },
      watching,
      // All that is asked of it.
      client: { subscribe: master.subscribe } as unknown as MesosClient,
      isPaused: () => false,
      wake: () => woken.push(clock.now()),
    },
    stop.signal,
  )
  const look = (): AbortController => {
    const open = new AbortController()
    watching.hold({ kind: 'mesos' }, open.signal)
    return open
  }
  return { clock, master, woken, stream, look, switches }
}

const agent: MesosEvent = { kind: 'agentRemoved', agentId: 'S1' }
const ofTask = (frameworkId: string): MesosEvent => ({
  kind: 'taskUpdated',
  frameworkId,
  taskId: 't',
  agentId: null,
  state: 'TASK_RUNNING',
  status: { state: 'TASK_RUNNING', at: 1, message: null, reason: null, source: null, healthy: null } as never, // not looked at
})

describe('events of Mesos wake its reading', () => {
  it('while somebody looks; a burst wakes once a second, what concerns others does not', async () => {
    const { clock, master, woken, stream, look } = start()
    clock.advance(60_000)
    expect(master.opened).toHaveLength(0)
    look()
    clock.advance(5_000)
    const [first] = master.opened
    if (first === undefined) throw new Error('it did not subscribe')
    first.put({ kind: 'heartbeat' })
    await until(() => stream.isOpen(), 'it is open')
    first.put(ofTask('another'))
    first.put(ofTask(FRAMEWORK))
    first.put(agent)
    first.put({ kind: 'heartbeat' })
    const drained = new Promise((resolve) => setImmediate(resolve))
    await drained
    clock.advance(1_000)
    expect(woken).toHaveLength(1)
    clock.advance(60_000)
    expect(woken).toHaveLength(1)
  })

  it('begins again when the stream gives out, late where there is none; ends when nobody looks', async () => {
    const { clock, master, stream, look } = start()
    const open = look()
    clock.advance(5_000)
    master.opened[0]?.put({ kind: 'heartbeat' })
    await until(() => stream.isOpen(), 'it is open')
    master.opened[0]?.fail(new AppError('mesos.stream', { address: 'master:5050', reason: 'The master closed it.' }))
    await until(() => !stream.isOpen(), 'it is over')
    clock.advance(12_000)
    expect(master.opened).toHaveLength(2)
    master.opened[1]?.fail(new AppError('http.notFound', { address: 'master:5050', request: 'POST /api/v1', text: '' }))
    await new Promise((resolve) => setImmediate(resolve))
    clock.advance(200_000)
    expect(master.opened).toHaveLength(2)
    clock.advance(130_000)
    expect(master.opened).toHaveLength(3)
    open.abort()
    expect(master.opened[2]?.signal.aborted).toBe(true)
  })

  it('24 turned off it ends with the next that Mesos tells, and is not asked for; on again it is', async () => {
    const { clock, master, stream, look, switches } = start()
    look()
    clock.advance(5_000)
    master.opened[0]?.put({ kind: 'heartbeat' })
    await until(() => stream.isOpen(), 'it is open')
    switches.mesosEvents = false
    master.opened[0]?.put({ kind: 'heartbeat' })
    await until(() => master.opened[0]?.signal.aborted === true, 'it is given up')
    clock.advance(600_000)
    expect(master.opened).toHaveLength(1)
    switches.mesosEvents = true
  })

  it('is not asked of a large master: it begins with all that is known', () => {
    const { clock, master, look } = start(500)
    look()
    clock.advance(600_000)
    expect(master.opened).toHaveLength(0)
  })
})
