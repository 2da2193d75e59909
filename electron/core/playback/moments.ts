import type { ConfigFact } from '../../../shared/domain/cluster-state.ts'
import { configKey, emptyState } from '../../../shared/domain/cluster-state.ts'
import { AppError } from '../../../shared/errors/error.ts'
import type { Histories } from '../history/histories.ts'
import { buildMoment } from '../history/moments/build.ts'
import { createChanges } from '../lib/changes.ts'
import type { Clock } from '../lib/clock.ts'
import { inSlices } from '../lib/slices.ts'
import { derive, nothingDerived, type Derived } from '../state/derive/derive.ts'
import type { GroupLagFigures } from '../state/lag/group-figures.ts'
import { noLag } from '../state/lag/tracker.ts'
import type { LiveCluster, ReadingFacts, RecordedState } from '../state/live-cluster.ts'

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
const MOST = 4

const NOT_CONNECTED: ReadingFacts = { source: { is: 'off' }, lastReadAt: null, requestsPerSecond: 0, budget: 0, stretch: 1, jobs: [] }

interface Played {
  readonly cluster: LiveCluster
  readonly loaded: Promise<Derived>
}

export function createMoments({ histories, clock }: MomentsNeeds): Moments {
  const kept = new Map<string, Played>()

  const play = (id: string, time: number): Played => {
    const changes = createChanges()
    let derived = nothingDerived
    let recorded: RecordedState = { is: 'loading' }
    const loaded = loadDerived(histories, id, time)
    loaded.then(
      (ready) => {
        derived = ready
        recorded = { is: 'there' }
        changes.tell()
      },
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
    return { cluster, loaded }
  }
  const played = (id: string, time: number): Played => {
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
  return {
    at: (id, time) => played(id, time).cluster,
    load: (id, time) => played(id, time).loaded,
    async config(id, time, kind, name) {
      const { state } = await played(id, time).loaded
      const fact = state.configs.get(configKey(kind, name))
      if (!fact) throw new AppError('history.notRecorded', { at: time })
      return fact
    },
  }
}

async function loadDerived(histories: MomentsNeeds['histories'], cluster: string, time: number): Promise<Derived> {
  const told = await histories.ask('moment', cluster, { time })
  if (told === null) throw new AppError('history.notRecorded', { at: time })
  const { state, figures } = await inSlices(buildMoment(told))
  if (state === emptyState) throw new AppError('history.notRecorded', { at: time })
  // As the recorder was given them.
  const groups = figures as ReadonlyMap<string, GroupLagFigures>
  return inSlices(derive(nothingDerived, state, { ...noLag, groups }))
}
