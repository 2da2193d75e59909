import type { PlanChange } from '../../../../shared/contract/changes.ts'
import type { NewOffset } from '../../../../shared/contract/group-changes.ts'
import { printOffsets } from '../../../../shared/domain/offsets/csv.ts'
import { resetEffect } from '../../../../shared/domain/offsets/reset-effect.ts'
import { partitionKey } from '../../../../shared/domain/ids.ts'
import type { CommandDefinition, PlanDraft, SendOutcome } from '../command.ts'
import type { KafkaWorld } from '../kafka/kafka-world.ts'
import { needs, plural } from '../kafka/live-cluster.ts'
import { logRanges } from '../kafka/log-ranges.ts'
import { toolLine } from '../kafka/quote.ts'
import { sentOf } from '../kafka/sent.ts'
import { badInput, type FieldProblem } from '../refuse-input.ts'
import { committedBy, positionIn, type Positions } from './committed.ts'
import { groupNow, mustBeReady } from './readiness.ts'

const NAME = 'groups.resetOffsets'

interface Input {
  readonly group: string
  readonly offsets: readonly NewOffset[]
  /** In words, for the activity. */
  readonly how: string
}

/** Topic names sort before partitions, and those by number: the same order each time. */
const partitionsOf = (offsets: readonly NewOffset[]): Map<string, number[]> => {
  const found = new Map<string, number[]>()
  for (const { topic, partition } of offsets) {
    const own = found.get(topic) ?? []
    own.push(partition)
    found.set(topic, own)
  }
  return found
}

const wanted = ({ offset }: NewOffset): number | null => (offset === null ? null : Number(offset))

interface Judged {
  readonly changes: PlanChange[]
  readonly skip: number
  readonly replay: number
  readonly changed: readonly NewOffset[]
}

/** Each offset against the log and the group's own, as both are now. */
function judge(offsets: readonly NewOffset[], committed: Positions, ranges: Awaited<ReturnType<typeof logRanges>>): Judged {
  const problems: FieldProblem[] = []
  const seen = new Set<string>()
  const changed: NewOffset[] = []
  const changes: PlanChange[] = []
  let [skip, replay] = [0, 0]
  for (const [i, one] of offsets.entries()) {
    const key = partitionKey(one.topic, one.partition)
    const [now, next, range] = [positionIn(committed, one), wanted(one), ranges.get(one.topic)?.get(one.partition)]
    const refuse = (message: string): void => void problems.push({ path: `offsets.${i}.offset`, message: `${key}: ${message}` })
    if (seen.has(key)) refuse('It is there twice.')
    seen.add(key)
    if (now === next) continue
    if (next !== null && range === undefined) refuse('Its log cannot be read now.')
    else if (next !== null && range && next > range.end) refuse(`Its log ends at ${range.end}.`)
    // Below the start the consumer would jump to wherever auto.offset.reset sends it.
    else if (next !== null && range && next < range.start) refuse(`Its log begins at ${range.start} by now. Preview again.`)
    const effect = next === null ? { skip: 0, replay: 0 } : resetEffect({ committed: now, start: range?.start ?? null }, next)
    skip += effect.skip ?? 0
    replay += effect.replay ?? 0
    changed.push(one)
    changes.push({ what: key, before: now === null ? null : String(now), after: next === null ? null : String(next) })
  }
  if (problems.length === 0 && changed.length === 0)
    problems.push({ path: 'offsets', message: 'The group stands there already: nothing would change.' })
  if (problems.length > 0) throw badInput(NAME, problems)
  return { changes, changed, skip, replay }
}

const equivalent = ({ group, offsets }: Input, bootstrap: string): string => {
  const lines = offsets.flatMap(({ topic, partition, offset }) =>
    offset === null ? [] : [{ group: null, topic, partition, offset: Number(offset) }],
  )
  const line = toolLine('kafka-consumer-groups', bootstrap, '--group', group, '--reset-offsets', '--from-file', 'offsets.csv', '--execute')
  return `${line}\n${printOffsets(lines)}`
}

