import { settingsForm } from '../../../../shared/domain/scheduler/settings.ts'
import type { CommandDefinition } from '../command.ts'
import { badInput } from '../refuse-input.ts'
import { newBrokers, type ExactAdd } from './add.ts'
import { sentOnce } from './outcomes.ts'
import { fromExact, settingsOfBroker, toolOptions } from './settings.ts'
import { brokersInWords, idText, newIds } from './targets.ts'
import { toolCommand, verifyEach } from './words.ts'
import type { BrokerWorld } from './world.ts'

export interface CloneInput {
  readonly source: number
  readonly brokers: string
}

/** Null source: the release cannot clone, and the same settings are added. */
export type ExactClone = ExactAdd & { readonly source: number | null }

/** New brokers with the settings of one that is there. */
export const cloneBroker: CommandDefinition<CloneInput, BrokerWorld, ExactClone> = {
  name: 'lifecycle.clone',
  level: 'C1',
  async plan({ source, brokers }, world, signal) {
    const known = await world.scheduler.list(signal)
    const from = known.find(({ id }) => id === source)
    if (from === undefined)
      throw badInput('lifecycle.clone', [{ path: 'source', message: `The scheduler does not know broker ${source}.` }])
    const ids = newIds('lifecycle.clone', brokers, known)
    const settings = settingsOfBroker(from)
    const clones = world.scheduler.can.clone.offered
    const draft = await newBrokers(ids, settings, world, signal)
    const shared = [...(from.volume === null ? [] : ['volume']), ...(from.port !== null && !from.port.includes('..') ? ['port'] : [])]
    const sharing = shared.map((what) => ({
      severity: 'warn' as const,
      text: `They have the same ${what} as broker ${source}: they cannot run beside it on one agent.`,
      path: null,
    }))
    const names = Object.keys(settingsForm(settings)).join(' ')
    return {
      ...draft,
      title: `Clone broker ${source} as ${brokersInWords(ids)}`,
      sentence: clones
        ? `The scheduler notes ${brokersInWords(ids)} with the settings of broker ${source}. Nothing starts.`
        : `This release cannot clone: ${brokersInWords(ids)} are added with the settings that broker ${source} has now. Nothing starts.`,
      impact: [...sharing, ...draft.impact],
      equivalent: clones
        ? toolCommand('clone', idText(ids), '--source', String(source))
        : toolCommand('add', idText(ids), ...toolOptions(settings)),
      requests: [
        clones
          ? `POST /api/broker/clone broker=${ids.join(',')} source=${source}`
          : `POST /api/broker/add broker=${ids.join(',')} ${names}`,
      ],
      exact: { ids, settings: draft.exact?.settings ?? { plain: {} }, source: clones ? source : null },
    }
  },
  async send({ ids, settings, source }, { scheduler }, signal) {
    const outcome =
      source === null ? await scheduler.changes.add(ids, fromExact(settings), signal) : await scheduler.changes.clone(source, ids, signal)
    return sentOnce(outcome, `${brokersInWords(ids)} noted`)
  },
  verify: ({ ids }, world, signal) => verifyEach(ids, world, signal, (broker) => broker !== undefined),
  undo: ({ exact }) => ({ command: 'lifecycle.remove', input: { brokers: exact.ids.join(',') } }),
}
