import { describe, expect, it } from 'vitest'
import type { MesosClient, Told } from '../../../../electron/core/clients/mesos/mesos-client.ts'
import { createMesosReading } from '../../../../electron/core/collectors/mesos/mesos-reading.ts'
import { createClusterStore } from '../../../../electron/core/state/store.ts'
import type { MesosFramework, MesosSnapshot, MesosTask } from '../../../../shared/domain/mesos.ts'
import { AppError } from '../../../../shared/errors/error.ts'
import { createTestClock } from '../../../support/clock.ts'

const nothing: MesosSnapshot = { agents: [], frameworks: [], tasks: [], executors: [], unreachableAgentIds: [], dropped: 0 }
const signal = new AbortController().signal

const framework = (id: string, name: string): MesosFramework => ({
  id,
  name,
  status: 'running',
  user: null,
  hostname: null,
  webuiUrl: null,
  pid: null,
  principal: null,
  roles: [],
  checkpoint: null,
  failoverTimeoutMs: null,
  registeredAt: null,
  reregisteredAt: null,
  unregisteredAt: null,
  capabilities: [],
  used: null,
  offered: null,
  offers: null,
  counts: null,
  agentIds: null,
  unreadable: [],
})

const task = (frameworkId: string, id: string, state = 'TASK_RUNNING'): MesosTask => ({
  frameworkId,
  id,
  name: null,
  agentId: null,
  executorId: null,
  state,
  history: [],
  causes: false,
  resources: null,
  role: null,
  labels: new Map(),
  discoveryPorts: [],
  unreadable: [],
})

const taskId = (name: string, broker: number): string => `${name}-${broker}-6f2c1d3e-8f0a-4a53-9f43-0d6d2c1c7e1${broker}`

/** A Mesos of several frameworks whose leader, by epoch, is another one at each question. */
function scene(frameworks: Readonly<Record<string, readonly MesosTask[]>>, epochs: readonly number[]) {
  const asked: string[] = []
  const told = <T>(value: T): Told<T> => {
    const epoch = epochs[Math.min(asked.length - 1, epochs.length - 1)] ?? 1
    return { value, leader: `master-${epoch}:5050`, epoch }
  }
  const unasked = (): never => {
    throw new AppError('mesos.unsupported', { address: 'fake', what: 'that', needs: 'another fake' })
  }
  const all = Object.keys(frameworks).map((id) => framework(id, id))
  const client: MesosClient = {
    masters: unasked,
    version: unasked,
    async summary() {
      asked.push('summary')
      return told({ ...nothing, frameworks: all })
    },
    async framework(id) {
      asked.push(id)
      return told({ ...nothing, frameworks: all.filter((f) => f.id === id), tasks: frameworks[id] ?? [] })
    },
    agent: unasked,
    tasks: unasked,
    tasksWithCauses: unasked,
    state: unasked,
    frameworks: unasked,
    roles: unasked,
    maintenance: unasked,
    flags: unasked,
    subscribe: unasked,
    sandbox: unasked,
    browse: unasked,
    read: unasked,
    size: unasked,
    follow: unasked,
    download: unasked,
    close: () => undefined,
  }
  const sink = createClusterStore()
  return { asked, sink, reading: createMesosReading({ client, clock: createTestClock(), sink, framework: null }) }
}

describe('frames of Mesos', () => {
  it('G-08 two leaders’ answers are no frame: asked again, and then not taken', async () => {
    const kafka = { kafka: [task('kafka', taskId('kafka', 0))] }
    const once = scene(kafka, [1, 2, 2, 2])
    await once.reading.read(signal)
    expect(once.sink.current().mesos).toMatchObject({ leader: 'master-2:5050', epoch: 2, chosen: 'kafka' })
    const always = scene(kafka, [1, 2, 3, 4])
    await expect(always.reading.read(signal)).rejects.toMatchObject({ code: 'mesos.noLeader' })
    expect(always.sink.current().parts.agents.state).toBe('unread')
  })

  it('finds the framework by its tasks, and the right one of two once the scheduler’s tasks are known', async () => {
    const both = {
      kafka: [task('kafka', taskId('kafka', 0))],
      'kafka-test': [task('kafka-test', taskId('kafka-test', 0))],
      web: [task('web', 'web.1')],
    }
    const { reading, sink } = scene(both, [1])
    await reading.read(signal)
    expect(sink.current().mesos.chosen).toBe('kafka')
    expect(await reading.owns([taskId('kafka-test', 0)], signal)).toBe('yes')
    expect(sink.current().mesos.chosen).toBe('kafka-test')
    expect(await reading.owns([taskId('stranger', 0)], signal)).toBe('no')
  })

  it('a scheduler that lists nothing is not one whose brokers run', async () => {
    const { reading } = scene({ kafka: [task('kafka', taskId('kafka', 0))] }, [1])
    expect(await reading.owns([], signal)).toBe('no')
    const ended = scene({ kafka: [task('kafka', taskId('kafka', 0), 'TASK_FINISHED')] }, [1])
    expect(await ended.reading.owns([], signal)).toBe('nothing runs')
  })
})
