import { measureMoments, type Cost, type Jump, type MomentsRun } from '../../test/support/figures/moments-figures.ts'
import type { Figure } from './figures.ts'

const HOURS = Number(process.env['SAMSA_BENCH_HOURS'] ?? 24)
const GOAL_MS = 500
const HOUR_MS = 3_600_000

const at = (costs: readonly Cost[], of: keyof Cost, part: number): number => {
  const sorted = costs.map((cost) => cost[of]).toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN
}

const isLate = ({ wall }: Cost): boolean => wall > GOAL_MS

function jumps(name: string, made: readonly Jump[]): readonly Figure[] {
  if (made.length === 0) return []
  return [
    { name: `${name}, p50`, unit: 'ms', goal: GOAL_MS, measured: at(made, 'wall', 0.5) },
    { name: `${name}, p95`, unit: 'ms', goal: GOAL_MS, measured: at(made, 'wall', 0.95) },
    { name: `${name}, longest of ${made.length}`, unit: 'ms', goal: GOAL_MS, measured: at(made, 'wall', 1) },
    { name: `${name}: longer than ${GOAL_MS} ms`, unit: '%', goal: 0, measured: (100 * made.filter(isLate).length) / made.length },
    { name: `${name}: CPU of both threads, p50`, unit: 'ms', goal: null, measured: at(made, 'cpu', 0.5) },
    {
      name: `${name}: CPU until sizes of replicas are there too, p50`,
      unit: 'ms',
      goal: null,
      measured: at(
        made.map((jump) => jump.whole),
        'cpu',
        0.5,
      ),
    },
  ]
}

const NAMES: Readonly<Record<number, string>> = { 10: 'by reading', 60: 'by the minute', 600: 'by ten minutes' }

/** What was recorded and how: coarser hours are read only as often as is held of them in the end. */
function ofRecording(name: string, { made, held }: MomentsRun): readonly Figure[] {
  const holds = held.map((tier): Figure => ({
    name: `${name}: held ${NAMES[tier.seconds] ?? tier.seconds}, hours back`,
    unit: 'values',
    goal: null,
    measured: tier.hours,
  }))
  if (made === null) return holds
  const own = `${name}: recording its newest ${made.full} h, read every 10 s, of a core`
  return [
    ...holds,
    {
      name: `${name}: rounds of reading; as often as a live cluster they were ${HOURS * 360}`,
      unit: 'values',
      goal: null,
      measured: made.rounds,
    },
    { name: own, unit: '%', goal: 5, measured: (made.cpu / (made.full * HOUR_MS)) * 100 },
  ]
}

/** A very large cluster's recorded hours: how large, what recording takes, and how long it takes to go to a moment. */
export async function moments(): Promise<Figure[]> {
  const run = await measureMoments(HOURS, process.env['SAMSA_BENCH_RECORD'] ?? null)
  const name = `XL, ${HOURS} h recorded`
  return [
    { name: `${name}: on disk`, unit: 'MB', goal: 512, measured: run.disk / 2 ** 20 },
    ...ofRecording(name, run),
    { name: `${name}: the first moment of a program`, unit: 'ms', goal: 3_000, measured: run.first.wall },
    { name: `${name}: the first moment, CPU of both threads`, unit: 'ms', goal: null, measured: run.first.cpu },
    ...jumps(`${name}: to any of the last hour`, run.far),
    ...jumps(`${name}: to any of those held by the minute`, run.coarse),
    ...jumps(`${name}: to any of those held by ten minutes`, run.coarsest),
    ...jumps(`${name}: a minute on`, run.near),
    ...jumps(`${name}: a frame of playing ×600`, run.play),
  ]
}
