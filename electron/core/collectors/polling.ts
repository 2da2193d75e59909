import { createAbort } from '../lib/abort.ts'
import type { Clock } from '../lib/clock.ts'
import { createBackoff, type Backoff } from './backoff.ts'
import type { Budget } from './budget.ts'

/** Something that is read again and again. */
export interface Source {
  readonly name: string
  /** Planned ms between two readings; null: not wanted now. */
  interval(): number | null
  /** Requests that a reading takes, about. */
  cost(): number
  read(signal: AbortSignal): Promise<void>
}

export interface Outcome {
  readonly source: string
  /** Null: it was read. */
  readonly error: unknown
  readonly attempt: number
  /** Ms until the next try, after a failure. */
  readonly wait: number
}

export interface PollerNeeds {
  readonly clock: Clock
  readonly budget: Budget
  readonly random: () => number
  /** By how much planned intervals are stretched now. */
  readonly stretch: () => number
  readonly canRetry: (error: unknown) => boolean
  readonly onOutcome: (outcome: Outcome) => void
  readonly onJobs: () => void
}

interface Entry {
  readonly source: Source
  readonly backoff: Backoff
  /** Monotonic ms; Infinity: not planned. */
  dueAt: number
  startedAt: number
  failing: boolean
  running: Promise<void> | null
  /** Set while it waits for its turn. */
  hurry: (() => void) | null
}

/** A woken source waits at least this long after its last start: errors that ask for a reading come in crowds. */
export const WAKE_SPACING_MS = 1_000

/** Reads sources when they are due: one flight a source, one timer for all, each failure backed off by itself. */
export function createPoller({ clock, budget, random, stretch, canRetry, onOutcome, onJobs }: PollerNeeds) {
  const abort = createAbort()
  const entries = new Map<string, Entry>()
  let cancel: (() => void) | null = null
  let skipped = 0

  const launch = (entry: Entry, hurried = false): Promise<void> => {
    entry.startedAt = clock.now()
    entry.dueAt = plannedAfter(entry)
    const running = run(entry, hurried).finally(() => {
      entry.running = null
      onJobs()
      plan()
    })
    entry.running = running
    // Tells pages: Electron's channel runs what was promised meanwhile, so that a reading that fails at once may be over afterwards.
    onJobs()
    return running
  }

  const granted = async (entry: Entry, hurried: boolean): Promise<() => void> => {
    const asked = budget.ask(entry.source.cost(), abort.signal)
    entry.hurry = asked.hurry
    if (hurried) asked.hurry()
    try {
      return await asked.granted
    } finally {
      entry.hurry = null
    }
  }

  const run = async (entry: Entry, hurried: boolean): Promise<void> => {
    const { source, backoff } = entry
    let over: (() => void) | null = null
    try {
      over = await granted(entry, hurried)
      await source.read(abort.signal)
      entry.failing = false
      backoff.succeeded(clock.now())
      if (!abort.signal.aborted) onOutcome({ source: source.name, error: null, attempt: 0, wait: 0 })
    } catch (error) {
      if (abort.signal.aborted) return
      const wait = backoff.failed(clock.now(), canRetry(error))
      entry.failing = true
      entry.dueAt = clock.now() + wait
      onOutcome({ source: source.name, error, attempt: backoff.attempts, wait })
    } finally {
      over?.()
    }
  }

  const plannedAfter = (entry: Entry): number => {
    const interval = entry.source.interval()
    return interval === null ? Infinity : entry.startedAt + interval * stretch()
  }

  const plan = (): void => {
    cancel?.()
    cancel = null
    if (abort.signal.aborted) return
    const next = Math.min(...[...entries.values()].map((e) => e.dueAt))
    if (next !== Infinity) cancel = clock.after(Math.max(0, next - clock.now()), tick)
  }

  const tick = (): void => {
    const now = clock.now()
    for (const entry of entries.values()) {
      if (entry.dueAt > now) continue
      if (entry.running === null) {
        launch(entry).catch(() => undefined)
      } else {
        skipped += 1
        entry.dueAt = now + (entry.source.interval() ?? WAKE_SPACING_MS)
      }
    }
    plan()
  }

  const named = (name: string): Entry => {
    const entry = entries.get(name)
    if (entry === undefined) throw new Error(`no source ${name}`)
    return entry
  }

  return {
    add(source: Source): void {
      entries.set(source.name, {
        source,
        backoff: createBackoff(random),
        dueAt: Infinity,
        startedAt: -Infinity,
        failing: false,
        running: null,
        hurry: null,
      })
    },
    /** Intervals may have changed: what is due earlier now is read earlier. Failing sources keep their wait. */
    replan(): void {
      for (const entry of entries.values()) {
        const interval = entry.source.interval()
        if (interval === null) entry.dueAt = Infinity
        else if (!entry.failing || entry.dueAt === Infinity) {
          const due = entry.startedAt === -Infinity ? clock.now() : entry.startedAt + interval * stretch()
          entry.dueAt = Math.min(entry.dueAt, due)
        }
      }
      plan()
    },
    /** Wants it soon: a fact came up that makes the last reading old. */
    wake(name: string, after = 0): void {
      const entry = named(name)
      if (entry.source.interval() === null) return
      const soon = Math.max(clock.now() + after, entry.startedAt + WAKE_SPACING_MS)
      if (entry.failing || entry.dueAt <= soon) return
      entry.dueAt = soon
      plan()
    },
    /**
     * Reads it now, planned or not, and waits for it: somebody does. A reading that only waits for its turn gets it; one that is under way
     * already began too early, and another follows.
     */
    async readNow(name: string): Promise<void> {
      const entry = named(name)
      if (entry.hurry) {
        entry.hurry()
        await entry.running
        return
      }
      await entry.running
      if (abort.signal.aborted) return
      entry.backoff.reset()
      await (entry.running ?? launch(entry, true))
    },
    jobs: (): readonly string[] => [...entries.values()].filter((e) => e.running !== null).map((e) => e.source.name),
    skipped: (): number => skipped,
    /** Requests a second that all sources want, were there no limit. */
    wanted: (): number => {
      let sum = 0
      for (const { source } of entries.values()) {
        const interval = source.interval()
        if (interval !== null) sum += source.cost() / (interval / 1000)
      }
      return sum
    },
    stop(reason: Error): void {
      cancel?.()
      cancel = null
      abort.abort(reason)
    },
  }
}
