import { AppError } from '../../../../shared/errors/error.ts'
import type { Clock } from '../../lib/clock.ts'
import type { HttpTimes } from './settings.ts'

/** The four clocks of one request (D-02): each ends it through the signal, with an error that says which one it was. */
export interface Deadlines {
  readonly signal: AbortSignal
  connecting(): void
  /** The request is on its way: the answer has to begin. */
  connected(): void
  /** Bytes have come. */
  moved(): void
  stop(): void
  /** Ends the request for another reason. */
  end(reason: Error): void
}

export interface Timed {
  readonly address: string
  readonly request: string
  readonly times: HttpTimes
}

export function createDeadlines(clock: Clock, caller: AbortSignal, { address, request, times }: Timed): Deadlines {
  const abort = new AbortController()
  const start = (phase: keyof HttpTimes): (() => void) => {
    const ms = times[phase]
    if (!Number.isFinite(ms)) return () => undefined
    return clock.after(ms, () => end(new AppError('http.timeout', { address, request, phase, seconds: ms / 1_000 })))
  }
  let stopPhase = (): void => undefined
  const stopTotal = start('total')
  const cancelled = (): void => end(caller.reason as Error) // a signal's reason is an Error by convention
  const stop = (): void => {
    stopPhase()
    stopTotal()
    caller.removeEventListener('abort', cancelled)
  }
  const end = (reason: Error): void => {
    stop()
    abort.abort(reason)
  }
  const phase = (name: keyof HttpTimes): void => {
    stopPhase()
    if (!abort.signal.aborted) stopPhase = start(name)
  }
  if (caller.aborted) cancelled()
  else caller.addEventListener('abort', cancelled, { once: true })
  return {
    signal: abort.signal,
    connecting: () => phase('connect'),
    connected: () => phase('firstByte'),
    moved: () => phase('idle'),
    stop,
    end,
  }
}
