import type { RunRecord, RunThrottle } from '../../../../shared/contract/reassignment-run.ts'
import { THROTTLE_RATES } from '../../../../shared/domain/reassignment/throttle.ts'
import type { CommandDefinition, PlanDraft } from '../command.ts'
import { needs } from '../kafka/live-cluster.ts'
import { nothingDone, sentOf } from '../kafka/sent.ts'
import { badInput } from '../refuse-input.ts'
import { ownValue, rateItems, resourcesFor, resourcesOf, settingItems, throttleOf } from './throttle-configs.ts'
import { inWords } from './warnings.ts'
import type { ReassignWorld } from './world.ts'

const NAME = 'reassignments.throttle'

interface Input {
  readonly throttle: number
}

function openRun({ runs, cluster }: ReassignWorld): RunRecord {
  const run = runs.open(cluster)
  if (run === null) throw badInput(NAME, [{ path: 'throttle', message: 'No reassignment of Samsa goes on.' }])
  return run
}

/** Another speed for what moves now; also the first one, where it began at full speed. */
export const setThrottle: CommandDefinition<Input, ReassignWorld> = {
  name: NAME,
  level: 'C1',
  async plan({ throttle }, world, signal): Promise<PlanDraft<Input>> {
    needs(world, 'reassign', 'The throttle of a reassignment')
    const run = openRun(world)
    const { at } = await world.client.listReassignments(signal)
    const now = run.throttle?.rates.at(-1) ?? null
    if (now === throttle) throw badInput(NAME, [{ path: 'throttle', message: 'It is so already.' }])
    return {
      object: 'the throttle',
      title: `Copy at ${inWords(throttle)}/s`,
      sentence: 'For each broker that sends or receives. It goes by itself when the reassignment is over.',
      changes: [{ what: 'throttle of the brokers', before: now === null ? null : `${inWords(now)}/s`, after: `${inWords(throttle)}/s` }],
      impact: [],
      verdict: 'safe',
      asOf: at,
      wayBack: 'Set the old one again.',
      equivalent: null,
      via: 'kafka',
      requests: rateItems(run.throttle ?? throttleOf(run.moves, throttle, [])).map(
        ({ resource }) => `IncrementalAlterConfigs broker ${resource.name}`,
      ),
      ...(now === null ? {} : { before: { throttle: now } }),
    }
  },
  async send({ throttle: rate }, world, signal, _journal, permit) {
    const { client, runs, cluster } = world
    const run = openRun(world)
    const known = run.throttle
    const throttle: RunThrottle =
      known === null
        ? throttleOf(run.moves, rate, await client.describeConfigs(resourcesFor(run.moves), signal))
        : { ...known, rates: [...known.rates, rate] }
    await runs.put({ ...run, throttle })
    const items = known === null ? settingItems(throttle) : rateItems(throttle)
    const results = await client.changes(permit).alterConfigs(items, signal)
    // The old rate holds, and is what is shown.
    const still = runs.open(cluster)
    if (still !== null && nothingDone(results)) await runs.put({ ...still, throttle: known })
    return sentOf(results, ({ resource }) => `${resource.kind} ${resource.name}`)
  },
  async verify({ throttle }, { client, runs, cluster }, signal) {
    const run = runs.open(cluster)
    if (run === null || run.throttle === null) return { is: 'yes', note: 'It is over meanwhile.' }
    const brokers = resourcesOf(run.throttle).filter((r) => r.kind === 'broker')
    const readings = await client.describeConfigs(brokers, signal)
    const not = readings.filter((r) => THROTTLE_RATES.some((key) => ownValue(r, key) !== String(throttle)))
    return not.length === 0
      ? { is: 'yes' }
      : { is: 'not yet', note: `Broker ${not.map((r) => r.resource.name).join(', ')} has another rate.` }
  },
  undo: ({ before }) => (before === null ? null : { command: NAME, input: before }),
}
