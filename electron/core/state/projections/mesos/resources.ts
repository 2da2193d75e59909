import type { AgentRow } from '../../../../../shared/contract/mesos-rows.ts'
import type { MesosResources, PortRange } from '../../../../../shared/domain/mesos.ts'

/** What is left is told only where all of it is. */
export function amount(
  name: 'cpus' | 'mem' | 'disk',
  total: MesosResources | null,
  used: MesosResources | null,
  offered: MesosResources | null,
): AgentRow['cpus'] {
  const of = (resources: MesosResources | null): number | null => resources?.[name] ?? null
  const [all, taken, out] = [of(total), of(used), of(offered)]
  return { total: all, used: taken, offered: out, free: all === null || taken === null ? null : all - taken - (out ?? 0) }
}

export const portText = (ranges: readonly PortRange[]): string =>
  ranges.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`)).join(', ')

export const portCount = (resources: MesosResources | null): number | null =>
  resources === null ? null : resources.ports.reduce((sum, { from, to }) => sum + to - from + 1, 0)
