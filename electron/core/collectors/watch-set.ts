import { createChanges } from '../lib/changes.ts'

/** What somebody looks at. */
export type Watched =
  | { readonly kind: 'overview' | 'reading' | 'brokers' | 'topics' | 'groups' | 'mesos' }
  | { readonly kind: 'broker'; readonly broker: number }
  /** `times`: where groups stand in it by time as well. */
  | { readonly kind: 'topic'; readonly topic: string; readonly times?: boolean }
  | { readonly kind: 'group'; readonly group: string }

/** Planned ms between two readings, by what is read. Where the budget does not suffice they are stretched. */
export interface Intervals {
  /** Offsets of what somebody has open. */
  readonly open: number
  /** Offsets of other groups with members. */
  readonly others: number
  /** Offsets of groups without members. */
  readonly empty: number
  readonly metadata: number
  /** Sizes of logs. */
  readonly sizes: number
  /** Mesos and the scheduler; a large Mesos tells less often by itself. */
  readonly mesos: number
}

export const USUAL_INTERVALS: Intervals = {
  open: 5_000,
  others: 30_000,
  empty: 600_000,
  metadata: 60_000,
  sizes: 120_000,
  mesos: 10_000,
}

/** What is done beside reading, where the user does not turn it off. */
export interface Switches {
  /** Mesos is asked to tell what happens. */
  readonly mesosEvents: boolean
  /** Positions are looked up by time in the brokers' time index. */
  readonly timeProbes: boolean
}

const ALL_ON: Switches = { mesosEvents: true, timeProbes: true }

/** Which views of a cluster are open: it decides what is read how often. */
export interface WatchSet {
  hold(what: Watched, signal: AbortSignal): void
  any(): boolean
  has(kind: Watched['kind']): boolean
  groups(): ReadonlySet<string>
  topics(): ReadonlySet<string>
  /** Topics whose positions are looked at by time. */
  timed(): ReadonlySet<string>
  /** How often each is read, as the settings are now. */
  intervals(): Intervals
  switches(): Switches
  onChange(changed: () => void, signal: AbortSignal): void
}

export function createWatchSet(intervals: () => Intervals = () => USUAL_INTERVALS, switches: () => Switches = () => ALL_ON): WatchSet {
  const held = new Set<Watched>()
  const changes = createChanges()
  /** Made when they are asked for: a reading asks for each of tens of thousands of groups. Null: what is held changed since. */
  let names: Names | null = null
  const named = (): Names => (names ??= namesOf(held))
  return {
    hold(what, signal) {
      if (signal.aborted) return
      // An object of its own: two views of the same thing are two.
      const mine = { ...what }
      held.add(mine)
      names = null
      signal.addEventListener(
        'abort',
        () => {
          held.delete(mine)
          names = null
          changes.tell()
        },
        { once: true },
      )
      changes.tell()
    },
    any: () => held.size > 0,
    has: (kind) => [...held].some((what) => what.kind === kind),
    groups: () => named().groups,
    topics: () => named().topics,
    timed: () => named().timed,
    intervals,
    switches,
    onChange: changes.listen,
  }
}

type Names = Readonly<Record<'groups' | 'topics' | 'timed', ReadonlySet<string>>>

function namesOf(held: Iterable<Watched>): Names {
  const names = { groups: new Set<string>(), topics: new Set<string>(), timed: new Set<string>() }
  for (const what of held) {
    if (what.kind === 'group') names.groups.add(what.group)
    if (what.kind !== 'topic') continue
    names.topics.add(what.topic)
    if (what.times === true) names.timed.add(what.topic)
  }
  return names
}
