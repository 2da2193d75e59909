import type { MesosEvent } from '../../clients/mesos/events.ts'
import type { MesosClient } from '../../clients/mesos/mesos-client.ts'
import type { Clock } from '../../lib/clock.ts'
import { HOPELESS_MS } from '../backoff.ts'
import { canRetry, type Sink } from '../needs.ts'
import type { WatchSet } from '../watch-set.ts'

/** A subscription begins with everything the master knows: not asked of a large one. */
const MOST_AGENTS = 100
/** Events come in bursts: one frame for all of a second. */
const SPACING_MS = 1_000
const AGAIN_MS = 10_000
const LOOK_MS = 5_000

export interface EventStreamNeeds {
  readonly clock: Clock
  readonly random: () => number
  readonly sink: Sink
  readonly watching: WatchSet
  readonly client: MesosClient
  readonly isPaused: () => boolean
  /** Something happened that the last frame does not tell. */
  readonly wake: () => void
}

export interface EventStream {
  /** Events come; else changes are seen when the next frame is read. */
  isOpen(): boolean
}

/**
 * What happens in Mesos wakes the reading of frames, which goes on at its own pace all the same: much is never told by events, and a frame is
 * what is true. Open while somebody looks; where Mesos has no events or they give out, polling alone does.
 */
export function startEventStream(needs: EventStreamNeeds, stop: AbortSignal): EventStream {
  const { clock, random, sink, watching, client, isPaused, wake } = needs
  let current: AbortController | null = null
  let open = false
  let cancelPlan = (): void => {}
  let cancelWake = (): void => {}
  let wokenAt = -Infinity

  const isWanted = (): boolean => {
    const { mesos, parts } = sink.current()
    return (
      watching.switches().mesosEvents && !isPaused() && watching.any() && parts.agents.readAt !== null && mesos.agents.size <= MOST_AGENTS
    )
  }
  const concerns = (event: MesosEvent): boolean => {
    const { chosen } = sink.current().mesos
    switch (event.kind) {
      case 'taskAdded':
        return event.task.frameworkId === chosen
      case 'taskUpdated':
        return event.frameworkId === chosen
      case 'frameworkAdded':
      case 'frameworkUpdated':
      case 'frameworkRemoved':
        return chosen === null || event.framework.id === chosen
      case 'agentAdded':
      case 'agentRemoved':
        return true
      case 'subscribed':
      case 'heartbeat':
      case 'unknown':
        return false
    }
  }
  const wakeSoon = (): void => {
    cancelWake()
    cancelWake = clock.after(Math.max(0, wokenAt + SPACING_MS - clock.now()), () => {
      wokenAt = clock.now()
      wake()
    })
  }
  const listen = async (mine: AbortController): Promise<number> => {
    try {
      for await (const { value } of client.subscribe(AbortSignal.any([stop, mine.signal]))) {
        // Turned off meanwhile: at the latest its heartbeat tells.
        if (!watching.switches().mesosEvents) mine.abort()
        open = true
        if (concerns(value)) wakeSoon()
      }
      return AGAIN_MS
    } catch (error) {
      return canRetry(error) ? AGAIN_MS * (0.8 + 0.4 * random()) : HOPELESS_MS
    } finally {
      // Who told events is gone, or leads no more: whoever leads now is looked for at once (G-08).
      if (open && !stop.aborted && !mine.signal.aborted) wakeSoon()
      open = false
    }
  }
  const plan = (ms: number): void => {
    cancelPlan()
    if (!stop.aborted) cancelPlan = clock.after(ms, look)
  }
  const look = (): void => {
    if (current !== null) return
    if (!isWanted()) return plan(LOOK_MS)
    const mine = new AbortController()
    current = mine
    void listen(mine).then((ms) => {
      current = null
      plan(mine.signal.aborted ? LOOK_MS : ms)
    })
  }
  watching.onChange(() => {
    if (!isWanted()) current?.abort()
  }, stop)
  stop.addEventListener(
    'abort',
    () => {
      cancelPlan()
      cancelWake()
    },
    { once: true },
  )
  plan(LOOK_MS)
  return { isOpen: () => open }
}
