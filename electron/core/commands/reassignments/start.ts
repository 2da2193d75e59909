import type { RunRecord } from '../../../../shared/contract/reassignment-run.ts'
import { addingOf } from '../../../../shared/domain/reassignment/effect.ts'
import { reassignmentJson } from '../../../../shared/domain/reassignment/json.ts'
import { partitionKey, type Move } from '../../../../shared/domain/reassignment/types.ts'
import { AppError } from '../../../../shared/errors/error.ts'
import type { CommandDefinition, PlanDraft, SendOutcome } from '../command.ts'
import { needs, plural } from '../kafka/live-cluster.ts'
import { toolLine } from '../kafka/quote.ts'
import { nothingDone, sentOf } from '../kafka/sent.ts'
import { badInput } from '../refuse-input.ts'
import { checkMoves, type GivenMove } from './check-moves.ts'
import { sameList } from './look.ts'
import { readSituation, type Situation } from './situation.ts'
import { resourcesFor, settingItems, throttleOf } from './throttle-configs.ts'
import { copiesOf, impactOf, inWords, secondsInWords, warningsOf } from './warnings.ts'
import type { ReassignWorld } from './world.ts'

const NAME = 'reassignments.start'

const NOTHING_MOVED = 'Nothing was moved, and the throttle that was set for it is taken away again.'

interface Input {
  readonly moves: readonly GivenMove[]
  /** Bytes a second of each broker; null: full speed. */
  readonly throttle: number | null
}

interface Exact {
  readonly moves: (Omit<Move, 'from' | 'to'> & { readonly from: number[]; readonly to: number[]; readonly bytes: number | null })[]
  readonly throttle: number | null
}

/** Replicas go to other brokers. A throttle belongs to it: it is on the disk before it is set, and goes when the moves are over. */
export const startReassignment: CommandDefinition<Input, ReassignWorld, Exact> = {
  name: NAME,
  level: 'C2',
  verifyFor: 30_000,
  async plan(input, world, signal): Promise<PlanDraft<Exact>> {
    needs(world, 'reassign', 'Reassigning partitions')
    if (world.runs.open(world.cluster) !== null)
      throw badInput(NAME, [{ path: 'moves', message: 'A reassignment of Samsa goes on. Let it end, or cancel it first.' }])
    const situation = await readSituation(world, signal, input.moves)
    const { moves, problems } = checkMoves(input.moves, situation)
    if (problems.length > 0) throw badInput(NAME, problems)
    return draftOf(moves, input.throttle, situation, world)
  },
  async send({ moves, throttle: rate }, world, signal, journal, permit): Promise<SendOutcome> {
    const { client, clock, runs, follower, cluster } = world
    const release = follower.hold(cluster)
    try {
      const readings = rate === null ? [] : await client.describeConfigs(resourcesFor(moves), signal)
      const unread = readings.find((r) => r.error !== null)?.error
      if (unread) return { is: 'refused', error: unread }
      const throttle = rate === null ? null : throttleOf(moves, rate, readings)
      const record: RunRecord = {
        id: permit.act,
        cluster,
        startedAt: clock.wall(),
        moves,
        throttle,
        sentAt: null,
        cancelledAt: null,
        over: null,
      }
      await runs.put(record)
      const changes = client.changes(permit)
      if (throttle !== null) {
        await journal({ done: 0, of: 2, now: `Set the throttle of ${inWords(rate ?? 0)}/s` })
        const set = sentOf(
          await changes.alterConfigs(settingItems(throttle), signal),
          ({ resource }) => `${resource.kind} ${resource.name}`,
        )
        if (set.is !== 'accepted') return throttleNotSet(set)
      }
      await journal({ done: throttle ? 1 : 0, of: throttle ? 2 : 1, now: 'Give the plan to Kafka' })
      await runs.put({ ...record, sentAt: clock.wall() })
      const wanted = moves.map(({ topic, partition, to }) => ({ topic, partition, replicas: to }))
      const results = await changes.reassign(wanted, signal)
      // It is over, and what it set goes now: nothing can come any more.
      if (nothingDone(results)) await runs.put(record)
      return sentOf(results, partitionKey, throttle === null ? undefined : NOTHING_MOVED)
    } finally {
      release()
    }
  },
  async verify({ moves }, world, signal) {
    const [metadata, { ongoing }] = await Promise.all([world.client.metadata(signal), world.client.listReassignments(signal)])
    const underWay = new Set(ongoing.map(partitionKey))
    const now = new Map(
      metadata.topics.flatMap((t) =>
        t.partitions.map((p) => [partitionKey({ topic: t.name, partition: p.partition }), p.replicas] as const),
      ),
    )
    const going = moves.filter((m) => underWay.has(partitionKey(m)))
    const there = moves.filter((m) => !underWay.has(partitionKey(m)) && sameList(now.get(partitionKey(m)) ?? [], m.to))
    world.touched({})
    const note = `${going.length} under way, ${there.length} there.`
    return going.length + there.length === moves.length ? { is: 'yes', note } : { is: 'not yet', note }
  },
  // What `plan` kept is the input of the reverse.
  undo: ({ before }) => (before === null ? null : { command: NAME, input: before }),
}

