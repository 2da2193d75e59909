import type { ResetPreview, ResetRow, ResetScope, ResetTo } from '../../../../shared/contract/group-changes.ts'
import { resetEffect } from '../../../../shared/domain/offsets/reset-effect.ts'
import { resolveTarget, type PartitionFacts, type ResetTarget } from '../../../../shared/domain/offsets/reset-target.ts'
import type { MetadataReading } from '../../clients/kafka/kafka-client.ts'
import type { KafkaWorld } from '../kafka/kafka-world.ts'
import { logRanges, offsetsOf, type LogRange } from '../kafka/log-ranges.ts'
import { badInput } from '../refuse-input.ts'
import { committedBy, positionIn, type Positions } from './committed.ts'
import { givenPositions, type RecordedPositions } from './given-positions.ts'
import { groupNow, readinessOf } from './readiness.ts'
import { resetWarnings } from './reset-warnings.ts'

export const PREVIEW = 'groups.previewReset'
const ROWS_MOST = 20_000

export interface PreviewInput {
  readonly group: string
  readonly scope: ResetScope
  readonly target: ResetTo
}

type Partitions = Map<string, number[]>

const partitionsIn = (positions: Positions): Partitions =>
  new Map([...positions].map(([topic, own]) => [topic, [...own.keys()].toSorted((a, b) => a - b)]))

/** The partitions that are looked at; which of them lag is decided later, when the ends are known. */
function chosen({ scope, target }: PreviewInput, committed: Positions, given: Positions | null, { topics }: MetadataReading): Partitions {
  if (scope.of === 'topics') {
    return new Map(
      scope.topics.map(({ topic, partitions }, i) => {
        const known = topics.find((t) => t.name === topic)
        if (known === undefined) throw badInput(PREVIEW, [{ path: `scope.topics.${i}.topic`, message: `There is no topic ${topic} now.` }])
        const missing = partitions?.find((p) => p >= known.partitions.length)
        if (missing !== undefined)
          throw badInput(PREVIEW, [{ path: `scope.topics.${i}.partitions`, message: `${topic} has no partition ${missing}.` }])
        return [topic, partitions ?? known.partitions.map((p) => p.partition)]
      }),
    )
  }
  const all = partitionsIn(given ?? committed)
  if (target.to !== 'group' || !target.matching) return all
  return new Map([...all].map(([topic, own]) => [topic, own.filter((partition) => positionIn(committed, { topic, partition }) !== null)]))
}

const targetOf = (target: ResetTo): ResetTarget => {
  switch (target.to) {
    case 'earliest':
    case 'latest':
    case 'current':
      return { to: target.to }
    case 'time':
    case 'ago':
      return { to: 'time' }
    case 'offset':
      return { to: 'offset', offset: Number(target.offset) }
    case 'shift':
      return { to: 'shift', by: target.by }
    case 'group':
    case 'recorded':
    case 'file':
      return { to: 'given' }
  }
}

const momentOf = (target: ResetTo, now: number): number | null =>
  target.to === 'time' ? target.at : target.to === 'ago' ? now - target.ms : null

const text = (offset: number | null): string | null => (offset === null ? null : String(offset))

function rowOf(facts: PartitionFacts, target: ResetTarget, exists: boolean): ResetRow {
  const { topic, partition, committed, start, end } = facts
  const row = { topic, partition, now: text(committed), start: text(start), end: text(end), timeNow: null, timeNext: null }
  const none = { next: null, clamped: null, skip: null, replay: null }
  if (!exists) return { ...row, ...none, problem: 'topicGone' }
  const resolved = resolveTarget(target, facts)
  if (resolved.is === 'problem') return { ...row, ...none, problem: resolved.problem }
  const { skip, replay } = resetEffect(facts, resolved.offset)
  return { ...row, next: String(resolved.offset), clamped: resolved.clamped, problem: null, skip, replay }
}

/** First offsets since a moment, by topic and partition. */
async function offsetsSince(world: KafkaWorld, partitions: Partitions, moment: number | null, signal: AbortSignal): Promise<Positions> {
  if (moment === null) return new Map()
  const { topics } = await world.client.listOffsets(partitions, moment, 'uncommitted', signal)
  return new Map(topics.map((t) => [t.topic, offsetsOf(t)]))
}

const isChanged = (row: ResetRow): boolean => row.next !== null && row.next !== row.now

const sum = (rows: readonly ResetRow[], of: 'skip' | 'replay'): number => rows.reduce((total, row) => total + (row[of] ?? 0), 0)

/** What a reset would do, partition by partition, read live. Changes nothing. */
export async function previewReset(
  input: PreviewInput,
  world: KafkaWorld,
  recorded: RecordedPositions,
  signal: AbortSignal,
): Promise<ResetPreview> {
  const { group, scope, target } = input
  const { client, clock } = world
  const now = await groupNow(group, world, signal)
  const metadata = await client.metadata(signal)
  const committed = await committedBy(client, group, now.coordinator, signal)
  const given = await givenPositions(target, group, { world, recorded, member: PREVIEW }, signal)
  const partitions = chosen(input, committed, given, metadata)
  const count = [...partitions.values()].reduce((total, own) => total + own.length, 0)
  if (count > ROWS_MOST)
    throw badInput(PREVIEW, [{ path: 'scope', message: `These are ${count} partitions; at most ${ROWS_MOST} at once.` }])
  if (count === 0 && scope.of !== 'topics')
    throw badInput(PREVIEW, [{ path: 'scope', message: `Group ${group} has no committed offsets: choose topics.` }])

  const live = new Set(metadata.topics.filter((t) => t.error === 0).map((t) => t.name))
  const readable = new Map([...partitions].filter(([topic]) => live.has(topic)))
  const moment = momentOf(target, clock.wall())
  const [ranges, since] = await Promise.all([logRanges(client, readable, signal), offsetsSince(world, readable, moment, signal)])
  const factsOf = (topic: string, partition: number): PartitionFacts => {
    const range: LogRange | undefined = ranges.get(topic)?.get(partition)
    return {
      topic,
      partition,
      committed: positionIn(committed, { topic, partition }),
      start: range?.start ?? null,
      end: range?.end ?? null,
      atTime: since.get(topic)?.get(partition) ?? null,
      given: given === null ? null : positionIn(given, { topic, partition }),
    }
  }
  const rows = [...partitions].flatMap(([topic, own]) => own.map((p) => rowOf(factsOf(topic, p), targetOf(target), live.has(topic))))
  const shown =
    scope.of === 'lagging' ? rows.filter((row) => row.now !== null && row.end !== null && Number(row.end) > Number(row.now)) : rows
  const changed = shown.filter(isChanged)
  return {
    asOf: clock.wall(),
    readiness: readinessOf(now),
    rows: shown,
    totals: { changed: changed.length, skip: sum(changed, 'skip'), replay: sum(changed, 'replay') },
    warnings: await resetWarnings({ group, rows: shown, byTime: moment !== null, topics: [...readable.keys()] }, world, signal),
  }
}
