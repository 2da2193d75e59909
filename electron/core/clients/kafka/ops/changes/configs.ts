import { AppError } from '../../../../../../shared/errors/error.ts'
import type { BrokerId } from '../../../../../../shared/domain/ids.ts'
import {
  alterConfigs as alterConfigsApi,
  CONFIG_OPERATIONS,
  incrementalAlterConfigs,
  type AlterConfigsResponse,
} from '../../codecs/alter-configs.ts'
import type { ConfigChange, ConfigChanges, ItemResults, Outcome } from '../../kafka-changes.ts'
import type { ConfigReading } from '../../kafka-client.ts'
import { describeConfigs, RESOURCE_TYPES } from '../configs.ts'
import type { Subject } from '../../translate.ts'
import { groupedBy } from './grouped.ts'
import { allAre, inOrder, itemResults, noAnswer, outcomeOf, sendChange, type ChangeContext } from './send-change.ts'

const what = ({ resource }: ConfigChanges): string => `change the configuration of ${resource.kind} ${resource.name}`

const subjectOf = ({ resource }: ConfigChanges): Subject =>
  resource.kind === 'topic' ? { kind: 'topic', name: resource.name } : { kind: 'cluster', name: '' }

function outcome(item: ConfigChanges, value: AlterConfigsResponse, context: ChangeContext): Outcome {
  const { kind, name } = item.resource
  const found = value.resources.find((r) => r.type === RESOURCE_TYPES[kind] && r.name === name)
  if (!found) return noAnswer(what(item))
  return outcomeOf(found.error, found.message, { what: what(item), subject: subjectOf(item), right: 'AlterConfigs' }, context)
}

/** What was set on this very resource, as opposed to what it inherits. */
const ownSource = (kind: ConfigChanges['resource']['kind']): string => (kind === 'topic' ? 'topic' : 'dynamicBroker')

const elements = (value: string | undefined): string[] => (value ?? '').split(',').filter((element) => element !== '')

/** The whole set that AlterConfigs must be sent, so that what is not changed stays. Throws when a value to keep cannot be read. */
export function mergedSet({ resource, changes }: ConfigChanges, { entries }: Pick<ConfigReading, 'entries'>): Map<string, string> {
  const changed = new Set(changes.map((c) => c.key))
  const own = entries.filter((e) => e.source === ownSource(resource.kind) || (e.source === 'unknown' && !e.readOnly))
  const hidden = own.filter((e) => e.value === null && !changed.has(e.name)).map((e) => e.name)
  if (hidden.length > 0) throw new AppError('kafka.hiddenConfigs', { resource: `${resource.kind} ${resource.name}`, keys: hidden })
  const merged = new Map(own.flatMap((e) => (e.value === null ? [] : [[e.name, e.value]])))
  const effective = new Map(entries.map((e) => [e.name, e.value ?? '']))
  for (const change of changes) apply(change, merged, effective)
  return merged
}

/** Elements are added to and taken from what applies now, inherited or not. */
function apply({ key, operation, value }: ConfigChange, to: Map<string, string>, effective: ReadonlyMap<string, string>): void {
  if (operation === 'delete' || value === null) to.delete(key)
  else if (operation === 'set') to.set(key, value)
  else {
    const rest = elements(to.get(key) ?? effective.get(key)).filter((element) => !elements(value).includes(element))
    to.set(key, [...rest, ...(operation === 'append' ? elements(value) : [])].join(','))
  }
}

async function replaceWhole(
  broker: BrokerId,
  items: readonly ConfigChanges[],
  context: ChangeContext,
  signal: AbortSignal,
): Promise<ItemResults<ConfigChanges>> {
  const readings = await describeConfigs(
    items.map(({ resource }) => ({ ...resource, keys: null })),
    context,
    signal,
  )
  const merged = items.map((item, i) => {
    const reading = readings[i]
    try {
      if (!reading || reading.error) throw reading?.error ?? new AppError('core.unexpected', { where: 'DescribeConfigs' })
      return { item, configs: mergedSet(item, reading), error: null }
    } catch (error) {
      if (error instanceof AppError) return { item, configs: null, error }
      throw error
    }
  })
  const ready = merged.flatMap(({ item, configs }) => (configs ? [{ item, configs }] : []))
  const failed = merged.flatMap(({ item, error }) => (error ? [{ item, outcome: { is: 'notSent', error } as const }] : []))
  if (ready.length === 0) return failed
  const resources = ready.map(({ item: { resource }, configs }) => ({
    type: RESOURCE_TYPES[resource.kind],
    name: resource.name,
    configs: [...configs].map(([name, value]) => ({ name, value })),
  }))
  const sent = await sendChange(broker, alterConfigsApi, { resources }, context, signal)
  const sentItems = ready.map((r) => r.item)
  return [...failed, ...itemResults(sentItems, sent, (item, value) => outcome(item, value, context))]
}

async function alterAt(
  broker: BrokerId,
  items: readonly ConfigChanges[],
  context: ChangeContext,
  signal: AbortSignal,
): Promise<ItemResults<ConfigChanges>> {
  const { cluster } = context
  await cluster.channel(broker, 'changes').catch(() => undefined)
  const table = cluster.tableOf(broker)
  if (table && !table.has(incrementalAlterConfigs.key)) return replaceWhole(broker, items, context, signal)
  const resources = items.map(({ resource, changes }) => ({
    type: RESOURCE_TYPES[resource.kind],
    name: resource.name,
    configs: changes.map((c) => ({ name: c.key, operation: CONFIG_OPERATIONS[c.operation], value: c.value })),
  }))
  const sent = await sendChange(broker, incrementalAlterConfigs, { resources }, context, signal)
  return itemResults(items, sent, (item, value) => outcome(item, value, context))
}

/** Topics to any broker, brokers each to itself, the cluster-wide default (broker with an empty name) to any. */
export async function alterConfigs(
  items: readonly ConfigChanges[],
  context: ChangeContext,
  signal: AbortSignal,
): Promise<ItemResults<ConfigChanges>> {
  const [any] = context.cluster.ids()
  if (any === undefined) return allAre(items, { is: 'notSent', error: new AppError('kafka.noBroker', { tried: [] }) })
  const brokerOf = ({ resource }: ConfigChanges): BrokerId =>
    resource.kind === 'topic' || resource.name === '' ? any : Number(resource.name)
  const byBroker = groupedBy(items, brokerOf)
  const results: ItemResults<ConfigChanges>[] = []
  // One after the other: what the first broker says may be a reason to stop.
  for (const [broker, here] of byBroker) results.push(await alterAt(broker, here, context, signal))
  return inOrder(items, results.flat())
}
