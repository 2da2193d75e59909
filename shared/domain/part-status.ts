export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/** A catalogue error as a fact: its code and what it is about. */
export interface Problem {
  readonly code: string
  readonly about: Record<string, Json>
}

/** Those that Kafka tells. */
export const partNames = ['metadata', 'groups', 'descriptions', 'offsets', 'starts', 'logDirs', 'timeLag', 'retention'] as const
/** Those that Mesos and the scheduler tell. */
export const mesosPartNames = ['agents', 'framework', 'tasks', 'schedulerBrokers'] as const
export type KafkaPartName = (typeof partNames)[number]
export type PartName = KafkaPartName | (typeof mesosPartNames)[number]

/** How one part of the state was read last: stale and partial are facts here, not flags in screens. */
export interface PartStatus {
  readonly state: 'unread' | 'read' | 'failed' | 'unsupported' | 'forbidden'
  /** Wall clock ms of the newest good reading, to show. */
  readonly asOf: number | null
  /** The same moment in monotonic ms, to work out its age. */
  readonly readAt: number | null
  /** Planned ms between two readings; null: not planned now. */
  readonly interval: number | null
  /** Of the latest attempt: one entry a source that failed. */
  readonly problems: readonly Problem[]
  /** Of a first load under way. */
  readonly progress: { readonly done: number; readonly total: number } | null
}

export const unreadPart: PartStatus = { state: 'unread', asOf: null, readAt: null, interval: null, problems: [], progress: null }

/** As many problems as a view can tell (its contract caps them). */
export const MOST_PROBLEMS = 100

export const sameProblem = (a: Problem | null, b: Problem | null): boolean =>
  a === b || (a !== null && b !== null && a.code === b.code && JSON.stringify(a.about) === JSON.stringify(b.about))

/** The first of each kind, in order, within the cap. */
export function distinctProblems(problems: Iterable<Problem>): readonly Problem[] {
  const seen = new Map<string, Problem>()
  for (const problem of problems) {
    if (seen.size >= MOST_PROBLEMS) break
    const key = problem.code + JSON.stringify(problem.about)
    if (!seen.has(key)) seen.set(key, problem)
  }
  return [...seen.values()]
}

/** Stale after two polls or 15 s, whichever is more (G-02). */
export const STALE_AFTER_MS = 15_000

export function isStale(part: PartStatus, now: number): boolean {
  if (part.readAt === null || part.interval === null) return false
  // A poll takes its own time too: two intervals and the answer of the second.
  return now - part.readAt > Math.max(2 * part.interval, STALE_AFTER_MS)
}
