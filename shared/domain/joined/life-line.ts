/** A task as far as its times go, ms since 1970. */
export interface TaskTimes {
  /** When it was accepted, as far as it is told. */
  readonly acceptedAt: number | null
  /** When it began to run; null: it never did, or it is not told. */
  readonly startedAt: number | null
  /** Null: it has not ended. */
  readonly endedAt: number | null
}

export interface LifePart {
  readonly kind: 'running' | 'starting' | 'ended' | 'unknown'
  readonly from: number
  readonly to: number
}

/**
 * When a broker ran, from the tasks that Mesos still remembers: it keeps a number of ended ones, so what lies before the oldest is not
 * known. Parts follow each other and fill the time.
 */
export function lifeLine(tasks: readonly TaskTimes[], from: number, to: number): readonly LifePart[] {
  const sorted = tasks
    .map((task) => ({ ...task, begin: task.acceptedAt ?? task.startedAt ?? task.endedAt }))
    .filter((task) => task.begin !== null)
    .toSorted((a, b) => (a.begin ?? 0) - (b.begin ?? 0))
  const parts: LifePart[] = []
  let at = from
  const fill = (kind: LifePart['kind'], until: number): void => {
    const end = Math.min(to, until)
    if (end <= at) return
    parts.push({ kind, from: at, to: end })
    at = end
  }
  for (const [nth, task] of sorted.entries()) {
    fill(nth === 0 ? 'unknown' : 'ended', task.begin ?? from)
    if (task.startedAt !== null) fill('starting', task.startedAt)
    fill(task.startedAt === null ? 'starting' : 'running', task.endedAt ?? to)
  }
  fill(sorted.length === 0 ? 'unknown' : 'ended', to)
  return parts
}

/** Share of the known time in which it ran; null: nothing is known. */
export function shareRunning(parts: readonly LifePart[]): number | null {
  const length = (kinds: readonly LifePart['kind'][]): number =>
    parts.reduce((sum, part) => sum + (kinds.includes(part.kind) ? part.to - part.from : 0), 0)
  const known = length(['running', 'starting', 'ended'])
  return known === 0 ? null : length(['running']) / known
}
