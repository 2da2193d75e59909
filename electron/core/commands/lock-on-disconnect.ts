import type { Changes } from './open-changes.ts'

export interface ConnectionsSeen {
  ids(): readonly string[]
  isConnected(id: string): boolean
  onChange(changed: () => void, signal: AbortSignal): void
}

/** A profile that is disconnected is locked, and what was planned on it does not hold any more (E-03, G-07). */
export function lockOnDisconnect(
  connections: ConnectionsSeen,
  { access, runner }: Pick<Changes, 'access' | 'runner'>,
  signal: AbortSignal,
): void {
  let connected = new Set<string>()
  connections.onChange(() => {
    const now = new Set(connections.ids().filter(connections.isConnected))
    for (const id of connected) {
      if (now.has(id)) continue
      runner.forgetPlans(id)
      void access.lock(id)
    }
    connected = now
  }, signal)
}
