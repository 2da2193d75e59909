import type { DiscoveryHop, Found } from '../../../../shared/contract/discovery.ts'
import { isKafkaFramework, likelyFrameworks } from '../../../../shared/domain/joined/kafka-framework.ts'
import type { MesosFramework, MesosSnapshot } from '../../../../shared/domain/mesos.ts'
import { AppError } from '../../../../shared/errors/error.ts'
import { grouped } from '../../../../shared/domain/grouped.ts'
import type { MesosClient } from '../../clients/mesos/mesos-client.ts'
import { hop, skipped, type Context } from './hop.ts'

export interface FoundFramework {
  readonly framework: MesosFramework
  readonly snapshot: MesosSnapshot
}

const MOST_TRIED = 8

/** The leading master, and what it lists. */
export async function* leaderHop(context: Context, client: MesosClient): AsyncGenerator<DiscoveryHop, MesosSnapshot | null> {
  return yield* hop(context, { id: 'leader', kind: 'leader', label: 'Leading master', override: 'masters' }, async (signal) => {
    const { value, leader } = await client.summary(signal)
    const secure = context.found.masters[0]?.startsWith('https:') ?? false
    const base = context.found.masters.find((master) => master.includes(leader)) ?? `${secure ? 'https' : 'http'}://${leader}`
    context.found = { ...context.found, leader: base }
    const running = value.frameworks.filter(({ status }) => status !== 'removed').length
    return { value, ending: { detail: `${leader} leads; ${count(value.agents.length, 'agent')}, ${count(running, 'framework')}` } }
  })
}

/** The framework of the Kafka scheduler among those that are registered. */
export async function* frameworkHop(
  context: Context,
  client: MesosClient,
  summary: MesosSnapshot,
  chosen: string | null,
): AsyncGenerator<DiscoveryHop, FoundFramework | null> {
  return yield* hop(context, { id: 'framework', kind: 'framework', label: 'Framework', override: 'framework' }, async (signal) => {
    const likely = likelyFrameworks(summary.frameworks)
    const fitting: FoundFramework[] = []
    for (const framework of likely.slice(0, MOST_TRIED)) {
      if (chosen !== null && framework.id !== chosen) continue
      const { value: snapshot } = await client.framework(framework.id, signal)
      const full = snapshot.frameworks.find(({ id }) => id === framework.id) ?? framework
      if (chosen !== null || isKafkaFramework(snapshot.tasks, snapshot.executors)) fitting.push({ framework: full, snapshot })
    }
    // One that runs nothing yet can only be told by its name.
    const named = fitting.length === 0 ? likely.find(({ name }) => /kafka/i.test(name ?? '')) : undefined
    const value = fitting[0] ?? (named && { framework: named, snapshot: (await client.framework(named.id, signal)).value })
    if (value === undefined) throw new AppError('discovery.noFramework', { leader: context.found.leader ?? '', frameworks: likely.length })
    const { id, name } = value.framework
    context.found = { ...context.found, framework: { id, name: name ?? '' } }
    const tasks = value.snapshot.tasks.length
    if (fitting.length < 2) return { value, ending: { detail: `${name ?? id}, ${count(tasks, 'task')}` } }
    const choices = fitting.map((each) => ({
      field: 'framework' as const,
      value: each.framework.id.slice(0, 400),
      label: `${each.framework.name ?? each.framework.id} · ${count(each.snapshot.tasks.length, 'task')}`.slice(0, 400),
    }))
    const detail = `${fitting.length} frameworks look like a Kafka scheduler; ${name ?? id} was taken`
    return { value, ending: { state: 'warning' as const, detail, choices } }
  })
}

export const noMesosHops = (context: Context, why: string): DiscoveryHop[] => [
  skipped(context, { id: 'leader', kind: 'leader', label: 'Leading master', override: 'masters' }, why),
  skipped(context, { id: 'framework', kind: 'framework', label: 'Framework', override: 'framework' }, why),
]

export const count = (n: number, what: string): string => `${grouped(n)} ${what}${n === 1 ? '' : 's'}`

export const withMasters = (found: Found, masters: readonly string[]): Found => ({
  ...found,
  masters: [...new Set([...found.masters, ...masters])].slice(0, 20),
})