/** Sets exactly the offsets that were shown. Only a group without members takes them. */
export const resetOffsets: CommandDefinition<Input, KafkaWorld> = {
  name: NAME,
  level: 'C3',
  async plan(input, world, signal): Promise<PlanDraft<Input>> {
    const { group, offsets, how } = input
    needs(world, 'commitOffsets', 'Setting offsets')
    if (offsets.some((o) => o.offset === null)) needs(world, 'deleteOffsets', 'Deleting the offset of a partition')
    const now = await groupNow(group, world, signal)
    mustBeReady(group, now)
    const [committed, ranges] = await Promise.all([
      committedBy(world.client, group, now.coordinator, signal),
      logRanges(world.client, partitionsOf(offsets), signal),
    ])
    const { changes, changed, skip, replay } = judge(offsets, committed, ranges)
    const before = changed.map((one) => ({ topic: one.topic, partition: one.partition, offset: text(positionIn(committed, one)) }))
    return {
      object: group,
      title: `Reset offsets of ${group}`,
      sentence: `${plural(changes.length, 'position')}${how === '' ? '' : ` (${how})`}: ${skip} unread records would be skipped, ${replay} read again.`,
      changes,
      impact: [
        ...(skip > 0
          ? [{ severity: 'bad' as const, text: `${skip} records that the group has not read will not be read.`, path: null }]
          : []),
        ...(replay > 0
          ? [
              {
                severity: 'warn' as const,
                text: `${replay} records will be read a second time: what they cause happens again.`,
                path: null,
              },
            ]
          : []),
        ...(now.exists ? [] : [{ severity: 'info' as const, text: 'There is no such group yet: this makes it.', path: null }]),
      ],
      verdict: skip > 0 || replay > 0 ? 'degrades' : 'safe',
      worseWhenMore: { 'records that would be skipped': skip, 'records that would be read again': replay },
      asOf: now.asOf,
      wayBack: 'Undo sets the exact offsets of before, as long as the group has no members.',
      equivalent: equivalent(input, world.bootstrap),
      via: 'kafka',
      requests: [`OffsetCommit ${group}: ${plural(changes.length, 'partition')}, without joining the group`],
      before: { group, offsets: before, how: 'as before the reset' },
    }
  },
  async send({ group, offsets }, world, signal): Promise<SendOutcome> {
    const changes = world.client.changes(world.permit)
    const set = offsets.flatMap(({ topic, partition, offset }) =>
      offset === null ? [] : [{ topic, partition, offset: Number(offset), metadata: null }],
    )
    const gone = offsets.flatMap(({ topic, partition, offset }) => (offset === null ? [{ topic, partition }] : []))
    const name = (p: { readonly topic: string; readonly partition: number }): string => partitionKey(p.topic, p.partition)
    const first = set.length > 0 ? sentOf(await changes.commitOffsets(group, set, signal), name) : null
    if (gone.length === 0 || (first !== null && first.is !== 'accepted')) return first ?? { is: 'accepted', response: '' }
    const second = sentOf(await changes.deleteOffsets(group, gone, signal), name)
    if (first === null || second.is === 'accepted') return second
    return { ...second, note: `Done: ${plural(set.length, 'offset')} set. ${'note' in second ? (second.note ?? '') : ''}` }
  },
  async verify({ group, offsets }, world, signal) {
    const now = await groupNow(group, world, signal)
    const committed = await committedBy(world.client, group, now.coordinator, signal)
    const open = offsets.filter((one) => positionIn(committed, one) !== wanted(one))
    if (open.length === 0) {
      world.touched({})
      return { is: 'yes', note: `${plural(offsets.length, 'offset')} read back as set.` }
    }
    const [first] = open
    const where = first ? `, ${partitionKey(first.topic, first.partition)} is at ${positionIn(committed, first) ?? 'none'}` : ''
    return {
      is: 'not yet',
      note: `${plural(open.length, 'offset')} of ${offsets.length} read back otherwise${where}${now.is === 'running' ? '; the group is running again' : ''}.`,
    }
  },
  // What `plan` kept is the input of the reverse.
  undo: ({ before }) => (before === null ? null : { command: NAME, input: before }),
}

const text = (offset: number | null): string | null => (offset === null ? null : String(offset))
