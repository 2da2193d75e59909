import type { Clock } from '../lib/clock.ts'

/** From awakening on clusters are read anew one after the other within this time, so that no broker is met by all at once. */
const SPREAD_MS = 3_000

export interface RestNeeds {
  readonly clock: Clock
  readonly random: () => number
  /** Undefined: this host is not told when the computer sleeps. */
  readonly power: { listen(act: (what: 'sleep' | 'screenLock' | 'wake') => void, signal: AbortSignal): void } | undefined
  readonly connections: {
    ids(): readonly string[]
    isConnected(id: string): boolean
    isPaused(id: string): boolean
    pause(id: string, paused: boolean): void
  }
  readonly signal: AbortSignal
}

/** Nothing is read while the computer sleeps. Awake again, what was read before is read anew; what the user had paused stays so. */
export function restAsleep({ clock, random, power, connections, signal }: RestNeeds): void {
  const resting = new Set<string>()
  const waking = new Set<() => void>()
  const stay = (): void => {
    for (const cancel of waking) cancel()
    waking.clear()
  }
  const sleep = (): void => {
    stay()
    for (const id of connections.ids()) {
      if (!connections.isConnected(id) || connections.isPaused(id)) continue
      connections.pause(id, true)
      resting.add(id)
    }
  }
  const wake = (): void => {
    for (const id of resting) {
      const cancel = clock.after(random() * SPREAD_MS, () => {
        waking.delete(cancel)
        resting.delete(id)
        // Disconnected meanwhile, or read again because the user was quicker.
        if (connections.isConnected(id) && connections.isPaused(id)) connections.pause(id, false)
      })
      waking.add(cancel)
    }
  }
  signal.addEventListener('abort', stay, { once: true })
  power?.listen((what) => {
    if (what === 'sleep') sleep()
    else if (what === 'wake') wake()
  }, signal)
}
