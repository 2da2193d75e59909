import type { Impact } from '../../../../shared/contract/changes.ts'
import type { BrokerId } from '../../../../shared/domain/ids.ts'
import { addingOf, moveBytes, secondsAt } from '../../../../shared/domain/reassignment/effect.ts'
import { partitionKey, type Move, type PlacedPartition } from '../../../../shared/domain/reassignment/types.ts'
import { plural } from '../kafka/live-cluster.ts'

export interface Surroundings {
  readonly placed: ReadonlyMap<string, PlacedPartition>
  readonly racks: ReadonlyMap<BrokerId, string | null>
  readonly agents: ReadonlyMap<BrokerId, string>
  readonly live: ReadonlySet<BrokerId>
  readonly free: ReadonlyMap<BrokerId, number>
}

const repeated = (values: readonly (string | null | undefined)[]): boolean => {
  const known = values.filter((v) => v !== null && v !== undefined)
  return new Set(known).size < known.length
}

/** What is to be looked at before one partition moves. */
export function warningsOf(move: Move, around: Surroundings): string[] {
  const now = around.placed.get(partitionKey(move))
  const warnings: string[] = []
  const rackOf = (id: BrokerId): string | null => around.racks.get(id) ?? null
  if (repeated(move.to.map(rackOf))) warnings.push('two replicas in one rack')
  if (repeated(move.to.map((id) => around.agents.get(id)))) warnings.push('two replicas on one agent')
  const away = move.to.filter((id) => !around.live.has(id))
  if (away.length > 0) warnings.push(`broker ${away.join(', ')} is away`)
  if (now !== undefined && now.leader < 0) warnings.push('no leader: it cannot be copied now')
  else if (now !== undefined && now.isr.length < now.replicas.length) warnings.push('not all replicas are in sync')
  if (move.to.length < move.from.length) warnings.push(`fewer replicas: ${move.to.length} instead of ${move.from.length}`)
  return warnings
}

export interface Copies {
  /** Null: the size of a partition is not known. */
  readonly bytes: number | null
  readonly seconds: number | null
  readonly copies: number
}

export function copiesOf(moves: readonly Move[], placed: ReadonlyMap<string, PlacedPartition>, throttle: number | null): Copies {
  const each = moves.map((m) => moveBytes(m, placed.get(partitionKey(m))?.bytes ?? null).bytes)
  const bytes = each.includes(null) ? null : each.reduce<number>((sum, b) => sum + (b ?? 0), 0)
  const copies = moves.reduce((sum, m) => sum + addingOf(m).length, 0)
  return { bytes, copies, seconds: throttle === null ? null : secondsAt(throttle, moves, [...placed.values()]) }
}

/** What the moves together do, worst first. */
export function impactOf(moves: readonly Move[], around: Surroundings, throttle: number | null): Impact[] {
  const impact: Impact[] = []
  const say = (severity: Impact['severity'], text: string): void => void impact.push({ severity, text, path: null })
  const counted = new Map<string, number>()
  for (const warning of moves.flatMap((m) => warningsOf(m, around))) counted.set(warning, (counted.get(warning) ?? 0) + 1)
  for (const { broker, needs, free } of fullDisks(moves, around))
    say('bad', `Broker ${broker} has ${inWords(free)} free and would get ${inWords(needs)}.`)
  for (const [warning, n] of counted)
    say(warning.includes('leader') || warning.includes('away') ? 'bad' : 'warn', `${plural(n, 'partition')}: ${warning}.`)
  const { copies } = copiesOf(moves, around.placed, throttle)
  if (copies > 0 && throttle === null)
    say('warn', 'Without a throttle brokers copy as fast as they can, and producers and consumers of the same brokers get slower.')
  if (copies === 0) say('info', 'Only the order of replicas changes: nothing is copied. Leaders follow when preferred leaders are elected.')
  else say('info', 'Partitions stay readable and writable; each moves over when its new replicas are in sync.')
  const order = { bad: 0, warn: 1, info: 2 }
  return impact.toSorted((a, b) => order[a.severity] - order[b.severity])
}

function fullDisks(moves: readonly Move[], { placed, free }: Surroundings): { broker: BrokerId; needs: number; free: number }[] {
  const coming = new Map<BrokerId, number>()
  for (const move of moves) {
    const bytes = placed.get(partitionKey(move))?.bytes ?? 0
    for (const id of addingOf(move)) coming.set(id, (coming.get(id) ?? 0) + bytes)
  }
  return [...coming].flatMap(([broker, needs]) => {
    const left = free.get(broker)
    return left !== undefined && needs > left ? [{ broker, needs, free: left }] : []
  })
}

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB']

export function inWords(bytes: number): string {
  let [value, unit] = [bytes, 0]
  for (; value >= 1024 && unit < UNITS.length - 1; unit++) value /= 1024
  return `${value >= 100 || unit === 0 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit]}`
}

export function secondsInWords(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds))
  if (whole < 120) return `${whole} s`
  if (whole < 7_200) return `${Math.round(whole / 60)} min`
  return `${(whole / 3_600).toFixed(1)} h`
}
