import type { SchedulerBroker } from '../../../../shared/domain/scheduler/model.ts'
import { brokerPhase, phaseWords } from '../../../../shared/domain/scheduler/phase.ts'
import { shellQuote } from '../../clients/kafka/shell-quote.ts'
import type { Verified } from '../command.ts'
import type { BrokerWorld } from './world.ts'

/** The same by the scheduler's own tool (D-16). */
export const toolCommand = (...words: readonly string[]): string => ['./kafka-mesos.sh', 'broker', ...words].map(shellQuote).join(' ')

export const stateOf = (broker: SchedulerBroker, world: BrokerWorld): string =>
  phaseWords(brokerPhase(broker, world.clock.wall()), world.clock.wall())

/** What of these brokers is not as wanted yet, in words; all of it: yes. */
export async function verifyEach(
  ids: readonly number[],
  world: BrokerWorld,
  signal: AbortSignal,
  wanted: (broker: SchedulerBroker | undefined) => boolean,
): Promise<Verified> {
  const byId = new Map((await world.scheduler.list(signal)).map((broker) => [broker.id, broker]))
  const not = ids.filter((id) => !wanted(byId.get(id)))
  if (not.length === 0) return { is: 'yes' }
  const told = not.map((id) => {
    const broker = byId.get(id)
    return `Broker ${id}: ${broker === undefined ? 'not there' : stateOf(broker, world)}.`
  })
  return { is: 'not yet', note: told.join(' ') }
}
