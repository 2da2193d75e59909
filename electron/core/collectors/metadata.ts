import type { Collecting } from './needs.ts'
import type { Source } from './polling.ts'

/** While something just changed or is wrong: soon at first, then less often. */
export const SETTLING_MS = 1_000
const TROUBLE_MS = 5_000
const LONG_TROUBLE_MS = 30_000
const SETTLING_FOR_MS = 12_000
const TROUBLE_FOR_MS = 120_000
/** A large cluster's metadata is megabytes: never asked for that often. */
const LARGE = 20_000
const LARGE_MS = 10_000

export interface MetadataSource extends Source {
  /** A broker came or went: leaders move now. */
  unsettle(): void
}

interface MetadataNeeds {
  readonly isPaused: () => boolean
  /** Told once the brokers are known: whoever needs no topics may begin. */
  readonly reached: () => void
  /** Some groups are listed, or none can be. */
  readonly listed: Promise<void>
}

/** Decoding a large cluster's metadata takes as long as listing its groups: where those are looked at they come first, up to this long. */
const GROUPS_FIRST_MS = 300

/**
 * Brokers, topics, leaders. The first reading connects; the others wait for it.
 */
export function metadataSource(
  { clock, client, sink, watching }: Collecting,
  { isPaused, reached, listed }: MetadataNeeds,
): MetadataSource {
  let connected = false
  let changedAt = -Infinity
  let partitions = 0

  const trouble = (): boolean => {
    const state = sink.current()
    return state.gone.size > 0 || [...state.brokers.values()].some((b) => b.inMetadata && b.link?.state === 'unreachable')
  }
  const groupsFirst = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const cancel = clock.after(GROUPS_FIRST_MS, resolve)
      const go = (): void => {
        cancel()
        resolve()
      }
      listed.then(go, go)
      signal.addEventListener('abort', go, { once: true })
    })
  return {
    name: 'metadata',
    interval() {
      if (isPaused()) return null
      const age = clock.now() - changedAt
      const planned =
        age < SETTLING_FOR_MS
          ? SETTLING_MS
          : trouble()
            ? age < TROUBLE_FOR_MS
              ? TROUBLE_MS
              : LONG_TROUBLE_MS
            : watching.intervals().metadata
      return partitions > LARGE ? Math.max(LARGE_MS, planned) : planned
    },
    cost: () => 1,
    unsettle: () => void (changedAt = clock.now()),
    async read(signal) {
      if (!connected) {
        await client.reach(signal)
        connected = true
        reached()
        if (watching.has('groups')) await groupsFirst(signal)
      }
      const reading = await client.metadata(signal)
      const before = sink.current()
      await sink.apply({ kind: 'metadata', now: clock.now(), ...reading })
      const after = sink.current()
      // The first reading is no change.
      if (before.parts.metadata.readAt !== null && (before.topics !== after.topics || before.brokers !== after.brokers))
        changedAt = clock.now()
      partitions = reading.topics.reduce((n, topic) => n + topic.partitions.length, 0)
      await sink.apply({ kind: 'part', part: 'metadata', change: { interval: this.interval() } })
    },
  }
}
