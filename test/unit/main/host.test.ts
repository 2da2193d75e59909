import { describe, expect, it } from 'vitest'
import { startHost } from '../../../electron/main/host.ts'
import type { SamsaHandlers } from '../../../shared/contract/index.ts'

/** A lock as the system gives it: one holder at a time, whoever asks first. */
function start(lock: { held: boolean }, log: string[]) {
  return startHost({
    claimInstance() {
      log.push('claim')
      if (lock.held) return false
      lock.held = true
      return true
    },
    leave: () => void log.push('leave'),
    ready: () => Promise.resolve(void log.push('ready')),
    openCore() {
      log.push('core')
      // No member is asked here.
      return Promise.resolve({ handlers: {} as SamsaHandlers, stop: () => Promise.resolve(void log.push('stop')) })
    },
    openWindow: () => void log.push('window'),
    demoBootstrap: [],
    onDefect: (error) => {
      throw error
    },
  })
}

describe('A-12 a single instance', () => {
  it('claims the lock before anything is opened', async () => {
    const log: string[] = []
    const host = await start({ held: false }, log)
    expect(log).toEqual(['claim', 'ready', 'core', 'window'])
    await host?.stop()
    expect(log.at(-1)).toBe('stop')
  })

  it('never has two owners in 100 simultaneous pairs', async () => {
    for (let i = 0; i < 100; i++) {
      const lock = { held: false }
      const logs: [string[], string[]] = [[], []]
      const both = await Promise.all([start(lock, logs[0]), start(lock, logs[1])])
      expect(both.filter(Boolean)).toHaveLength(1)
      expect(logs.filter((log) => log.includes('core'))).toHaveLength(1)
      expect(logs.find((log) => !log.includes('core'))).toEqual(['claim', 'leave'])
    }
  })
})
