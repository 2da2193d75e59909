import type { Impact } from '../../../../shared/contract/changes.ts'
import { dataDirectory } from '../../../../shared/domain/scheduler/data-directory.ts'
import type { SchedulerBroker } from '../../../../shared/domain/scheduler/model.ts'
import { byTopic, ifBrokersStop, numbersInWords, stopVerdict, type StopEffect } from '../../../../shared/domain/what-if/stop-brokers.ts'
import { AppError } from '../../../../shared/errors/error.ts'
import type { ChangeLevel, Verdict } from '../../../../shared/contract/changes.ts'
import type { BrokerWorld } from './world.ts'

/** What stopping brokers does to the cluster, judged on what Kafka says now. */
export interface StopImpact {
  /** Null: Kafka was not read, so nothing is known. */
  readonly effect: StopEffect | null
  readonly impact: readonly Impact[]
  readonly verdict: Verdict | null
  readonly level: ChangeLevel
  readonly asOf: number
  readonly worseWhenMore: Readonly<Record<string, number>>
}

const MOST_LINES = 150

export async function stopImpact(targets: readonly SchedulerBroker[], world: BrokerWorld, signal: AbortSignal): Promise<StopImpact> {
  const running = targets.filter(({ task }) => task !== null)
  const sandbox = running.filter((broker) => dataDirectory(broker).kind === 'sandbox')
  const lost = sandbox.map((broker): Impact => ({
    severity: 'bad',
    text: `The data of broker ${broker.id} lies in the sandbox of its task: it is lost, and copied anew from other replicas where there are any.`,
    path: `/brokers/${broker.id}`,
  }))
  const picture = await read(world, signal)
  if (!('effectOf' in picture)) {
    const text = `Kafka could not be read (${picture.why}): which partitions suffer is not known.`
    const impact: Impact[] = [...lost, { severity: 'bad', text, path: null }]
    return { effect: null, impact, verdict: null, level: running.length === 0 ? 'C2' : 'C3', asOf: world.clock.wall(), worseWhenMore: {} }
  }
  const effect = picture.effectOf(new Set(running.map(({ id }) => id)))
  const verdict = sandbox.length > 0 ? 'breaks' : stopVerdict(effect)
  return {
    effect,
    impact: [...lost, ...linesOf(effect)],
    verdict,
    level: effect.offline.length > 0 || sandbox.length > 0 ? 'C3' : 'C2',
    asOf: picture.asOf,
    worseWhenMore: {
      'Partitions that go offline': effect.offline.length,
      'Partitions that go under min ISR': effect.underMinIsr.length,
      'Partitions that are offline already': effect.before.offline,
    },
  }
}

type Read = { readonly asOf: number; readonly effectOf: (stopped: ReadonlySet<number>) => StopEffect } | { readonly why: string }

async function read({ kafka }: BrokerWorld, signal: AbortSignal): Promise<Read> {
  if (kafka === null) return { why: 'it is not connected' }
  try {
    const { asOf, partitions, minIsr, alive, groups } = await kafka(signal)
    return {
      asOf,
      effectOf: (stopped) => ifBrokersStop({ stopped, partitions, minIsr: (topic) => minIsr.get(topic) ?? null, alive, groups }),
    }
  } catch (error) {
    if (error instanceof AppError) return { why: error.code }
    throw error
  }
}

/** Worst first: every partition is named, topic by topic. */
export function linesOf(effect: StopEffect): readonly Impact[] {
  const { offline, underMinIsr, leaders, groups, minIsrUnknown, lessReplicated } = effect
  const path = (topic: string): string => `/topics/${encodeURIComponent(topic)}?tab=partitions`
  const numbers = (list: readonly { readonly partition: number }[]): string => numbersInWords(list.map(({ partition }) => partition))
  const partitionsOf = (list: readonly unknown[]): string => (list.length === 1 ? 'partition' : 'partitions')
  const lines: Impact[] = []
  for (const [topic, list] of byTopic(offline)) {
    const goes = list.length === 1 ? 'goes' : 'go'
    lines.push({ severity: 'bad', text: `${topic}: ${partitionsOf(list)} ${numbers(list)} ${goes} offline.`, path: path(topic) })
  }
  for (const [topic, list] of byTopic(underMinIsr)) {
    const goes = list.length === 1 ? 'goes' : 'go'
    const needed = list[0]?.needed ?? 0
    const text = `${topic}: ${partitionsOf(list)} ${numbers(list)} ${goes} under min ISR (${needed} needed): writers with acks=all are refused.`
    lines.push({ severity: 'bad', text, path: path(topic) })
  }
  if (minIsrUnknown.length > 0) {
    const named = minIsrUnknown.slice(0, 20).join(', ')
    lines.push({ severity: 'warn', text: `How many replicas must be in sync could not be read of: ${named}.`, path: null })
  }
  const shown = lines.slice(0, MOST_LINES)
  if (lines.length > shown.length) shown.push({ severity: 'bad', text: `And ${lines.length - shown.length} more topics.`, path: '/topics' })
  return [...shown, ...leaderLines(leaders), ...smallLines(lessReplicated, groups)]
}

function leaderLines(leaders: StopEffect['leaders']): readonly Impact[] {
  const targets = [...new Set(leaders.map(({ to }) => to))].toSorted((a, b) => a - b)
  return targets.map((to) => {
    const moving = leaders.filter((each) => each.to === to)
    const names = [...byTopic(moving)].map(([topic, list]) => `${topic} ${numbersInWords(list.map(({ partition }) => partition))}`)
    const count = moving.length === 1 ? '1 leader moves' : `${moving.length} leaders move`
    return { severity: 'info' as const, text: `${count} to broker ${to}: ${names.join('; ')}.`, path: `/brokers/${to}` }
  })
}

function smallLines(lessReplicated: number, groups: readonly string[]): readonly Impact[] {
  const lines: Impact[] = []
  if (lessReplicated > 0)
    lines.push({ severity: 'info', text: `${lessReplicated} partitions have a replica less in sync until it is back.`, path: '/topics' })
  if (groups.length > 0) {
    const named = groups.slice(0, 20).join(', ')
    const more = groups.length > 20 ? ` and ${groups.length - 20} more` : ''
    lines.push({ severity: 'info', text: `The coordinator of ${named}${more} moves: members rejoin.`, path: '/groups' })
  }
  return lines
}
