import type { BrokerSettingsInput } from '../../../../shared/contract/lifecycle.ts'
import type { PlanChange } from '../../../../shared/contract/changes.ts'
import { dataDirectory } from '../../../../shared/domain/scheduler/data-directory.ts'
import { printMapText } from '../../../../shared/domain/scheduler/map-text.ts'
import { settingsForm, type BrokerSettings } from '../../../../shared/domain/scheduler/settings.ts'
import type { CommandDefinition, PlanDraft } from '../command.ts'
import { placementImpact } from './placement.ts'
import { sentOnce } from './outcomes.ts'
import { checkFor, differenceOf, fromExact, toExact, toolOptions, type ExactSettings } from './settings.ts'
import { brokersInWords, idText, newIds, phraseFor } from './targets.ts'
import { toolCommand, verifyEach } from './words.ts'
import type { BrokerWorld } from './world.ts'

export interface AddInput {
  readonly brokers: string
  readonly settings: BrokerSettingsInput
}

export interface ExactAdd {
  readonly ids: readonly number[]
  readonly settings: ExactSettings
}

/** Notes new brokers at the scheduler. Nothing starts by that. */
export const addBrokers: CommandDefinition<AddInput, BrokerWorld, ExactAdd> = {
  name: 'lifecycle.add',
  level: 'C1',
  async plan({ brokers, settings }, world, signal) {
    const known = await world.scheduler.list(signal)
    const ids = newIds('lifecycle.add', brokers, known)
    const checked = checkFor('lifecycle.add', settings, null, world.scheduler.can)
    return {
      ...(await newBrokers(ids, checked, world, signal)),
      sentence: `The scheduler notes ${brokersInWords(ids)}. Nothing starts: that is the next step.`,
      equivalent: toolCommand('add', idText(ids), ...toolOptions(checked)),
      requests: [`POST /api/broker/add broker=${ids.join(',')} ${Object.keys(settingsForm(checked)).join(' ')}`.trim()],
    }
  },
  async send({ ids, settings }, { scheduler }, signal) {
    const outcome = await scheduler.changes.add(ids, fromExact(settings), signal)
    return sentOnce(outcome, `${brokersInWords(ids)} noted`)
  },
  verify: ({ ids }, world, signal) => verifyEach(ids, world, signal, (broker) => broker !== undefined),
  undo: ({ exact }) => ({ command: 'lifecycle.remove', input: { brokers: exact.ids.join(',') } }),
}

/** What adding and cloning have in common. */
export async function newBrokers(
  ids: readonly number[],
  settings: BrokerSettings,
  world: BrokerWorld,
  signal: AbortSignal,
): Promise<Omit<PlanDraft<ExactAdd>, 'sentence' | 'equivalent' | 'requests'>> {
  const impact = await placementImpact(ids, settings, world, signal)
  const data = dataDirectory({ id: ids[0] ?? 0, volume: settings.volume ?? null, options: printMapText(settings.options ?? new Map()) })
  return {
    object: brokersInWords(ids),
    phrase: phraseFor(ids),
    title: `Add ${brokersInWords(ids)}`,
    changes: [...ids.map((id): PlanChange => ({ what: `broker ${id}`, before: null, after: 'stopped' })), ...differenceOf(settings, null)],
    impact: [
      ...(data.kind === 'sandbox'
        ? [
            {
              severity: 'warn' as const,
              text: 'Data will lie in the sandbox of the task and is lost when the broker stops: set log.dirs to an absolute path, or a volume.',
              path: null,
            },
          ]
        : []),
      ...impact,
    ],
    verdict: data.kind === 'sandbox' ? 'degrades' : 'safe',
    asOf: world.clock.wall(),
    wayBack: 'Remove them again: they hold nothing until they were started.',
    via: 'scheduler',
    exact: { ids, settings: toExact(settings) },
  }
}
