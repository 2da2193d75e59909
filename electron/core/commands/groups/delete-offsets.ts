import { partitionKey } from '../../../../shared/domain/ids.ts'
import type { CommandDefinition, PlanDraft } from '../command.ts'
import type { KafkaWorld } from '../kafka/kafka-world.ts'
import { needs, plural } from '../kafka/live-cluster.ts'
import { toolLine } from '../kafka/quote.ts'
import { sentOf } from '../kafka/sent.ts'
import { badInput } from '../refuse-input.ts'
import { committedBy, positionIn } from './committed.ts'
import { groupNow } from './readiness.ts'

const NAME = 'groups.deleteOffsets'

interface Input {
  readonly group: string
  readonly partitions: readonly { readonly topic: string; readonly partition: number }[]
}

const nameOf = (p: Input['partitions'][number]): string => partitionKey(p.topic, p.partition)

/** Makes a group forget where it stands in partitions. It may run, as long as it does not read their topics. */
export const deleteOffsets: CommandDefinition<Input, KafkaWorld> = {
  name: NAME,
  level: 'C3',
  async plan({ group, partitions }, world, signal): Promise<PlanDraft<Input>> {
    needs(world, 'deleteOffsets', 'Deleting offsets')
    const now = await groupNow(group, world, signal)
    const committed = await committedBy(world.client, group, now.coordinator, signal)
    const without = partitions.flatMap((p, i) =>
      positionIn(committed, p) === null ? [{ path: `partitions.${i}`, message: `The group has no offset in ${nameOf(p)}.` }] : [],
    )
    if (without.length > 0) throw badInput(NAME, without)
    const topics = [...new Set(partitions.map((p) => p.topic))]
    return {
      object: group,
      title: `Delete offsets of ${group}`,
      sentence: `${plural(partitions.length, 'position')} in ${plural(topics.length, 'topic')}.`,
      changes: partitions.map((p) => ({ what: nameOf(p), before: String(positionIn(committed, p) ?? ''), after: null })),
      impact: [
        {
          severity: 'bad',
          text: 'When the group reads these partitions again it begins where auto.offset.reset says: at the end it skips, at the start it repeats.',
          path: null,
        },
        ...(now.is === 'running'
          ? [{ severity: 'warn' as const, text: `It is running (${now.state}): Kafka refuses for topics that it reads.`, path: null }]
          : []),
      ],
      verdict: 'degrades',
      asOf: now.asOf,
      wayBack: 'Undo sets the exact offsets again, as long as the group has no members.',
      equivalent: toolLine(
        'kafka-consumer-groups',
        world.bootstrap,
        '--group',
        group,
        '--delete-offsets',
        ...topics.flatMap((topic) => [
          '--topic',
          `${topic}:${partitions
            .filter((p) => p.topic === topic)
            .map((p) => p.partition)
            .join(',')}`,
        ]),
      ),
      via: 'kafka',
      requests: [`OffsetDelete ${group}: ${partitions.map(nameOf).join(', ').slice(0, 500)}`],
      before: {
        group,
        offsets: partitions.map((p) => ({ ...p, offset: String(positionIn(committed, p) ?? '') })),
        how: 'as before they were deleted',
      },
    }
  },
  async send({ group, partitions }, world, signal) {
    return sentOf(await world.client.changes(world.permit).deleteOffsets(group, partitions, signal), nameOf)
  },
  async verify({ group, partitions }, world, signal) {
    const committed = await committedBy(world.client, group, null, signal)
    const left = partitions.filter((p) => positionIn(committed, p) !== null)
    if (left.length > 0) return { is: 'not yet', note: `${plural(left.length, 'offset')} is still there.` }
    world.touched({})
    return { is: 'yes' }
  },
  undo: ({ before }) => (before === null ? null : { command: 'groups.resetOffsets', input: before }),
}
