import type { BrokerId } from '../../../../../shared/domain/ids.ts'
import { AppError } from '../../../../../shared/errors/error.ts'
import { abortable } from '../cluster.ts'
import type { Context } from './context.ts'

/** For a question that every broker answers alike. Fails with `kafka.noBroker`. */
export async function anyBroker({ cluster, topology }: Context, signal: AbortSignal): Promise<BrokerId> {
  // Asked before anything else was, nobody is known yet.
  if (cluster.ids().length === 0) await abortable(topology.refresh(), signal)
  const [broker] = cluster.ids()
  if (broker === undefined) throw new AppError('kafka.noBroker', { tried: [] })
  return broker
}
