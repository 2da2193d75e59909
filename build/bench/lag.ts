import { lagSizes, type LagSizeName } from '../../test/emulators/kafka/lag-sizes.ts'
import { measureAgainstKafkajs, measureHistory, measureLag, median } from '../../test/support/figures/lag-figures.ts'
import type { Figure } from './figures.ts'

const REFRESHES = 7
const MEGABYTE = 1024 * 1024

interface Goals {
  readonly refresh: number
  readonly firstRows: number
  readonly block: number
}

const goals: Readonly<Record<LagSizeName, Goals>> = {
  r1: { refresh: 350, firstRows: 300, block: 12 },
  r2: { refresh: 900, firstRows: 400, block: 12 },
  r3: { refresh: 3_000, firstRows: 500, block: 16 },
}

/** One full refresh of everybody's lag on an emulated cluster, 1 ms a request; and the floor: the bare requests and decoding. */
export const lag = (size: LagSizeName) => async (): Promise<Figure[]> => {
  const { firstRows, refresh, cpu, process, floor, requestsAllowed } = await measureLag(size, REFRESHES)
  const name = size.toUpperCase()
  const goal = goals[size]
  const wall = median(refresh.walls)
  const bare = median(floor.walls)
  return [
    { name: `${name}: full refresh, warm, median of ${REFRESHES}`, unit: 'ms', goal: goal.refresh, measured: wall },
    { name: `${name}: the floor: bare requests and decoding`, unit: 'ms', goal: null, measured: bare },
    { name: `${name}: full refresh against the floor`, unit: '×', goal: 1.5, measured: wall / bare },
    { name: `${name}: CPU of the core's thread, from press to shown`, unit: 'ms', goal: null, measured: median(refresh.cpus) },
    { name: `${name}: the same of the floor's thread`, unit: 'ms', goal: null, measured: floor.threadCpu },
    { name: `${name}: by CPU of those threads, against the floor`, unit: '×', goal: 1.5, measured: median(refresh.cpus) / floor.threadCpu },
    { name: `${name}: CPU of a refresh, workers included`, unit: 'ms', goal: null, measured: cpu },
    { name: `${name}: CPU of the floor`, unit: 'ms', goal: null, measured: floor.cpu },
    { name: `${name}: first rows after connect`, unit: 'ms', goal: goal.firstRows, measured: firstRows.wall },
    { name: `${name}: CPU of the core's thread until then`, unit: 'ms', goal: null, measured: firstRows.cpu },
    { name: `${name}: requests of a refresh`, unit: 'requests', goal: requestsAllowed, measured: refresh.requests },
    { name: `${name}: bytes in of a refresh`, unit: 'MB', goal: null, measured: refresh.bytesIn / MEGABYTE },
    { name: `${name}: longest block of the core's event loop`, unit: 'ms', goal: goal.block, measured: process.delay.max },
    { name: `${name}: event loop delay, p99`, unit: 'ms', goal: null, measured: process.delay.p99 },
    { name: `${name}: resident memory of the process`, unit: 'MB', goal: null, measured: process.rss / MEGABYTE },
  ]
}

/** What it can bear here: at the full size kafkajs' Admin takes minutes. */
const KAFKAJS_GROUPS = 100

/** R1 through kafkajs' public Admin; its time for some groups is scaled to all. */
export async function kafkajs(): Promise<Figure[]> {
  const { samsa, other } = await measureAgainstKafkajs(KAFKAJS_GROUPS)
  const scaled = other.wall * (other.all / other.groups)
  const ours = median(samsa.walls)
  return [
    { name: `kafkajs' Admin on R1: ${other.groups} of ${lagSizes.r1.groups} groups`, unit: 's', goal: null, measured: other.wall / 1_000 },
    { name: "kafkajs' Admin on R1, scaled to all groups", unit: 's', goal: null, measured: scaled / 1_000 },
    { name: 'Samsa on the same cluster', unit: 's', goal: null, measured: ours / 1_000 },
    { name: "Samsa against kafkajs' Admin: times faster", unit: '×', goal: 50, atLeast: true, measured: scaled / ours },
  ]
}

const HOURS = Number(process.env['SAMSA_BENCH_HOURS'] ?? 24)
/** A day of the whole would take the better part of an hour. */
const PARTS = 20

/**
 * A day of history of a part of the cluster, which says what it takes on the disk, and an hour of the whole, which says what it takes in
 * memory: minutes that are being recorded, and names. One reading of everything each 30 s.
 */
export async function history(): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const [size, memory, disk] of [
    ['r1', 60, 512],
    ['r2', 200, null],
  ] as const) {
    const name = size.toUpperCase()
    const hour = await measureHistory(size, 1)
    const day = await measureHistory(size, HOURS, PARTS)
    figures.push(
      { name: `${name}: an hour of history, in memory`, unit: 'MB', goal: memory, measured: hour.memory / MEGABYTE },
      { name: `${name}: most in memory while recording it`, unit: 'MB', goal: null, measured: hour.memoryMost / MEGABYTE },
      {
        name: `${name}: ${HOURS} h of history on disk at most, by a part of it`,
        unit: 'MB',
        goal: disk,
        measured: day.diskMost / MEGABYTE,
      },
      { name: `${name}: CPU for an hour of it`, unit: 's', goal: null, measured: hour.cpuPerHour / 1_000 },
    )
  }
  return figures
}
