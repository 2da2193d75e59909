import type { LagSettings } from '../lag-defaults.ts'
import type { AttributionPartition, Dimension } from './inputs.ts'
import type { Growth } from './onset.ts'

/** A value that the growing partitions have in common. */
export interface Candidate {
  readonly dimension: Dimension
  readonly value: string
  readonly partitions: ReadonlySet<AttributionPartition>
  /** Its part of the growth and of the partitions. */
  readonly ofGrowth: number
  readonly ofPartitions: number
  /** How much more of the growth it holds than of the partitions, 0 to 1. */
  readonly concentration: number
}

type ValueOf = (p: AttributionPartition) => string | null

/** Leader, agent and rack are taken as of the onset and as of now; the stronger counts. */
const dimensions: readonly (readonly [Dimension, readonly ValueOf[]])[] = [
  ['partition', [(p) => p.id]],
  ['member', [(p) => p.member]],
  ['host', [(p) => p.host]],
  ['leader', [(p) => p.before.leader, (p) => p.now.leader]],
  ['agent', [(p) => p.before.agent, (p) => p.now.agent]],
  ['rack', [(p) => p.before.rack, (p) => p.now.rack]],
]

function sets(growths: readonly Growth[], valueOf: ValueOf): Map<string, Growth[]> {
  const byValue = new Map<string, Growth[]>()
  for (const growth of growths) {
    const value = valueOf(growth.partition)
    if (value === null) continue
    const set = byValue.get(value)
    if (set) set.push(growth)
    else byValue.set(value, [growth])
  }
  return byValue
}

function weigh(dimension: Dimension, value: string, set: readonly Growth[], total: number, count: number): Candidate {
  const ofGrowth = set.reduce((sum, g) => sum + g.owed, 0) / total
  const ofPartitions = set.length / count
  const concentration = ofPartitions === 1 ? 0.5 : (ofGrowth - ofPartitions) / (1 - ofPartitions)
  return { dimension, value, partitions: new Set(set.map((g) => g.partition)), ofGrowth, ofPartitions, concentration }
}

const isTruePart = (part: Candidate, whole: Candidate): boolean =>
  part.partitions.size < whole.partitions.size && [...part.partitions].every((p) => whole.partitions.has(p))

/** Values that hold most of the growth with few of the partitions; of nested ones the smallest that explains as much. */
export function candidatesOf(growths: readonly Growth[], settings: LagSettings): readonly Candidate[] {
  const total = growths.reduce((sum, g) => sum + g.owed, 0)
  if (total === 0) return []
  const found = new Map<string, Candidate>()
  for (const [dimension, values] of dimensions)
    for (const valueOf of values)
      for (const [value, set] of sets(growths, valueOf)) {
        const candidate = weigh(dimension, value, set, total, growths.length)
        const fits = candidate.ofGrowth >= settings.concentration && (candidate.ofPartitions <= settings.maxSet || set.length === 1)
        const known = found.get(`${dimension} ${value}`)
        if (fits && (known === undefined || candidate.concentration > known.concentration)) found.set(`${dimension} ${value}`, candidate)
      }
  const all = [...found.values()]
  return all.filter((whole) => !all.some((part) => isTruePart(part, whole) && part.ofGrowth >= settings.nested * whole.ofGrowth))
}
