import { AppError } from '../../../../../shared/errors/error.ts'
import type { BrokerId } from '../../../../../shared/domain/ids.ts'
import { abortable } from '../cluster.ts'
import { findCoordinator } from '../codecs/find-coordinator.ts'
import { chunks, inParallel } from '../concurrency.ts'
import { errorName } from '../error-codes.ts'
import type { GroupAtCoordinator } from '../kafka-client.ts'
import { kafkaError } from '../translate.ts'
import { failureOf, type Context } from './context.ts'

const OFFSETS_TOPIC = '__consumer_offsets'
const COORDINATOR_NOT_AVAILABLE = 15
const BATCH = 500
const PIPELINED = 3

type Coordinators = Map<string, BrokerId | AppError>

/**
 * Who coordinates these groups. Asks any broker, and only when the offsets topic exists: asking makes a broker create it (E-05), and
 * without it no group can have committed anything.
 */
async function findCoordinators(groups: readonly string[], context: Context, signal: AbortSignal): Promise<Coordinators> {
  const { cluster, topology, grantee } = context
  const found: Coordinators = new Map()
  // Perhaps metadata was not read yet, or the topic is new.
  if (!topology.topic(OFFSETS_TOPIC)) await abortable(topology.refresh(), signal)
  const missing = (group: string): AppError =>
    new AppError('kafka.error', { code: COORDINATOR_NOT_AVAILABLE, name: errorName(COORDINATOR_NOT_AVAILABLE), what: `the group ${group}` })
  const [broker] = cluster.ids()
  if (!topology.topic(OFFSETS_TOPIC) || broker === undefined) return new Map(groups.map((group) => [group, missing(group)]))

  await cluster.channel(broker, 'interactive').catch(() => undefined)
  const many = (cluster.tableOf(broker)?.get(findCoordinator.key)?.max ?? 0) >= 4
  await inParallel(many ? chunks(groups, BATCH) : chunks(groups, 1), PIPELINED, async (keys) => {
    try {
      const { value } = await cluster.ask(broker, { api: findCoordinator, request: { keys }, lane: 'interactive' }, signal)
      for (const { key, error, nodeId } of value.coordinators) {
        const group = key ?? keys[0] ?? ''
        const failed = error !== 0 && kafkaError(error, `the group ${group}`, { kind: 'group', name: group }, 'Describe', grantee)
        found.set(group, failed || nodeId)
      }
    } catch (thrown) {
      const error = failureOf(thrown, signal)
      for (const key of keys) found.set(key, error)
    }
  })
  return found
}

/** Groups by the broker to ask. Those whose coordinator is not known are looked up; what cannot be found is reported. */
export async function byCoordinator<G extends GroupAtCoordinator>(
  groups: readonly G[],
  context: Context,
  signal: AbortSignal,
  failed: (group: G, error: AppError) => void,
): Promise<Map<BrokerId, G[]>> {
  const unknown = groups.filter((g) => g.coordinator === null)
  const found =
    unknown.length > 0
      ? await findCoordinators(
          unknown.map((g) => g.group),
          context,
          signal,
        )
      : new Map<string, never>()
  const sorted = new Map<BrokerId, G[]>()
  for (const group of groups) {
    const at = group.coordinator ?? found.get(group.group)
    if (typeof at !== 'number') {
      failed(group, at ?? new AppError('core.unexpected', { where: 'FindCoordinator' }))
      continue
    }
    const list = sorted.get(at)
    if (list) list.push(group)
    else sorted.set(at, [group])
  }
  return sorted
}
