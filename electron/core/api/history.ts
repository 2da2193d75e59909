import type { SamsaContract } from '../../../shared/contract/index.ts'
import type { Handlers } from '../../../shared/rpc/define.ts'
import { recorderView, type ReachNeeds } from '../playback/reaches.ts'

export interface HistoryApiNeeds extends ReachNeeds {
  checkProfile(id: string): void
  setOn(cluster: string, on: boolean): Promise<void>
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
  async keep({ cluster, on }) {
    needs.checkProfile(cluster)
    await needs.setOn(cluster, on)
    return {}
  },
})
