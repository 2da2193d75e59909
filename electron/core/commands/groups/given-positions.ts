import type { ResetTo } from '../../../../shared/contract/group-changes.ts'
import { parseOffsets } from '../../../../shared/domain/offsets/csv.ts'
import { AppError } from '../../../../shared/errors/error.ts'
import type { KafkaWorld } from '../kafka/kafka-world.ts'
import { badInput } from '../refuse-input.ts'
import { committedBy, type Positions } from './committed.ts'

/** Offsets of a group as they were recorded; null: nothing was recorded around that moment. */
export type RecordedPositions = (group: string, at: number, signal: AbortSignal) => Promise<Positions | null>

interface Needs {
  readonly world: KafkaWorld
  readonly recorded: RecordedPositions
  /** For the path of a field error. */
  readonly member: string
}

function fromFile(text: string, group: string, member: string): Positions {
  const { lines, problems } = parseOffsets(text)
  if (problems.length > 0)
    throw badInput(
      member,
      problems.map(({ line, message }) => ({ path: 'target.text', message: `Line ${line}: ${message}` })),
    )
  const own = lines.filter((line) => line.group === null || line.group === group)
  if (own.length === 0) throw badInput(member, [{ path: 'target.text', message: `It has no line for group ${group}.` }])
  const found = new Map<string, Map<number, number>>()
  for (const { topic, partition, offset } of own) {
    const here = found.get(topic) ?? new Map<number, number>()
    found.set(topic, here.set(partition, offset))
  }
  return found
}

/** What another group, a recorded moment or a file says; null: the target is none of these. */
export async function givenPositions(
  target: ResetTo,
  group: string,
  { world, recorded, member }: Needs,
  signal: AbortSignal,
): Promise<Positions | null> {
  switch (target.to) {
    case 'group': {
      if (target.group === group) throw badInput(member, [{ path: 'target.group', message: 'It is the same group.' }])
      const found = await committedBy(world.client, target.group, null, signal)
      if (found.size === 0) throw badInput(member, [{ path: 'target.group', message: `Group ${target.group} has no committed offsets.` }])
      return found
    }
    case 'recorded': {
      const found = await recorded(group, target.at, signal)
      if (found === null) throw new AppError('history.notRecorded', { at: target.at })
      return found
    }
    case 'file':
      return fromFile(target.text, group, member)
    case 'earliest':
    case 'latest':
    case 'time':
    case 'ago':
    case 'offset':
    case 'shift':
    case 'current':
      return null
  }
}
