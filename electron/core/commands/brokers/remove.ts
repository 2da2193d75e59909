import type { PlanChange } from '../../../../shared/contract/changes.ts'
import type { SchedulerBroker } from '../../../../shared/domain/scheduler/model.ts'
import { byTopic, numbersInWords, replicasOn } from '../../../../shared/domain/what-if/stop-brokers.ts'
import { AppError } from '../../../../shared/errors/error.ts'
import type { CommandDefinition } from '../command.ts'
import { sentToEach } from './outcomes.ts'
import { differenceOf, settingsOfBroker, toInput } from './settings.ts'
import { brokersInWords, idText, knownBrokers, phraseFor } from './targets.ts'
import type { TheseExact, TheseInput } from './start.ts'
import { stateOf, toolCommand, verifyEach } from './words.ts'
import type { BrokerWorld } from './world.ts'

const NAME = 'lifecycle.remove'

/** Forgets brokers. The scheduler itself checks only that they are not active, and would leave a task or replicas without an owner. */
export const removeBrokers: CommandDefinition<TheseInput, BrokerWorld, TheseExact> = {
  name: NAME,
  level: 'C3',
  async plan({ brokers }, world, signal) {
    const targets = knownBrokers(NAME, brokers, await world.scheduler.list(signal))
    const asOf = await refuseInUse(targets, world, signal)
    const ids = targets.map(({ id }) => id)
    const [only] = targets
    return {
      object: brokersInWords(ids),
      phrase: phraseFor(ids),
      title: `Remove ${brokersInWords(ids)}`,
      sentence: 'The scheduler forgets them with all their settings. Data that lies in an absolute directory of an agent stays there.',
      changes: targets.flatMap((broker) => [
        { what: `broker ${broker.id}`, before: stateOf(broker, world), after: null },
        ...lostSettings(broker, targets.length > 1),
      ]),
      impact: [{ severity: 'info', text: 'No replica list names them, and they have no task.', path: null }],
      verdict: 'safe',
      asOf,
      wayBack: 'Add them again with the same settings, which the audit entry keeps; their sticky host is forgotten.',
      equivalent: toolCommand('remove', idText(ids)),
      via: 'scheduler',
      requests: ids.map((id) => `POST /api/broker/remove broker=${id}`),
      exact: { ids },
      // Of several, each has its own settings: adding them again is one act each.
      before: only === undefined || targets.length > 1 ? null : toInput(settingsOfBroker(only)),
    }
  },
  send: ({ ids }, { scheduler }, signal, journal, permit) =>
    sentToEach({ ids, doing: (id) => `Removing broker ${id}`, journal, permit }, (id) => scheduler.changes.remove([id], signal)),
  verify: ({ ids }, world, signal) => verifyEach(ids, world, signal, (broker) => broker === undefined),
  undo: ({ exact, before }) =>
    before === null ? null : { command: 'lifecycle.add', input: { brokers: exact.ids.join(','), settings: before } },
}

/** What is forgotten with it: the entry in the log is where it can be read afterwards. */
const lostSettings = (broker: SchedulerBroker, several: boolean): readonly PlanChange[] =>
  differenceOf(settingsOfBroker(broker), null).map(({ what, after }) => ({
    what: several ? `broker ${broker.id}: ${what}` : what,
    before: after,
    after: null,
  }))

/** Answers the moment of the state that it was judged by. */
async function refuseInUse(targets: readonly SchedulerBroker[], world: BrokerWorld, signal: AbortSignal): Promise<number> {
  const busy = targets.filter((broker) => broker.active || broker.task !== null)
  const refuse = (ids: readonly number[], why: string, way: string): AppError =>
    new AppError('lifecycle.notNow', { what: `Removing ${brokersInWords(ids)}`, why, way })
  if (busy.length > 0) {
    const why = busy.map((broker) => `broker ${broker.id} is ${stateOf(broker, world)}`).join(', ')
    throw refuse(
      busy.map(({ id }) => id),
      why,
      'Stop it first, and wait until its task has ended.',
    )
  }
  // A broker that never ran holds nothing, whatever can be read of Kafka.
  const ran = targets.filter(({ stickiness, failover }) => stickiness.hostname !== null || failover.failures > 0)
  if (ran.length === 0) return world.clock.wall()
  const ids = ran.map(({ id }) => id)
  if (world.kafka === null)
    throw refuse(ids, 'Kafka is not connected, so nobody can tell whether replica lists name it', 'Connect Kafka first.')
  const { asOf, partitions } = await world.kafka(signal)
  const held = ran.flatMap(({ id }) => {
    const replicas = replicasOn(id, partitions)
    return replicas.length === 0 ? [] : [{ id, replicas }]
  })
  if (held.length === 0) return asOf
  const told = held.map(({ id, replicas }) => {
    const named = [...byTopic(replicas)].map(([topic, list]) => `${topic} ${numbersInWords(list.map(({ partition }) => partition))}`)
    const shown = named.length > 10 ? [...named.slice(0, 10), `and ${named.length - 10} more topics`] : named
    return `broker ${id} holds ${replicas.length} ${replicas.length === 1 ? 'replica' : 'replicas'} (${shown.join('; ')})`
  })
  const way = 'Move its replicas to other brokers first (reassignment “empty a broker”).'
  throw refuse(
    held.map(({ id }) => id),
    told.join(', '),
    way,
  )
}
