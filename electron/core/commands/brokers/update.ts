import type { Impact } from '../../../../shared/contract/changes.ts'
import type { BrokerSettingsInput } from '../../../../shared/contract/lifecycle.ts'
import { dataDirectory } from '../../../../shared/domain/scheduler/data-directory.ts'
import { printMapText } from '../../../../shared/domain/scheduler/map-text.ts'
import type { SchedulerBroker } from '../../../../shared/domain/scheduler/model.ts'
import type { BrokerSettings } from '../../../../shared/domain/scheduler/settings.ts'
import { ignoredSettings } from '../../../../shared/domain/scheduler/compare.ts'
import { AppError } from '../../../../shared/errors/error.ts'
import type { Json } from '../../lib/envelope.ts'
import type { CommandDefinition } from '../command.ts'
import { badInput } from '../refuse-input.ts'
import { sentToEach } from './outcomes.ts'
import { checkFor, differenceOf, fromExact, reverseInput, toExact, toolOptions, type ExactSettings } from './settings.ts'
import { brokersInWords, knownBrokers, phraseFor } from './targets.ts'
import { toolCommand } from './words.ts'
import type { BrokerWorld } from './world.ts'

const NAME = 'lifecycle.update'

export interface UpdateInput {
  readonly brokers: string
  readonly settings: BrokerSettingsInput
}

export interface ExactUpdate {
  readonly items: readonly { readonly id: number; readonly settings: ExactSettings }[]
}

/** Changes settings. The scheduler replaces maps as a whole, so each broker is sent its own merged ones. */
export const updateBrokers: CommandDefinition<UpdateInput, BrokerWorld, ExactUpdate> = {
  name: NAME,
  level: 'C2',
  async plan({ brokers, settings }, world, signal) {
    const known = await world.scheduler.list(signal)
    const targets = knownBrokers(NAME, brokers, known)
    refuseActive(targets, world)
    const each = targets.map((broker) => ({ broker, settings: checkFor(NAME, settings, broker, world.scheduler.can) }))
    const ids = targets.map(({ id }) => id)
    const prefix = (id: number): string => (ids.length === 1 ? '' : `broker ${id}: `)
    const changes = each.flatMap(({ broker, settings: next }) => differenceOf(next, broker, prefix(broker.id)))
    if (changes.length === 0) throw badInput(NAME, [{ path: 'settings', message: 'All of it is so already.' }])
    const [first] = each
    return {
      object: brokersInWords(ids),
      phrase: phraseFor(ids),
      title: `Change ${brokersInWords(ids)}`,
      sentence: 'The scheduler keeps the new settings. A broker that runs takes them over at its next start.',
      changes,
      impact: each.flatMap(({ broker, settings: next }) => effects(broker, next, world)),
      verdict: 'safe',
      asOf: world.clock.wall(),
      wayBack: 'Undo brings back the values that stand there now.',
      equivalent: each.map(({ broker, settings: next }) => toolCommand('update', String(broker.id), ...toolOptions(next))).join('\n'),
      via: 'scheduler',
      requests: each.map(({ broker, settings: next }) => `POST /api/broker/update broker=${broker.id} ${Object.keys(next).join(' ')}`),
      exact: { items: each.map(({ broker, settings: next }) => ({ id: broker.id, settings: toExact(next) })) },
      // Of several, each may have had other values: taking back is for one.
      before: ids.length === 1 && first !== undefined ? jsonOf(reverseInput(first.settings, first.broker)) : null,
    }
  },
  send({ items }, { scheduler }, signal, journal, permit) {
    const byId = new Map(items.map((item) => [item.id, item.settings]))
    const needs = { ids: items.map(({ id }) => id), doing: (id: number) => `Changing broker ${id}`, journal, permit }
    return sentToEach(needs, (id) => scheduler.changes.update([id], fromExact(byId.get(id) ?? { plain: {} }), signal))
  },
  async verify({ items }, world, signal) {
    const known = new Map((await world.scheduler.list(signal)).map((broker) => [broker.id, broker]))
    const ignored = items.flatMap(({ id, settings }) => {
      const broker = known.get(id)
      return broker === undefined
        ? [`broker ${id} is gone`]
        : ignoredSettings(fromExact(settings), broker).map((name) => `broker ${id}: ${name}`)
    })
    // What the scheduler stored is what it answers at once: another value later is somebody else's.
    return ignored.length === 0 ? { is: 'yes' } : { is: 'no', note: `Not as asked for: ${ignored.join(', ')}.` }
  },
  undo: ({ exact, before }) => {
    const [only] = exact.items
    if (only === undefined || exact.items.length !== 1 || before === null) return null
    return { command: NAME, input: { brokers: String(only.id), settings: before } }
  },
}

/** `undefined` is left out, as JSON does. */
const jsonOf = (input: BrokerSettingsInput): Json =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as Json

function refuseActive(targets: readonly SchedulerBroker[], { scheduler }: BrokerWorld): void {
  const active = targets.filter((broker) => broker.active || broker.task !== null).map(({ id }) => id)
  if (scheduler.can.updateActive.offered || active.length === 0) return
  throw new AppError('lifecycle.notNow', {
    what: `Changing ${brokersInWords(active)}`,
    why: 'this release changes inactive brokers only',
    way: 'Stop it first, then change it, then start it again.',
  })
}

function effects(broker: SchedulerBroker, next: BrokerSettings, { scheduler }: BrokerWorld): readonly Impact[] {
  const found: Impact[] = []
  const path = `/brokers/${broker.id}`
  if (broker.task !== null) found.push({ severity: 'warn', text: `Broker ${broker.id} needs a restart before it follows.`, path })
  else if (broker.active && scheduler.can.lookAtOffers.offered)
    found.push({ severity: 'info', text: `Broker ${broker.id} waits for an offer: press “Look at offers now” after this.`, path })
  const before = dataDirectory(broker)
  const options = next.options === undefined ? broker.options : printMapText(next.options)
  const after = dataDirectory({ id: broker.id, volume: next.volume === undefined ? broker.volume : next.volume, options })
  if (before.path !== after.path || before.kind !== after.kind)
    found.push({
      severity: 'bad',
      text: `Broker ${broker.id} looks for its data elsewhere (${after.kind}: ${after.path}) and starts empty there; what lies at ${before.path} stays behind.`,
      path,
    })
  return found
}
