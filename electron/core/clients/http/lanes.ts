import { AppError } from '../../../../shared/errors/error.ts'
import { REQUESTS_PER_HOST, WAITING_PER_HOST } from './settings.ts'

/** A few requests at once for each host, a bounded queue behind them (G-04). */
export interface Lanes {
  /** Resolves with the function that gives the place back. */
  enter(origin: string, signal: AbortSignal): Promise<() => void>
}

interface Lane {
  running: number
  readonly waiting: (() => void)[]
}

export function createLanes(atOnce = REQUESTS_PER_HOST, mostWaiting = WAITING_PER_HOST): Lanes {
  const lanes = new Map<string, Lane>()

  const leave = (origin: string, lane: Lane): void => {
    const next = lane.waiting.shift()
    if (next !== undefined) return next()
    lane.running--
    if (lane.running === 0) lanes.delete(origin)
  }
  const once = (act: () => void): (() => void) => {
    let done = false
    return () => {
      if (!done) act()
      done = true
    }
  }

  return {
    enter(origin, signal) {
      if (signal.aborted) return Promise.reject(signal.reason as Error) // a signal's reason is an Error by convention
      const lane = lanes.get(origin) ?? { running: 0, waiting: [] }
      lanes.set(origin, lane)
      if (lane.running < atOnce) {
        lane.running++
        return Promise.resolve(once(() => leave(origin, lane)))
      }
      if (lane.waiting.length >= mostWaiting) {
        return Promise.reject(new AppError('core.busy', { what: origin.replace(/^https?:\/\//, ''), limit: mostWaiting }))
      }
      return new Promise((resolve, reject) => {
        const cancelled = (): void => {
          lane.waiting.splice(lane.waiting.indexOf(granted), 1)
          reject(signal.reason as Error) // as above
        }
        const granted = (): void => {
          signal.removeEventListener('abort', cancelled)
          resolve(once(() => leave(origin, lane)))
        }
        signal.addEventListener('abort', cancelled, { once: true })
        lane.waiting.push(granted)
      })
    },
  }
}
