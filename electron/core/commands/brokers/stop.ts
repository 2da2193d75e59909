import type { Impact } from '../../../../shared/contract/changes.ts'
import type { SchedulerBroker } from '../../../../shared/domain/scheduler/model.ts'
import { AppError } from '../../../../shared/errors/error.ts'
import type { CommandDefinition, Verified } from '../command.ts'
import { sentToEach } from './outcomes.ts'
import { stopImpact } from './stop-impact.ts'
import { brokersInWords, idText, knownBrokers, phraseFor } from './targets.ts'
import { stateOf, toolCommand, verifyEach } from './words.ts'
import type { BrokerWorld } from './world.ts'

const NAME = 'lifecycle.stop'
/** A clean shutdown hands its leaders over first. */
const STOP_MS = 120_000

export interface StopInput {
  readonly brokers: string
  readonly force: boolean
}

export interface ExactStop {
  readonly ids: readonly number[]
  readonly force: boolean
}

/** Sent without waiting, then followed: the scheduler would hold the request open for each broker in turn. */
export const stopBrokers: CommandDefinition<StopInput, BrokerWorld, ExactStop> = {
  name: NAME,
  level: 'C2',
  verifyFor: STOP_MS,
  async plan({ brokers, force }, world, signal) {
    const targets = knownBrokers(NAME, brokers, await world.scheduler.list(signal))
    refuseStopped(targets, world)
    if (force) refuseForce(world)
    const ids = targets.map(({ id }) => id)
    const { impact, verdict, level, asOf, worseWhenMore } = await stopImpact(targets, world, signal)
    return {
      object: brokersInWords(ids),
      phrase: phraseFor(ids),
      level: force ? 'C3' : level,
      title: `${force ? 'Stop by force' : 'Stop'} ${brokersInWords(ids)}`,
      sentence: force
        ? 'The process is ended at once: Kafka is not shut down cleanly, and checks its logs when it starts again.'
        : 'The scheduler ends the task; Kafka hands its leaders over first. It stays stopped until it is started.',
      changes: targets.map((broker) => ({ what: `broker ${broker.id}`, before: placeOf(broker), after: 'stopped' })),
      impact: [...early(targets, world), ...(force ? [unclean] : []), ...impact],
      verdict,
      asOf,
      wayBack: wayBack(targets),
      equivalent: toolCommand('stop', idText(ids), '--timeout', '0s', ...(force ? ['--force'] : [])),
      via: 'scheduler',
      requests: ids.map((id) => `POST /api/broker/stop broker=${id} timeout=0s${force ? ' force=true' : ''}`),
      worseWhenMore,
      exact: { ids, force },
    }
  },
  send: ({ ids, force }, { scheduler }, signal, journal, permit) =>
    sentToEach({ ids, doing: (id) => `Stopping broker ${id}`, journal, permit }, (id) => scheduler.changes.stop([id], { force }, signal)),
  verify: ({ ids }, world, signal) => hasStopped(ids, world, signal),
  undo: ({ exact }) => ({ command: 'lifecycle.start', input: { brokers: exact.ids.join(',') } }),
}

/** A stop that came too early leaves it running without being wanted (0.10.1): another stop helps then. */
export async function hasStopped(ids: readonly number[], world: BrokerWorld, signal: AbortSignal): Promise<Verified> {
  const found = await verifyEach(ids, world, signal, (broker) => broker !== undefined && !broker.active && broker.task === null)
  if (found.is !== 'not yet') return found
  const list = await world.scheduler.list(signal)
  const up = list.filter((broker) => ids.includes(broker.id) && !broker.active && broker.task?.state === 'running').map(({ id }) => id)
  return up.length === 0
    ? found
    : { is: 'not yet', note: `${found.note ?? ''} Stop ${brokersInWords(up)} again: the first stop came before it ran.` }
}

const unclean: Impact = { severity: 'bad', text: 'Kafka is not shut down cleanly: leaders are not handed over.', path: null }

const placeOf = (broker: SchedulerBroker): string =>
  broker.task === null
    ? 'active, without a task'
    : `${broker.task.state ?? 'in an unknown state'} on ${broker.task.hostname ?? 'an unknown host'}`

function refuseStopped(targets: readonly SchedulerBroker[], world: BrokerWorld): void {
  const stopped = targets.filter((broker) => !broker.active && broker.task === null).map(({ id }) => id)
  if (stopped.length === 0) return
  throw new AppError('lifecycle.notNow', {
    what: `Stopping ${brokersInWords(stopped)}`,
    why: targets.flatMap((broker) => (stopped.includes(broker.id) ? [`broker ${broker.id} is ${stateOf(broker, world)}`] : [])).join(', '),
    way: 'There is nothing to stop.',
  })
}

function refuseForce({ scheduler }: BrokerWorld): void {
  if (scheduler.can.forceStop.offered) return
  throw new AppError('lifecycle.notNow', {
    what: 'Stopping by force',
    why: `release line ${scheduler.release.line} takes the flag and does nothing with it`,
    way: 'Stop it without force. If it does not end, end its task where it runs.',
  })
}

function early(targets: readonly SchedulerBroker[], { scheduler }: BrokerWorld): readonly Impact[] {
  const lines: Impact[] = []
  if (scheduler.can.stopNeedsOffers)
    lines.push({
      severity: 'info',
      text: 'This release carries a stop out while it handles the next offers: it may take a moment.',
      path: null,
    })
  for (const broker of targets) {
    const { task } = broker
    if (!scheduler.can.earlyStopDeactivates || task === null || task.state === 'running' || task.state === 'stopping') continue
    const text = `Broker ${broker.id} does not run yet: this only takes away that it is wanted, and it may still come up. Then stop it again.`
    lines.push({ severity: 'warn', text, path: `/brokers/${broker.id}` })
  }
  return lines
}

function wayBack(targets: readonly SchedulerBroker[]): string {
  const hosts = [...new Set(targets.flatMap(({ task }) => task?.hostname ?? []))]
  return hosts.length === 0
    ? 'Start them again.'
    : `Start again: for the sticky period only ${hosts.join(', ')} is taken, where its data lies.`
}
