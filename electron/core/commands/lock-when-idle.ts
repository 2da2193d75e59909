import type { PowerEvents } from '../../../shared/desktop-services.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { Changes } from './open-changes.ts'

export interface LockNeeds {
  readonly clock: Clock
  /** Undefined: this host is not told. */
  readonly power: PowerEvents | undefined
  readonly settings: {
    current(): { readonly lockAfter: string; readonly lockOnSleep: string }
    onChange(changed: () => void, signal: AbortSignal): void
  }
  readonly access: Pick<Changes['access'], 'lock'>
  readonly runner: Pick<Changes['runner'], 'forgetPlans'>
  readonly connections: { ids(): readonly string[]; disconnect(id: string): void }
  readonly secretStore: { lock(): Promise<void> }
  readonly log: Log
  readonly signal: AbortSignal
}

/** Locks when nobody was there for the time that the user chose, or when the computer sleeps (C-12). Answers what to call when somebody is. */
export function lockWhenIdle({ clock, power, settings, access, runner, connections, secretStore, log, signal }: LockNeeds): () => void {
  /** Always, when nobody is at the computer any more (E-03). */
  const endUnlocks = (): void => {
    runner.forgetPlans(null)
    void access.lock(null)
  }
  const lock = (): void => {
    for (const id of connections.ids()) connections.disconnect(id)
    void secretStore.lock().catch((error: unknown) => log.warn('Passwords were not locked', { error }))
    log.info('Samsa locked itself')
  }
  let seen = clock.now()
  let cancel = (): void => {}
  const look = (): void => {
    cancel()
    cancel = () => {}
    const { lockAfter } = settings.current()
    if (lockAfter === 'never' || signal.aborted) return
    const left = seen + Number(lockAfter) * 60_000 - clock.now()
    if (left > 0) {
      cancel = clock.after(left, look)
      return
    }
    seen = clock.now()
    endUnlocks()
    lock()
    cancel = clock.after(Number(lockAfter) * 60_000, look)
  }
  settings.onChange(look, signal)
  signal.addEventListener('abort', () => cancel(), { once: true })
  power?.listen((what) => {
    if (what === 'wake') return
    endUnlocks()
    if (settings.current().lockOnSleep === 'yes') lock()
  }, signal)
  look()
  return () => void (seen = clock.now())
}
