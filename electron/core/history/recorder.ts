import { createAbort } from '../lib/abort.ts'
import { emptyState, type ClusterState } from '../../../shared/domain/cluster-state.ts'
import { createChanges, type Changes } from '../lib/changes.ts'
import type { Clock } from '../lib/clock.ts'
import { createInOrder } from '../lib/in-order.ts'
import type { Log } from '../lib/log.ts'
import { inSlices } from '../lib/slices.ts'
import { toWords } from './failures.ts'
import type { Histories } from './histories.ts'
import { addReadings, createWholeTopics } from './readings.ts'
import { createSampleBuffer, type SampleBatch } from './sample-batch.ts'

/** What a recorder listens to. */
export interface Recorded {
  current(): ClusterState
  watch(changed: () => void, signal: AbortSignal): void
}

export interface RecorderNeeds {
  readonly cluster: string
  readonly store: Recorded
  readonly histories: Pick<Histories, 'ask' | 'keepTidy'>
  readonly clock: Clock
  readonly log: Log
  /** False: nothing is recorded now. */
  isOn(): boolean
}

/** How recording goes. */
export interface RecorderState {
  /** Why nothing can be stored now, in words; it is tried again. Null: all is well. */
  readonly paused: string | null
  /** Readings that could not be kept until they were stored. */
  readonly lost: number
}

export interface Recorder {
  state(): RecorderState
  onChange: Changes['listen']
  /** Stores what is waiting; resolves also when that fails. */
  flush(): Promise<void>
  /** The same, and nothing more is taken. */
  stop(): Promise<void>
}

/** After the first reading that waits: a reading is on the disk well within ten seconds. */
const FLUSH_MS = 2_000
const RETRY_MS = [5_000, 60_000] as const

/** Records what is read of one cluster, whether or not somebody looks. */
export function startRecorder({ cluster, store, histories, clock, log, isOn }: RecorderNeeds): Recorder {
  const abort = createAbort()
  const changes = createChanges()
  const buffer = createSampleBuffer()
  const into = { buffer, whole: createWholeTopics() }
  const taking = createInOrder()
  const storing = createInOrder()
  let seen: ClusterState = store.current()
  let paused: string | null = null
  let failures = 0
  let due = false
  let cancelFlush = (): void => {}

  /** The worker takes seconds to start on a busy machine: it does before there is anything to store, and then takes all there is by then. */
  const ready = histories.ask('reach', cluster, {}).catch(() => null)

  const pause = (why: string | null): void => {
    if (why === paused) return
    paused = why
    if (why === null) log.info('History is recorded again', { cluster, lost: buffer.lost() })
    else log.warn('History cannot be recorded now', { cluster, why })
    changes.tell()
  }

  const send = (batch: SampleBatch): ReturnType<typeof histories.ask<'record'>> =>
    histories.ask('record', cluster, { batch }, undefined, [batch.subjects.buffer, batch.times.buffer, batch.values.buffer])
  const storeWaiting = async (): Promise<void> => {
    for (let batch = buffer.batch(); batch !== null; batch = buffer.batch()) {
      if ((await send(batch)) === 'unknownLayouts') {
        buffer.forgetLayouts()
        const whole = buffer.batch()
        if (whole !== null) await send(whole)
      }
      buffer.stored()
      failures = 0
      pause(null)
    }
  }
  const flush = (): Promise<void> =>
    storing(async () => {
      await ready
      due = false
      try {
        await storeWaiting()
      } catch (error) {
        failures += 1
        pause(toWords(error))
        flushIn(Math.min(RETRY_MS[1], RETRY_MS[0] * 2 ** (failures - 1)))
      }
    })
  const flushIn = (ms: number): void => {
    if (due || abort.signal.aborted) return
    due = true
    cancelFlush = clock.after(ms, () => void flush())
  }

  const take = (): void => {
    const before = seen
    const state = store.current()
    seen = state
    if (state === before || state === emptyState || !isOn()) return
    if (state.ends === before.ends && state.starts === before.starts && state.samples === before.samples) return
    // One after the other and in slices; states are never changed, so they can wait.
    taking(() => inSlices(addReadings(into, before, state))).then(
      () => flushIn(FLUSH_MS),
      (error: unknown) => log.error('Readings were not recorded', { cluster, error }),
    )
  }
  store.watch(take, abort.signal)
  histories.keepTidy(cluster, abort.signal)

  return {
    state: () => ({ paused, lost: buffer.lost() }),
    onChange: changes.listen,
    flush: () => taking(() => flush()),
    async stop() {
      abort.abort()
      cancelFlush()
      await taking(() => flush())
    },
  }
}
