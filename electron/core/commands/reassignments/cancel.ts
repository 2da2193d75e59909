import { partitionKey } from '../../../../shared/domain/reassignment/types.ts'
import type { CommandDefinition, PlanDraft } from '../command.ts'
import { needs, plural } from '../kafka/live-cluster.ts'
import { toolLine } from '../kafka/quote.ts'
import { nothingDone, sentOf } from '../kafka/sent.ts'
import { badInput } from '../refuse-input.ts'
import { inWords } from './warnings.ts'
import type { ReassignWorld } from './world.ts'

const NAME = 'reassignments.cancel'
/** It ended by itself meanwhile. */
const NO_REASSIGNMENT = 85

interface Partition {
  readonly topic: string
  readonly partition: number
}

interface Exact {
  readonly partitions: Partition[]
  readonly whole: boolean
}

/** What still moves goes back to where it was; what is there stays there. */
export const cancelReassignment: CommandDefinition<{ readonly partitions: readonly Partition[] | null }, ReassignWorld, Exact> = {
  name: NAME,
  level: 'C2',
  verifyFor: 30_000,
  async plan({ partitions }, world, signal): Promise<PlanDraft<Exact>> {
    needs(world, 'reassign', 'Cancelling a reassignment')
    const run = world.runs.open(world.cluster)
    if (run === null)
      throw badInput(NAME, [{ path: 'partitions', message: 'No reassignment of Samsa goes on. Those of others are theirs to cancel.' }])
    const { at, ongoing } = await world.client.listReassignments(signal)
    const ours = new Map(run.moves.map((m) => [partitionKey(m), m]))
    const going = ongoing.filter((o) => ours.has(partitionKey(o)))
    const asked = partitions === null ? going : going.filter((o) => partitions.some((p) => partitionKey(p) === partitionKey(o)))
    if (asked.length === 0) throw badInput(NAME, [{ path: 'partitions', message: 'Nothing of it moves any more.' }])
    const there = run.moves.length - going.length
    // Nothing else of it moves then, so that it is over and its throttle goes.
    const rate = asked.length === going.length ? (run.throttle?.rates.at(-1) ?? null) : null
    const many = plural(asked.length, 'partition')
    return {
      object: many,
      title: `Cancel the reassignment of ${many}`,
      sentence: [
        `What was copied of ${asked.length === 1 ? 'it' : 'them'} is thrown away.`,
        ...(there === 0
          ? []
          : [`${plural(there, 'partition')} that moved already ${there === 1 ? 'stays where it is' : 'stay where they are'}.`]),
        ...(rate === null ? [] : ['The throttle goes by itself as soon as nothing moves.']),
      ].join(' '),
      changes: [
        ...(rate === null ? [] : [{ what: 'throttle of the brokers', before: `${inWords(rate)}/s`, after: null }]),
        ...asked.map((o) => {
          const from = ours.get(partitionKey(o))?.from ?? []
          return {
            what: partitionKey(o),
            before: `on its way to ${ours.get(partitionKey(o))?.to.join(', ') ?? ''}`,
            after: from.join(', '),
          }
        }),
      ],
      impact: [{ severity: 'info', text: 'The old replicas never stopped serving: nothing is lost.', path: null }],
      verdict: 'safe',
      asOf: at,
      wayBack: 'Reassign them again: copying begins anew.',
      equivalent: toolLine('kafka-reassign-partitions', world.bootstrap, '--reassignment-json-file', 'moves.json', '--cancel'),
      via: 'kafka',
      requests: [`AlterPartitionReassignments without replicas of ${many}`],
      exact: { partitions: asked.map(({ topic, partition }) => ({ topic, partition })), whole: asked.length === going.length },
    }
  },
  async send({ partitions, whole }, world, signal, _journal, permit) {
    const { runs, cluster, clock, follower } = world
    const run = runs.open(cluster)
    // On the disk first: what goes back afterwards was meant to.
    if (run !== null && whole) await runs.put({ ...run, cancelledAt: clock.wall() })
    const answered = await world.client.changes(permit).reassign(
      partitions.map((p) => ({ ...p, replicas: null })),
      signal,
    )
    const results = answered.map(({ item, outcome }) => ({
      item,
      outcome: outcome.is === 'refused' && outcome.code === NO_REASSIGNMENT ? { is: 'done' as const } : outcome,
    }))
    // It goes on, and what becomes of it is not called cancelled.
    const still = runs.open(cluster)
    if (still !== null && nothingDone(results)) await runs.put({ ...still, cancelledAt: run?.cancelledAt ?? null })
    follower.lookNow(cluster)
    return sentOf(results, partitionKey)
  },
  async verify({ partitions }, world, signal) {
    const { ongoing } = await world.client.listReassignments(signal)
    const going = new Set(ongoing.map(partitionKey))
    const left = partitions.filter((p) => going.has(partitionKey(p))).length
    if (left > 0) return { is: 'not yet', note: `${plural(left, 'partition')} still on the way.` }
    world.touched({})
    return { is: 'yes' }
  },
}
