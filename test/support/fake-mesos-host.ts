import type { SamsaHandlers } from '../../shared/contract/index.ts'
import { AppError } from '../../shared/errors/error.ts'
import type { MetricRow } from '../../shared/contract/mesos-rows.ts'
import { createCell, type FakeCell } from './fake-cell.ts'
import { fakeDiscovery } from './fake-discovery.ts'
import { fakeAgents, fakeFrameworks, fakeMetrics, fakeSystems, fakeTasks } from './fake-mesos.ts'
import { fakeFile, fakeLog, fakeSandbox } from './fake-sandbox.ts'

/** The Mesos side of the scripted core. */
export function createMesosCells(onMesos: boolean, now: number) {
  const asOf = onMesos ? now - 4000 : null
  const cells = {
    systems: createCell('system', onMesos ? fakeSystems(now) : [], asOf),
    agents: createCell('id', onMesos ? fakeAgents(now) : [], asOf),
    tasks: createCell('key', onMesos ? fakeTasks(now) : [], asOf),
    framework: createCell('id', onMesos ? fakeFrameworks(now) : [], asOf),
  }
  if (!onMesos) {
    const errors = [{ code: 'mesos.notSet', about: { profile: 'orders-eu' } }]
    for (const cell of Object.values(cells)) cell.about({ state: 'unsupported', errors })
  }
  const metrics = new Map<number, FakeCell<MetricRow>>()
  /** What a broker reports; those that do not run report nothing. */
  const metricsOf = (broker: number): FakeCell<MetricRow> => {
    const known = metrics.get(broker) ?? createCell('name', onMesos && broker < 5 ? fakeMetrics(broker, now) : [], now - 34_000)
    metrics.set(broker, known)
    return known
  }
  return { ...cells, metricsOf }
}

const PIECE = 16_384

export function fakeMesosHandlers(cells: ReturnType<typeof createMesosCells>, onMesos: boolean, now: number): SamsaHandlers['mesos'] {
  const needed = (cluster: string): void => {
    if (!onMesos) throw new AppError('mesos.notSet', { profile: cluster })
  }
  return {
    systems: () => cells.systems.source,
    agents: () => cells.agents.source,
    tasks: () => cells.tasks.source,
    framework: () => cells.framework.source,
    metrics: ({ broker }) => cells.metricsOf(broker).source,
    sandbox: ({ cluster, path }) => {
      needed(cluster)
      return { root: '/var/lib/mesos/slaves/S11/frameworks/F/executors/kafka-0/runs/latest', entries: [...fakeSandbox(path, now)] }
    },
    read: ({ cluster, path, from, length }) => {
      needed(cluster)
      const file = fakeFile(path)
      const at = from ?? Math.max(0, file.length - length)
      return { offset: at, bytes: btoa(file.slice(at, at + length)), size: file.length }
    },
    follow: async function* ({ cluster, path, from }, { signal }) {
      needed(cluster)
      yield { is: 'data' as const, offset: from, bytes: btoa(fakeFile(path).slice(from)) }
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
    },
    download: async function* ({ cluster, path }) {
      needed(cluster)
      const file = fakeFile(path)
      for (let at = 0; at < file.length; at += PIECE) yield { offset: at, bytes: btoa(file.slice(at, at + PIECE)) }
    },
    brokerLog: ({ cluster, name, lines }) => {
      needed(cluster)
      return { status: 'ok', content: fakeLog(name).split('\n').slice(-lines).join('\n') }
    },
  }
}

export const fakeDiscoveryHandlers = (pause?: () => Promise<void>): SamsaHandlers['discovery'] => ({
  hops: async function* (_input, { signal }) {
    for (const hop of fakeDiscovery) {
      if (pause) await pause()
      if (signal.aborted) return
      yield hop
    }
  },
})
