import type { SamsaContract } from '../../../shared/contract/index.ts'
import type { Handlers } from '../../../shared/rpc/define.ts'
import { needs } from '../commands/kafka/live-cluster.ts'
import type { Runner } from '../commands/runner.ts'
import { createAcls, deleteAcls } from '../commands/security/acls.ts'
import type { QuotaWorld } from '../commands/security/quota-world.ts'
import { alterQuotas, readQuotas } from '../commands/security/quotas.ts'
import { readScramUsers, removeScram, setScram } from '../commands/security/scram.ts'
import type { KafkaWorlds } from './kafka-worlds.ts'

/** `schedulerOf`: what a cluster's scheduler knows of quotas; null: it has none. */
export const securityHandlers = (
  runner: Runner,
  worlds: KafkaWorlds,
  schedulerOf: (cluster: string) => QuotaWorld['quotaScheduler'],
): Handlers<SamsaContract>['security'] => ({
  async acls({ cluster }, { signal }) {
    const world = worlds(cluster)
    needs(world, 'acls', 'Access control lists')
    const { at, authorizer, acls, unknown } = await world.client.readAcls(signal)
    return { asOf: at, authorizer, acls: [...acls], unknown }
  },
  createAcls: runner.change(createAcls, worlds),
  deleteAcls: runner.change(deleteAcls, worlds),
  async quotas({ cluster }, { signal }) {
    const { at, quotas, unknown, scheduler } = await readQuotas({ ...worlds(cluster), quotaScheduler: schedulerOf(cluster) }, signal)
    const rows = quotas.map(({ entity, values }) => ({ entity, values: [...values] }))
    return { asOf: at, quotas: rows, unknown, via: scheduler === null ? 'kafka' : 'scheduler' }
  },
  alterQuotas: runner.change(alterQuotas, (cluster) => ({ ...worlds(cluster), quotaScheduler: schedulerOf(cluster) })),
  async scram({ cluster }, { signal }) {
    const { at, credentials, unknown } = await readScramUsers(worlds(cluster), signal)
    return { asOf: at, credentials: [...credentials], unknown }
  },
  setScram: runner.change(setScram, worlds),
  removeScram: runner.change(removeScram, worlds),
})
