import type { Impact } from '../../../../shared/contract/changes.ts'
import { stickyHold } from '../../../../shared/domain/scheduler/countdown.ts'
import type { SchedulerBroker } from '../../../../shared/domain/scheduler/model.ts'
import { brokerPhase, timeLeft } from '../../../../shared/domain/scheduler/phase.ts'
import { AppError } from '../../../../shared/errors/error.ts'
import type { CommandDefinition, PlanDraft } from '../command.ts'
import { placementBroker, roomFor } from './placement.ts'
import { sentToEach } from './outcomes.ts'
import { settingsOfBroker } from './settings.ts'
import { brokersInWords, idText, knownBrokers, phraseFor } from './targets.ts'
import { stateOf, toolCommand, verifyEach } from './words.ts'
import type { BrokerWorld } from './world.ts'

export interface TheseInput {
  readonly brokers: string
}

export interface TheseExact {
  readonly ids: readonly number[]
}

/** From launch to a broker that serves; an offer may take far longer, and is then said to be waited for. */
const START_MS = 120_000

const runs = (broker: SchedulerBroker | undefined): boolean => broker?.active === true && broker.task?.state === 'running'

const send: CommandDefinition<TheseInput, BrokerWorld, TheseExact>['send'] = ({ ids }, { scheduler }, signal, journal, permit) =>
  sentToEach({ ids, doing: (id) => `Starting broker ${id}`, journal, permit }, (id) => scheduler.changes.start([id], signal))

export const startBrokers: CommandDefinition<TheseInput, BrokerWorld, TheseExact> = {
  name: 'lifecycle.start',
  level: 'C1',
  verifyFor: START_MS,
  async plan({ brokers }, world, signal) {
    const known = await world.scheduler.list(signal)
    const targets = knownBrokers('lifecycle.start', brokers, known)
    const active = targets.filter((broker) => broker.active)
    if (active.length > 0) throw notNow(active, world)
    const deactivated = targets.filter((broker) => broker.task !== null && broker.task.state === 'stopping')
    const ids = targets.map(({ id }) => id)
    return {
      ...drafted(targets, world, 'Start'),
      sentence:
        'The scheduler waits for an offer that fits and launches them. They are wanted from then on: it launches them anew if they fail.',
      impact: [
        ...deactivated.map(({ id }): Impact => ({
          severity: 'info',
          text: `Broker ${id} is still stopping: it is launched once it has ended.`,
          path: null,
        })),
        ...targets.flatMap((broker) => holdImpact(broker, world)),
        ...(await roomFor(
          targets.map((broker) => placementBroker(broker.id, settingsOfBroker(broker), broker)),
          known,
          world,
          signal,
        )),
      ],
      equivalent: toolCommand('start', idText(ids), '--timeout', '0s'),
    }
  },
  send,
  verify: ({ ids }, world, signal) => verifyEach(ids, world, signal, runs),
  undo: ({ exact }) => ({ command: 'lifecycle.stop', input: { brokers: exact.ids.join(','), force: false } }),
}

/** The 0.10 lines refuse an offer that does not fit for about an hour; starting a broker that waits makes them look at once. */
export const lookAtOffers: CommandDefinition<TheseInput, BrokerWorld, TheseExact> = {
  name: 'lifecycle.lookAtOffers',
  level: 'C1',
  verifyFor: 15_000,
  async plan({ brokers }, world, signal) {
    const { can, release } = world.scheduler
    if (!can.lookAtOffers.offered)
      throw new AppError('lifecycle.notNow', {
        what: 'Looking at offers now',
        why: `release line ${release.line} refuses an offer for 5 seconds only, so it looks all the time`,
        way: 'Wait for the next offer, or see on the placement panel why none fits.',
      })
    const known = await world.scheduler.list(signal)
    const targets = knownBrokers('lifecycle.lookAtOffers', brokers, known)
    const others = targets.filter((broker) => !broker.active || broker.task !== null)
    if (others.length > 0)
      throw new AppError('lifecycle.notNow', {
        what: `Looking at offers for ${brokersInWords(others.map(({ id }) => id))}`,
        why: others.map((broker) => `broker ${broker.id} is ${stateOf(broker, world)}`).join(', '),
        way: 'Only a broker that waits for an offer has a use for it.',
      })
    const ids = targets.map(({ id }) => id)
    const room = targets.map((broker) => placementBroker(broker.id, settingsOfBroker(broker), broker))
    return {
      ...drafted(targets, world, 'Look at offers for'),
      sentence: 'Refused offers are asked for again at once, and counters of failures are set back. Brokers that run are not touched.',
      changes: targets.map((broker) => ({
        what: `broker ${broker.id}`,
        before: stateOf(broker, world),
        after: 'offers are looked at now',
      })),
      impact: await roomFor(room, known, world, signal),
      equivalent: toolCommand('start', idText(ids), '--timeout', '0s'),
    }
  },
  send,
  async verify({ ids }, world, signal) {
    const found = await verifyEach(ids, world, signal, (broker) => broker?.active === true && broker.task !== null)
    // It was asked to look, and it did; whether anything fits is another matter.
    return found.is === 'yes' ? found : { is: 'not yet', note: `No offer was taken yet. ${found.note ?? ''}`.trim() }
  },
}

function drafted(
  targets: readonly SchedulerBroker[],
  world: BrokerWorld,
  act: string,
): Omit<PlanDraft<TheseExact>, 'sentence' | 'impact' | 'equivalent'> {
  const ids = targets.map(({ id }) => id)
  return {
    object: brokersInWords(ids),
    phrase: phraseFor(ids),
    title: `${act} ${brokersInWords(ids)}`,
    changes: targets.map((broker) => ({ what: `broker ${broker.id}`, before: steadyWords(broker, world), after: 'active' })),
    verdict: 'safe',
    asOf: world.clock.wall(),
    wayBack: 'Stop them again.',
    via: 'scheduler',
    requests: ids.map((id) => `POST /api/broker/start broker=${id} timeout=0s`),
    exact: { ids },
  }
}

/** Without countdowns: time that goes by is no difference between two plans. */
function steadyWords(broker: SchedulerBroker, world: BrokerWorld): string {
  return brokerPhase(broker, world.clock.wall()).kind === 'stopped' ? 'stopped' : broker.active ? 'active' : 'not active'
}

function holdImpact(broker: SchedulerBroker, { clock }: BrokerWorld): readonly Impact[] {
  const hold = stickyHold(broker, clock.wall())
  if (hold === null) return []
  const text = `Broker ${broker.id} goes back to ${hold.hostname}; other hosts are taken after ${timeLeft(hold.until - clock.wall())}.`
  return [{ severity: 'info', text, path: `/brokers/${broker.id}` }]
}

function notNow(active: readonly SchedulerBroker[], world: BrokerWorld): AppError {
  return new AppError('lifecycle.notNow', {
    what: `Starting ${brokersInWords(active.map(({ id }) => id))}`,
    why: active.map((broker) => `broker ${broker.id} is ${stateOf(broker, world)}`).join(', '),
    way: world.scheduler.can.lookAtOffers.offered
      ? 'If it waits for an offer: “Look at offers now”.'
      : 'If it waits for an offer, the placement panel tells why.',
  })
}
