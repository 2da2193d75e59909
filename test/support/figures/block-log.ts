import { readFileSync } from 'node:fs'
import { Session, type Profiler } from 'node:inspector/promises'
import { PerformanceObserver } from 'node:perf_hooks'

/**
 * What a process did while its event loop stood still: for each block the CPU of its thread, how long it waited for a core, the garbage
 * collector's pauses, and which functions a profiler met. The profiler makes everything slower by some percent, so this explains figures and
 * measures none.
 */

export interface Block {
  /** Ms since the log began. */
  readonly at: number
  readonly ms: number
  readonly cpu: number
  /** Ms in which the thread could have run and got no core; NaN: the system does not tell. */
  readonly waited: number
  readonly gc: readonly { readonly kind: string; readonly ms: number }[]
  /** Where the profiler met the thread, the most often first; ms by its count. */
  readonly self: readonly Share[]
  /** The same by the outermost function of the product: which work it was. */
  readonly work: readonly Share[]
}

interface Share {
  readonly what: string
  readonly ms: number
}

export interface BlockLog {
  /** The longest blocks since the last reading, by what they took without waiting for a core. */
  read(): Promise<readonly Block[]>
}

const SAMPLE_US = 250
const TICK_MS = 1
const LONG_MS = 8
const KEPT = 12
const SHARES = 4
const gcKinds: Readonly<Record<number, string>> = {
  1: 'young',
  2: 'young (marking)',
  4: 'whole heap',
  8: 'marking step',
  16: 'weak callbacks',
}

interface Span {
  readonly from: number
  readonly to: number
}

interface Late extends Span {
  readonly cpu: number
  readonly waited: number
}

/** µs of the clock that the profiler uses. */
const nowUs = (): number => Number(process.hrtime.bigint() / 1_000n)

/** What other work of the machine made of a block says nothing about the program. */
const ownUs = ({ from, to, waited }: Late): number => to - from - (Number.isNaN(waited) ? 0 : waited * 1_000)

/** Ms that this thread waited for a core since it began. */
function waitedForCore(): number {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[1]) / 1e6
  } catch {
    return Number.NaN // not Linux
  }
}

export async function startBlockLog(): Promise<BlockLog> {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.setSamplingInterval', { interval: SAMPLE_US })
  await session.post('Profiler.start')
  const aheadUs = nowUs() - performance.now() * 1_000
  const began = nowUs()
  let pauses: (Span & { readonly kind: string })[] = []
  let late: Late[] = []

  const seen = new PerformanceObserver((list) => {
    // Entries of the type `gc` tell their kind.
    for (const { startTime, duration, detail } of list.getEntries() as (PerformanceEntry & {
      readonly detail: { readonly kind: number }
    })[]) {
      const from = startTime * 1_000 + aheadUs
      const { kind } = detail
      pauses.push({ from, to: from + duration * 1_000, kind: gcKinds[kind] ?? String(kind) })
    }
  })
  seen.observe({ entryTypes: ['gc'] })
  let last = nowUs()
  let cpuBefore = process.threadCpuUsage()
  let waitedBefore = waitedForCore()
  setInterval(() => {
    const now = nowUs()
    const { user, system } = process.threadCpuUsage(cpuBefore)
    const waited = waitedForCore()
    if (now - last > (LONG_MS + TICK_MS) * 1_000)
      late.push({ from: last + TICK_MS * 1_000, to: now, cpu: (user + system) / 1_000, waited: waited - waitedBefore })
    last = now
    waitedBefore = waited
    cpuBefore = process.threadCpuUsage()
  }, TICK_MS).unref()

  return {
    async read() {
      const { profile } = await session.post('Profiler.stop')
      const longest = late.toSorted((a, b) => ownUs(b) - ownUs(a)).slice(0, KEPT)
      const blocks = longest.map((span) => ({
        at: (span.from - began) / 1_000,
        ms: (span.to - span.from) / 1_000,
        cpu: span.cpu,
        waited: span.waited,
        gc: pauses.filter((p) => p.from < span.to && p.to > span.from).map(({ kind, from, to }) => ({ kind, ms: (to - from) / 1_000 })),
        ...sharesIn(profile, span),
      }))
      late = []
      pauses = []
      await session.post('Profiler.start')
      last = nowUs()
      return blocks
    },
  }
}

function sharesIn({ nodes, samples = [], timeDeltas = [], startTime }: Profiler.Profile, { from, to }: Span): Pick<Block, 'self' | 'work'> {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const parents = new Map<number, number>()
  for (const { id, children = [] } of nodes) for (const child of children) parents.set(child, id)
  const own = new Map<string, number>()
  const works = new Map<string, number>()
  const add = (to: Map<string, number>, what: string, us: number): void => void to.set(what, (to.get(what) ?? 0) + us)
  let at = startTime
  for (const [i, id] of samples.entries()) {
    const before = at
    at += timeDeltas[i] ?? 0
    if (at <= from || before >= to) continue
    const us = Math.min(at, to) - Math.max(before, from)
    const node = byId.get(id)
    if (node) add(own, nameOf(node), us)
    let work: Profiler.ProfileNode | undefined
    for (let up = node; up; up = byId.get(parents.get(up.id) ?? -1)) if (isOurs(up)) work = up
    if (work) add(works, nameOf(work), us)
  }
  return { self: largest(own), work: largest(works) }
}

/** Handing out slices is no work of its own. */
const isOurs = ({ callFrame: { url } }: Profiler.ProfileNode): boolean =>
  /\/(electron\/core|shared)\//.test(url) && !url.endsWith('/slices.ts') && !url.endsWith('/in-order.ts')

const nameOf = ({ callFrame: { functionName, url, lineNumber } }: Profiler.ProfileNode): string =>
  `${functionName || '(anonymous)'}${url ? ` ${url.split('/').slice(-2).join('/')}:${lineNumber + 1}` : ''}`

const largest = (shares: ReadonlyMap<string, number>): Share[] =>
  [...shares]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, SHARES)
    .map(([what, us]) => ({ what, ms: us / 1_000 }))

/** A line a block, and what it was below. */
export function printBlocks(blocks: readonly Block[]): string {
  const shares = (list: readonly Share[]): string => list.map(({ what, ms }) => `${what} ${ms.toFixed(1)}`).join(', ')
  return blocks
    .map(({ at, ms, cpu, waited, gc, self, work }) => {
      const pauses = gc.map((pause) => `${pause.kind} ${pause.ms.toFixed(1)}`).join(', ') || 'none'
      const own = (Number.isNaN(waited) ? ms : ms - waited).toFixed(1)
      return `${own} ms of ${ms.toFixed(1)} at ${(at / 1_000).toFixed(2)} s, CPU ${cpu.toFixed(1)}; collector: ${pauses}\n    work: ${shares(work)}\n    in: ${shares(self)}`
    })
    .join('\n')
}
