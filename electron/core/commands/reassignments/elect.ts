import { MOST_MOVES, type NotPreferred } from '../../../../shared/contract/reassignments.ts'
import { partitionKey } from '../../../../shared/domain/reassignment/types.ts'
import type { PartitionMetadata } from '../../clients/kafka/kafka-client.ts'
import type { CommandDefinition, PlanDraft } from '../command.ts'
import { needs, plural } from '../kafka/live-cluster.ts'
import { toolLine } from '../kafka/quote.ts'
import { sentOf } from '../kafka/sent.ts'
import { badInput, type FieldProblem } from '../refuse-input.ts'
import type { ReassignWorld } from './world.ts'

const NAME = 'reassignments.elect'

interface Partition {
  readonly topic: string
  readonly partition: number
}

interface Exact {
  readonly partitions: (Partition & { readonly leader: number })[]
}

async function readPartitions({ client }: ReassignWorld, signal: AbortSignal) {
  const reading = await client.metadata(signal)
  const found = new Map<string, PartitionMetadata>(
    reading.topics.flatMap((t) => t.partitions.map((p) => [partitionKey({ topic: t.name, partition: p.partition }), p] as const)),
  )
  return { reading, found }
}

const problemOf = (p: PartitionMetadata | undefined): string | null => {
  if (p === undefined) return 'there is no such partition now.'
  const [preferred = -1] = p.replicas
  if (p.leader === preferred) return `broker ${preferred} leads it already.`
  return p.isr.includes(preferred) ? null : `broker ${preferred} is not in sync, so it cannot lead.`
}

/** Partitions that another than their preferred replica leads. */
export async function notPreferred(
  { client }: ReassignWorld,
  signal: AbortSignal,
): Promise<{ asOf: number; partitions: NotPreferred[]; more: number }> {
  const reading = await client.metadata(signal)
  const all = reading.topics.flatMap((t) =>
    t.partitions.flatMap((p): NotPreferred[] => {
      const [preferred = -1] = p.replicas
      return p.leader === preferred
        ? []
        : [{ topic: t.name, partition: p.partition, leader: p.leader, preferred, inSync: p.isr.includes(preferred) }]
    }),
  )
  return { asOf: reading.at, partitions: all.slice(0, MOST_MOVES), more: Math.max(0, all.length - MOST_MOVES) }
}

/** The first replica of each leads again. Only one that is in sync: nothing is lost. */
export const electPreferred: CommandDefinition<{ readonly partitions: readonly Partition[] }, ReassignWorld, Exact> = {
  name: NAME,
  level: 'C2',
  verifyFor: 30_000,
  async plan({ partitions }, world, signal): Promise<PlanDraft<Exact>> {
    needs(world, 'electLeaders', 'Electing preferred leaders')
    const { reading, found } = await readPartitions(world, signal)
    const problems = partitions.flatMap((one, i): FieldProblem[] => {
      const message = problemOf(found.get(partitionKey(one)))
      return message === null ? [] : [{ path: `partitions.${i}`, message: `${partitionKey(one)}: ${message}` }]
    })
    if (problems.length > 0) throw badInput(NAME, problems)
    const exact = partitions.map(({ topic, partition }) => ({
      topic,
      partition,
      leader: found.get(partitionKey({ topic, partition }))?.replicas[0] ?? -1,
    }))
    const many = plural(partitions.length, 'partition')
    return {
      object: many,
      title: `Elect the preferred leader of ${many}`,
      sentence: 'Producers and consumers look for the new leader, which takes moments.',
      changes: exact.map((p) => ({
        what: partitionKey(p),
        before: `broker ${found.get(partitionKey(p))?.leader ?? -1} leads`,
        after: `broker ${p.leader} leads`,
      })),
      impact: [{ severity: 'info', text: 'Nothing is copied and nothing is lost: only replicas in sync are elected.', path: null }],
      verdict: 'safe',
      asOf: reading.at,
      wayBack: 'Leadership goes elsewhere when its broker stops, or by another order of replicas.',
      equivalent: toolLine(
        'kafka-leader-election',
        world.bootstrap,
        '--election-type',
        'preferred',
        '--path-to-json-file',
        'partitions.json',
      ),
      via: 'kafka',
      requests: [`ElectLeaders (preferred) of ${many}`],
      exact: { partitions: exact },
    }
  },
  async send({ partitions }, world, signal, _journal, permit) {
    return sentOf(await world.client.changes(permit).electLeaders(partitions, signal), partitionKey)
  },
  async verify({ partitions }, world, signal) {
    const { found } = await readPartitions(world, signal)
    const not = partitions.filter((p) => found.get(partitionKey(p))?.leader !== p.leader)
    if (not.length > 0) return { is: 'not yet', note: `${plural(not.length, 'partition')} led by another still.` }
    world.touched({})
    return { is: 'yes' }
  },
}
