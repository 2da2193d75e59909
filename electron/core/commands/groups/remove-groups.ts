import type { CommandDefinition, PlanDraft } from '../command.ts'
import type { KafkaWorld } from '../kafka/kafka-world.ts'
import { needs, plural } from '../kafka/live-cluster.ts'
import { toolLine } from '../kafka/quote.ts'
import { sentOf } from '../kafka/sent.ts'
import { badInput } from '../refuse-input.ts'
import { committedBy, type Positions } from './committed.ts'
import { groupNow, mustBeReady } from './readiness.ts'

const NAME = 'groups.remove'

interface Input {
  readonly groups: readonly string[]
}

const countOf = (positions: Positions): number => [...positions.values()].reduce((sum, own) => sum + own.size, 0)

const inputOf = (group: string, positions: Positions) => ({
  group,
  offsets: [...positions].flatMap(([topic, own]) => [...own].map(([partition, offset]) => ({ topic, partition, offset: String(offset) }))),
  how: 'as before the group was deleted',
})

/** Deletes groups with their offsets; a consumer with that group id begins anew. */
export const removeGroups: CommandDefinition<Input, KafkaWorld> = {
  name: NAME,
  level: 'C3',
  async plan({ groups }, world, signal): Promise<PlanDraft<Input>> {
    needs(world, 'deleteGroups', 'Deleting groups')
    const found = []
    for (const [i, group] of groups.entries()) {
      const now = await groupNow(group, world, signal)
      if (!now.exists && now.is === 'ready') throw badInput(NAME, [{ path: `groups.${i}`, message: `There is no group ${group} now.` }])
      mustBeReady(group, now)
      found.push({ group, now, positions: await committedBy(world.client, group, now.coordinator, signal) })
    }
    const one = groups.length === 1 ? found[0] : undefined
    return {
      object: one?.group ?? plural(groups.length, 'group'),
      phrase: one?.group ?? `delete ${plural(groups.length, 'group')}`,
      title: one ? `Delete group ${one.group}` : `Delete ${plural(groups.length, 'group')}`,
      sentence: 'With all its offsets: whoever uses that group id begins where auto.offset.reset says.',
      changes: found.map(({ group, now, positions }) => ({
        what: group,
        before: `${now.state}, ${plural(countOf(positions), 'offset')}`,
        after: null,
      })),
      impact: [
        {
          severity: 'bad',
          text: `${plural(
            found.reduce((sum, f) => sum + countOf(f.positions), 0),
            'position',
          )} are lost.`,
          path: null,
        },
      ],
      verdict: 'breaks',
      asOf: Math.min(...found.map((f) => f.now.asOf)),
      wayBack: one ? 'Undo makes the group again with the same offsets.' : null,
      equivalent: toolLine('kafka-consumer-groups', world.bootstrap, '--delete', ...groups.flatMap((group) => ['--group', group])),
      via: 'kafka',
      requests: groups.map((group) => `DeleteGroups ${group}`),
      ...(one && one.positions.size > 0 ? { before: inputOf(one.group, one.positions) } : {}),
    }
  },
  async send({ groups }, world, signal) {
    return sentOf(await world.client.changes(world.permit).deleteGroups(groups, signal), (group) => `group ${group}`)
  },
  async verify({ groups }, world, signal) {
    const left: string[] = []
    for (const group of groups) {
      const now = await groupNow(group, world, signal)
      if (now.is === 'unknown') return { is: 'not yet', note: now.why ?? '' }
      if (now.exists) left.push(group)
    }
    if (left.length > 0) return { is: 'not yet', note: `${left.join(', ')} is still listed.` }
    world.touched({})
    return { is: 'yes' }
  },
  undo: ({ before }) => (before === null ? null : { command: 'groups.resetOffsets', input: before }),
}
