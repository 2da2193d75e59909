import type { CommandDefinition, PlanDraft } from '../command.ts'
import type { KafkaWorld } from '../kafka/kafka-world.ts'
import { needs, plural } from '../kafka/live-cluster.ts'
import { sentOf } from '../kafka/sent.ts'
import { badInput } from '../refuse-input.ts'
import { groupNow } from './readiness.ts'

const NAME = 'groups.removeMembers'

interface Member {
  readonly member: string
  /** Of a static member: it is removed by this name. */
  readonly instance: string | null
}

interface Input {
  readonly group: string
  readonly members: readonly Member[]
}

const nameOf = ({ member, instance }: Member): string => instance ?? member

/** Takes members out of a classic group: one that died without a word, or a static one that will not come back. */
export const removeMembers: CommandDefinition<Input, KafkaWorld> = {
  name: NAME,
  level: 'C2',
  async plan({ group, members }, world, signal): Promise<PlanDraft<Input>> {
    needs(world, 'removeMembers', 'Removing members')
    const now = await groupNow(group, world, signal)
    if (now.type === 'consumer')
      throw badInput(NAME, [
        { path: 'group', message: 'It uses the new consumer protocol (KIP-848), whose members cannot be removed from outside.' },
      ])
    const missing = members.flatMap((m, i) =>
      now.members.some((own) => nameOf(own) === nameOf(m)) ? [] : [{ path: `members.${i}`, message: `${nameOf(m)} is no member now.` }],
    )
    if (missing.length > 0) throw badInput(NAME, missing)
    const about = (m: Member): string => {
      const own = now.members.find((one) => nameOf(one) === nameOf(m))
      return own ? `${own.clientId} on ${own.host}` : ''
    }
    return {
      object: group,
      title: `Remove ${plural(members.length, 'member')} from ${group}`,
      sentence: 'Its partitions go to the members that are left.',
      changes: members.map((m) => ({ what: nameOf(m), before: about(m), after: null })),
      impact: [
        { severity: 'warn', text: 'The group rebalances: for a moment nobody reads.', path: null },
        { severity: 'info', text: 'A consumer that still lives notices, and joins again under another id.', path: null },
        ...(members.length === now.members.length
          ? [{ severity: 'bad' as const, text: 'These are all its members: nobody reads afterwards.', path: null }]
          : []),
      ],
      verdict: members.length === now.members.length ? 'breaks' : 'degrades',
      asOf: now.asOf,
      wayBack: 'Start the consumer again; it joins by itself.',
      equivalent: null,
      via: 'kafka',
      requests: [`LeaveGroup ${group}: ${members.map(nameOf).join(', ').slice(0, 500)}`],
    }
  },
  async send({ group, members }, world, signal) {
    return sentOf(await world.client.changes(world.permit).removeMembers(group, members, signal), nameOf)
  },
  async verify({ group, members }, world, signal) {
    const now = await groupNow(group, world, signal)
    if (now.is === 'unknown') return { is: 'not yet', note: now.why ?? '' }
    // A member that joined again has another id; a static one keeps its name, and is told by its id.
    const left = members.filter((m) => now.members.some((own) => own.member === m.member))
    if (left.length > 0) return { is: 'not yet', note: `${plural(left.length, 'member')} is still there.` }
    world.touched({})
    return { is: 'yes' }
  },
}
