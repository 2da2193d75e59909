import { createChanges } from '../lib/changes.ts'

/** What somebody looks at. */
export type Watched =
  | { readonly kind: 'overview' | 'reading' | 'brokers' | 'topics' | 'groups' | 'mesos' }
  | { readonly kind: 'broker'; readonly broker: number }
  /** `times`: where groups stand in it by time as well. */
  | { readonly kind: 'topic'; readonly topic: string; readonly times?: boolean }
  | { readonly kind: 'group'; readonly group: string }

/** Which views of a cluster are open: it decides what is read how often. */
export interface WatchSet {
  hold(what: Watched, signal: AbortSignal): void
  any(): boolean
  has(kind: Watched['kind']): boolean
  groups(): ReadonlySet<string>
  topics(): ReadonlySet<string>
  /** Topics whose positions are looked at by time. */
  timed(): ReadonlySet<string>
  onChange(changed: () => void, signal: AbortSignal): void
}

export function createWatchSet(): WatchSet {
  const held = new Set<Watched>()
  const changes = createChanges()
  return {
    hold(what, signal) {
      if (signal.aborted) return
      // An object of its own: two views of the same thing are two.
      const mine = { ...what }
      held.add(mine)
      signal.addEventListener(
        'abort',
        () => {
          held.delete(mine)
          changes.tell()
        },
        { once: true },
      )
      changes.tell()
    },
    any: () => held.size > 0,
    has: (kind) => [...held].some((what) => what.kind === kind),
    groups: () => new Set([...held].flatMap((what) => (what.kind === 'group' ? [what.group] : []))),
    topics: () => new Set([...held].flatMap((what) => (what.kind === 'topic' ? [what.topic] : []))),
    timed: () => new Set([...held].flatMap((what) => (what.kind === 'topic' && what.times === true ? [what.topic] : []))),
    onChange: changes.listen,
  }
}
