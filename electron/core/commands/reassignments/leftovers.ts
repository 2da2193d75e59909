import type { Leftover } from '../../../../shared/contract/reassignments.ts'
import { THROTTLE_RATES, THROTTLED_FOLLOWERS, THROTTLED_LEADERS } from '../../../../shared/domain/reassignment/throttle.ts'
import type { MetadataReading } from '../../clients/kafka/kafka-client.ts'
import type { CommandDefinition, PlanDraft } from '../command.ts'
import { needs, placeable, plural } from '../kafka/live-cluster.ts'
import { sentOf } from '../kafka/sent.ts'
import { badInput } from '../refuse-input.ts'
import { ownValue, throttleResources } from './throttle-configs.ts'
import type { ReassignWorld } from './world.ts'

const NAME = 'reassignments.clearThrottles'

/** Throttle settings of the cluster, whoever made them; none while something moves, because then they are in use. */
export async function readLeftovers(
  world: ReassignWorld,
  signal: AbortSignal,
): Promise<{ readonly asOf: number; readonly leftovers: Leftover[] }> {
  const { client, runs, cluster } = world
  const { at, ongoing } = await client.listReassignments(signal)
  if (ongoing.length > 0 || runs.open(cluster) !== null) return { asOf: at, leftovers: [] }
  return { asOf: at, leftovers: await settings(world, await client.metadata(signal), signal) }
}

async function settings({ client }: ReassignWorld, metadata: MetadataReading, signal: AbortSignal): Promise<Leftover[]> {
  const brokers = placeable(metadata).map((b) => b.id)
  const topics = metadata.topics.filter((t) => t.error === 0).map((t) => t.name)
  const readings = await client.describeConfigs(throttleResources(brokers, topics), signal)
  return readings.flatMap((reading): Leftover[] => {
    const { kind, name } = reading.resource
    const keys = kind === 'broker' ? THROTTLE_RATES : [THROTTLED_LEADERS, THROTTLED_FOLLOWERS]
    return keys.flatMap((key) => {
      const value = ownValue(reading, key)
      return value === null ? [] : [{ kind, name, key, value }]
    })
  })
}

interface Exact {
  readonly leftovers: Leftover[]
}

/** Throttles that somebody forgot: they hold back every later copy, also that of a broker that comes back. */
export const clearThrottles: CommandDefinition<Record<string, never>, ReassignWorld, Exact> = {
  name: NAME,
  level: 'C1',
  verifyFor: 30_000,
  async plan(_input, world, signal): Promise<PlanDraft<Exact>> {
    needs(world, 'incrementalAlterConfigs', 'Removing throttles')
    const { asOf, leftovers } = await readLeftovers(world, signal)
    if (leftovers.length === 0) throw badInput(NAME, [{ path: '', message: 'No throttle is left, or something still moves.' }])
    return {
      object: 'forgotten throttles',
      title: `Remove ${plural(leftovers.length, 'setting')} of throttles`,
      sentence: 'Nothing is being reassigned, so they only hold back replicas that catch up.',
      changes: leftovers.map(({ kind, name, key, value }) => ({ what: `${kind} ${name} ${key}`, before: value, after: null })),
      impact: [],
      verdict: 'safe',
      asOf,
      wayBack: 'Set the values again; they are in the audit log.',
      equivalent: null,
      via: 'kafka',
      requests: leftovers.map(({ kind, name, key }) => `IncrementalAlterConfigs ${kind} ${name}: delete ${key}`),
      exact: { leftovers },
    }
  },
  async send({ leftovers }, world, signal, _journal, permit) {
    const named = new Map<string, { resource: { kind: 'broker' | 'topic'; name: string }; keys: string[] }>()
    for (const { kind, name, key } of leftovers) {
      const item = named.get(`${kind} ${name}`) ?? { resource: { kind, name }, keys: [] }
      named.set(`${kind} ${name}`, item)
      item.keys.push(key)
    }
    const items = [...named.values()].map(({ resource, keys }) => ({
      resource,
      changes: keys.map((key) => ({ key, operation: 'delete' as const, value: null })),
    }))
    return sentOf(await world.client.changes(permit).alterConfigs(items, signal), ({ resource }) => `${resource.kind} ${resource.name}`)
  },
  async verify({ leftovers }, { client }, signal) {
    const brokers = new Set(leftovers.filter((l) => l.kind === 'broker').map((l) => Number(l.name)))
    const topics = new Set(leftovers.filter((l) => l.kind === 'topic').map((l) => l.name))
    const readings = await client.describeConfigs(throttleResources([...brokers], [...topics]), signal)
    const left = leftovers.filter(({ kind, name, key }) =>
      readings.some((r) => r.resource.kind === kind && r.resource.name === name && ownValue(r, key) !== null),
    )
    return left.length === 0 ? { is: 'yes' } : { is: 'not yet', note: `${plural(left.length, 'setting')} still there.` }
  },
}
