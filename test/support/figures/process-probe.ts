import { monitorEventLoopDelay } from 'node:perf_hooks'
import { startBlockLog, type BlockLog } from './block-log.ts'

/**
 * Loaded into a process before its program (`node --import`), so that the program itself is measured as it is built. Answers questions
 * of the process that started it; keeps nothing alive.
 */

export interface ProcessReading {
  /** How late the event loop was, in ms, since the last reading. */
  readonly delay: { readonly p50: number; readonly p99: number; readonly max: number }
  /** CPU of the whole process, in ms, and how long it took. */
  readonly cpu: number
  readonly wall: number
  readonly rss: number
}

const RESOLUTION_MS = 1
const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
let from = { cpu: process.cpuUsage(), at: performance.now() }

function read(): ProcessReading {
  const { user, system } = process.cpuUsage(from.cpu)
  const wall = performance.now() - from.at
  // The histogram counts whole intervals of its own timer.
  const late = (ns: number): number => Math.max(0, ns / 1e6 - RESOLUTION_MS)
  const reading = {
    delay: { p50: late(delay.percentile(50)), p99: late(delay.percentile(99)), max: late(delay.max) },
    cpu: (user + system) / 1000,
    wall,
    rss: process.memoryUsage.rss(),
  }
  delay.reset()
  from = { cpu: process.cpuUsage(), at: performance.now() }
  return reading
}

/** Wanted by `SAMSA_BENCH_BLOCKS`: it costs some percent. */
let blocks: Promise<BlockLog> | null = null

process.on('message', (message) => {
  // Not before it is wanted: its timer alone costs more than an idle core does.
  if (message === 'watch the loop') delay.enable()
  if (message === 'log blocks') blocks = startBlockLog()
  if (message === 'read blocks') void blocks?.then((log) => log.read()).then((longest) => process.send?.({ longest }))
  if (message === 'read figures') process.send?.({ figures: read() })
})
process.channel?.unref()
