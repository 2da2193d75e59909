import type { SamsaContract } from '../../../shared/contract/index.ts'
import type { Handlers } from '../../../shared/rpc/define.ts'
import { AppError } from '../../../shared/errors/error.ts'
import type { Recording } from '../history/recording.ts'
import { recorderView, type ReachNeeds } from '../playback/reaches.ts'

export interface HistoryApiNeeds extends ReachNeeds {
  checkProfile(id: string): void
  setOn(cluster: string, on: boolean): Promise<void>
  /** A pinned span is no profile: it is removed where it is listed. */
  isProfile(id: string): boolean
  readonly recording: Pick<Recording, 'settle'>
  /** What is recorded of a cluster is not what it was. */
  tell(): void
  readonly backfills: ReachNeeds['backfills'] & { turn(cluster: string, on: boolean): void }
}

const EVENTS_MAX = 500

export const historyHandlers = (needs: HistoryApiNeeds): Handlers<SamsaContract>['history'] => ({
  recorder({ cluster }) {
    needs.checkProfile(cluster)
    return recorderView(needs, cluster)
  },
  async band({ cluster, ...span }, { signal }) {
    needs.checkProfile(cluster)
    const { density, events, more } = await needs.histories.ask('band', cluster, { ...span, events: EVENTS_MAX }, signal)
    return { density: [...density], events: events.map((event) => ({ ...event })), moreEvents: more }
  },
  async forget({ cluster }) {
    needs.checkProfile(cluster)
    if (!needs.isProfile(cluster)) throw new AppError('profile.unknown', { profile: cluster })
    await needs.recording.settle(cluster)
    await needs.histories.ask('forget', cluster, {})
    needs.tell()
    return {}
  },
  backfill({ cluster, on }) {
    needs.checkProfile(cluster)
    needs.backfills.turn(cluster, on)
    return {}
  },
  async keep({ cluster, on }) {
    needs.checkProfile(cluster)
    await needs.setOn(cluster, on)
    return {}
  },
})
