import { createContext, use, useSyncExternalStore } from 'react'
import type { Zone } from './times.ts'

/** Local or UTC, chosen once for all times on the page. */
export const ZoneContext = createContext<Zone>('local')
export const useZone = (): Zone => use(ZoneContext)

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | null = null
let second = 0
const secondNow = (): number => Math.floor(Date.now() / 1000)

const clock = {
  listen(changed: () => void): () => void {
    listeners.add(changed)
    if (timer === null) {
      // Of when the last one was stopped: nothing showed an age since.
      second = secondNow()
      timer = setInterval(() => {
        second = secondNow()
        for (const tell of listeners) tell()
      }, 1000)
    }
    return () => {
      listeners.delete(changed)
      if (listeners.size === 0 && timer !== null) {
        clearInterval(timer)
        timer = null
      }
    }
  },
  read: (): number => (timer === null ? secondNow() : second),
}

/** Wall clock ms, new once a second; one timer for the whole page, none while nothing shows an age. */
export const useNow = (): number => useSyncExternalStore(clock.listen, clock.read) * 1000
