import { createContext, use, useSyncExternalStore } from 'react'
import type { Zone } from './times.ts'

/** Local or UTC, chosen once for all times on the page. */
export const ZoneContext = createContext<Zone>('local')
export const useZone = (): Zone => use(ZoneContext)

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | null = null
let second = 0

const clock = {
  listen(changed: () => void): () => void {
    listeners.add(changed)
    timer ??= setInterval(() => {
      second = Math.floor(Date.now() / 1000)
      for (const tell of listeners) tell()
    }, 1000)
    return () => {
      listeners.delete(changed)
      if (listeners.size === 0 && timer !== null) {
        clearInterval(timer)
        timer = null
      }
    }
  },
  read: (): number => (timer === null ? Math.floor(Date.now() / 1000) : (second ||= Math.floor(Date.now() / 1000))),
}

/** Wall clock ms, new once a second; one timer for the whole page, none while nothing shows an age. */
export const useNow = (): number => useSyncExternalStore(clock.listen, clock.read) * 1000
