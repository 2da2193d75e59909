import type { ConfigFact } from '../../../shared/domain/cluster-state.ts'
import { configKey } from '../../../shared/domain/cluster-state.ts'
import { AppError } from '../../../shared/errors/error.ts'
import type { Histories } from '../history/histories.ts'
import { createChanges } from '../lib/changes.ts'
import type { Clock } from '../lib/clock.ts'
import { nothingDerived, type Derived } from '../state/derive/derive.ts'
import type { LiveCluster, ReadingFacts, RecordedState } from '../state/live-cluster.ts'
import { createMomentReader, MomentLeft } from './read-moment.ts'

/** Clusters as they were: the same projections as live, over a state that is played back. */
export interface Moments {
  /** At once; it says itself when it is loaded. The same one for the same moment while it is in use. */
  at(cluster: string, time: number): LiveCluster
  /** The state at a moment, when it is there. Fails with `history.notRecorded` where nothing is. */
  load(cluster: string, time: number): Promise<Derived>
  config(cluster: string, time: number, kind: 'topic' | 'broker', name: string): Promise<ConfigFact>
}

export interface MomentsNeeds {
  readonly histories: Pick<Histories, 'ask'>
  readonly clock: Clock
}

/** Moments that are kept: the one on the screen, the ones beside it, and a second one to compare with. */
const MOST = 3

/** A moment that is on the screen for so long is one that the user stays at. */
const SETTLED_MS = 600

const NOT_CONNECTED: ReadingFacts = { source: { is: 'off' }, lastReadAt: null, requestsPerSecond: 0, budget: 0, stretch: 1, jobs: [] }

interface Played {
  readonly cluster: LiveCluster
  /** What screens need at once. */
  readonly first: Promise<unknown>
  /** All of it; read when it is first asked for, and given up when nobody looks any more, unless it is `needed`. Fails with `MomentLeft` then. */
  whole(needed: boolean): Promise<Derived>
}

export function createMoments({ histories, clock }: MomentsNeeds): Moments {
  const kept = new Map<string, Played>()
  let shown: Played | null = null
  const reader = createMomentReader(histories)

  const play = (id: string, time: number): Played => {
    const changes = createChanges()
    let derived = nothingDerived
    let recorded: RecordedState = { is: 'loading' }
    let whole: Promise<Derived> | null = null
    let isNeeded = false
    const first = reader.read(id, time)
    const show = (ready: Derived): void => {
      if (derived === ready) return
      derived = ready
      recorded = { is: 'there' }
      changes.tell()
    }
    first.then(
      (read) => show(read.derived),
      (error: unknown) => {
        const known =
          error instanceof AppError ? error : new AppError('history.failed', { why: 'it could not be played back' }, { cause: error })
        recorded = { is: 'missing', problem: { code: known.code, about: known.about } }
        // Asked for again, it is tried again.
        kept.delete(`${time} ${id}`)
        changes.tell()
      },
    )
    const cluster: LiveCluster = {
      id,
      clock: { wall: () => time, now: () => time, after: clock.after },
      store: { current: () => derived.state, derived: () => derived, watch: changes.listen },
      recorded: () => recorded,
      reading: () => NOT_CONNECTED,
      systems: () => [],
      onReading: () => {},
      hold: () => {},
    }
    const readWhole = async (isLeft: () => boolean): Promise<Derived> => {
      try {
        const ready = await (await first).whole(isLeft)
        show(ready)
        return ready
      } catch (error) {
        if (error instanceof MomentLeft) whole = null
        throw error
      }
    }
    const played: Played = {
      ...{ cluster, first },
      whole(needed) {
        isNeeded ||= needed
        return (whole ??= readWhole(() => !isNeeded && shown !== played))
      },
    }
    return played
  }
  const playedAt = (id: string, time: number): Played => {
    const key = `${time} ${id}`
    const known = kept.get(key) ?? play(id, time)
    // Newest last.
    kept.delete(key)
    kept.set(key, known)
    for (const oldest of kept.keys()) {
      if (kept.size <= MOST) break
      kept.delete(oldest)
    }
    return known
  }
  let cancel = (): void => {}
  /** What is long to read follows when the user stays: who drags or plays goes on at once, and it would be read for nothing. */
  const staysAt = (one: Played): void => {
    if (shown === one) return
    shown = one
    cancel()
    const follow = (): void => {
      if (shown === one) cancel = clock.after(SETTLED_MS, () => void one.whole(false).catch(() => undefined))
    }
    one.first.then(follow).catch(() => undefined)
  }
  return {
    at(id, time) {
      const one = playedAt(id, time)
      staysAt(one)
      return one.cluster
    },
    load: (id, time) => playedAt(id, time).whole(true),
    async config(id, time, kind, name) {
      const { state } = await playedAt(id, time).whole(true)
      const fact = state.configs.get(configKey(kind, name))
      if (!fact) throw new AppError('history.notRecorded', { at: time })
      return fact
    },
  }
}
