import type { AppError } from '../../../../shared/errors/error.ts'
import { createAbort } from '../../lib/abort.ts'
import type { Clock } from '../../lib/clock.ts'
import { toAppError } from './translate.ts'
import type { BrokerChannel } from './connection/broker-channel.ts'

/**
 * A broker serves one request of a connection at a time: what a person waits for does not queue behind bulk reads. Changes have a
 * connection of their own, so that a read that fails does not take one with it; so have reads of records, whose answers are large.
 */
export type Lane = 'interactive' | 'bulk' | 'changes' | 'browse'

/** Requests under way at once: five a broker for what Samsa reads by itself (G-04). */
export const IN_FLIGHT: Readonly<Record<Lane, number>> = { interactive: 2, bulk: 3, changes: 1, browse: 1 }

/** After a failed attempt the same failure is given again for this long: a poll asks many things of a dead broker. */
const HOLD_OFF_MS = 1_000
const HOLD_OFF_MAX_MS = 8_000
/** What another attempt cannot cure, a wrong password above all, is not tried often (G-03). */
const HOLD_OFF_HOPELESS_MS = 300_000

interface LaneEvents {
  connecting(): void
  connected(channel: BrokerChannel): void
  failed(error: AppError): void
  /** An open channel ended; `idle`: nothing was under way. */
  ended(error: AppError, idle: boolean): void
}

interface LaneNeeds {
  readonly clock: Clock
  readonly open: (lane: Lane, signal: AbortSignal) => Promise<BrokerChannel>
  readonly events: LaneEvents
  readonly hopeless: (error: AppError) => boolean
}

/** The connections to one broker: opened when first needed, one at a time a lane, opened again when needed after they ended. */
export function createLanes({ clock, open, events, hopeless }: LaneNeeds) {
  const abort = createAbort()
  const channels = new Map<Lane, BrokerChannel>()
  const opening = new Map<Lane, Promise<BrokerChannel>>()
  let lastFailure: { readonly error: AppError; readonly until: number } | null = null
  let failures = 0

  const adopt = (lane: Lane, channel: BrokerChannel): void => {
    channels.set(lane, channel)
    failures = 0
    lastFailure = null
    channel.onEnd((error, idle) => {
      if (channels.get(lane) === channel) channels.delete(lane)
      if (!abort.signal.aborted) events.ended(error, idle)
    })
    events.connected(channel)
  }

  const connect = async (lane: Lane): Promise<BrokerChannel> => {
    events.connecting()
    try {
      const channel = await open(lane, abort.signal)
      adopt(lane, channel)
      return channel
    } catch (thrown) {
      const error = toAppError(thrown, 'the Kafka connection')
      const wait = hopeless(error) ? HOLD_OFF_HOPELESS_MS : Math.min(HOLD_OFF_MAX_MS, HOLD_OFF_MS * 2 ** failures)
      failures++
      lastFailure = { error, until: clock.now() + wait }
      if (!abort.signal.aborted) events.failed(error)
      throw error
    } finally {
      opening.delete(lane)
    }
  }

  return {
    adopt,
    /** The lane's channel; opens it when there is none. Rejects with a catalogue error. */
    async channel(lane: Lane): Promise<BrokerChannel> {
      const ready = channels.get(lane)
      if (ready && !ready.failure) return ready
      if (lastFailure && clock.now() < lastFailure.until) throw lastFailure.error
      const under = opening.get(lane) ?? connect(lane)
      opening.set(lane, under)
      return under
    },
    /** Forgets failures: someone asked to connect now. */
    retry(): void {
      lastFailure = null
      failures = 0
    },
    get isUp(): boolean {
      return channels.size > 0
    },
    close(): void {
      abort.abort()
      for (const channel of channels.values()) channel.close()
      channels.clear()
    },
  }
}

export type Lanes = ReturnType<typeof createLanes>
