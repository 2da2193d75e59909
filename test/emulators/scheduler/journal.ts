import type { Clock } from '../../../electron/core/lib/clock.ts'

/** One thing that happened, or one request that came: what tests count. */
export type Entry = { readonly at: number; readonly what: string } & Readonly<Record<string, unknown>>

export interface SchedulerJournal {
  readonly entries: readonly Entry[]
  note(entry: { readonly what: string } & Readonly<Record<string, unknown>>): void
  of(what: string): readonly Entry[]
}

export function createJournal(clock: Clock): SchedulerJournal {
  const entries: Entry[] = []
  return {
    entries,
    note: (entry) => void entries.push({ at: clock.wall(), ...entry }),
    of: (what) => entries.filter((entry) => entry.what === what),
  }
}