function throttleNotSet(set: Exclude<SendOutcome, { is: 'accepted' }>): SendOutcome {
  const note =
    `Nothing was moved, because the throttle could not be set whole. What was set of it is taken away again. ${set.note ?? ''}`.trim()
  return { is: 'refused', error: set.error ?? new AppError('core.unexpected', { where: NAME }), note }
}

function draftOf(moves: readonly Move[], throttle: number | null, situation: Situation, world: ReassignWorld): PlanDraft<Exact> {
  const topics = [...new Set(moves.map((m) => m.topic))]
  const { bytes, seconds, copies } = copiesOf(moves, situation.placed, throttle)
  const impact = impactOf(moves, situation, throttle)
  const many = plural(moves.length, 'partition')
  const size =
    copies === 0 ? 'Nothing is copied' : `${bytes === null ? 'An unknown amount' : inWords(bytes)} in ${plural(copies, 'copy', 'copies')}`
  const time = seconds === null || copies === 0 ? '' : `, about ${secondsInWords(seconds)} at ${inWords(throttle ?? 0)}/s`
  const bad = impact.some((i) => i.severity === 'bad')
  return {
    object: topics.length === 1 ? (topics[0] ?? '') : many,
    title: topics.length === 1 ? `Reassign ${many} of ${topics[0]}` : `Reassign ${many} of ${topics.length} topics`,
    sentence:
      `${size}${time}. ${throttle === null ? '' : 'The throttle goes by itself when it is over, also after the unlock has ended or Samsa was started again.'}`.trim(),
    changes: [
      ...(throttle !== null && copies > 0
        ? [{ what: 'throttle of the brokers', before: null, after: `${inWords(throttle)}/s until it is over` }]
        : []),
      ...moves.map((m) => ({ what: partitionKey(m), before: m.from.join(', '), after: m.to.join(', ') })),
    ],
    impact,
    verdict: bad ? 'degrades' : copies > 0 ? 'degrades' : 'safe',
    asOf: situation.reading.at,
    wayBack: 'While it goes on: cancel. Afterwards: the reverse, from Activity.',
    equivalent: `echo ${JSON.stringify(reassignmentJson(moves))} > moves.json && ${toolLine('kafka-reassign-partitions', world.bootstrap, '--reassignment-json-file', 'moves.json', '--execute', ...(throttle === null ? [] : ['--throttle', String(throttle)]))}`,
    via: 'kafka',
    requests: [
      ...(throttle !== null && copies > 0
        ? settingItems(throttleOf(moves, throttle, [])).map(({ resource }) => `IncrementalAlterConfigs ${resource.kind} ${resource.name}`)
        : []),
      `AlterPartitionReassignments of ${many}`,
    ],
    worseWhenMore: { 'partitions with a warning': moves.filter((m) => warningsOf(m, situation).length > 0).length },
    exact: {
      moves: moves.map((m) => ({ ...m, from: [...m.from], to: [...m.to], bytes: situation.placed.get(partitionKey(m))?.bytes ?? null })),
      throttle: moves.some((m) => addingOf(m).length > 0) ? throttle : null,
    },
    before: { moves: moves.map(({ topic, partition, from }) => ({ topic, partition, replicas: [...from] })), throttle },
  }
}
