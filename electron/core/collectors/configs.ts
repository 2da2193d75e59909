import { configKey, type ConfigFact } from '../../../shared/domain/cluster-state.ts'
import { AppError } from '../../../shared/errors/error.ts'
import type { Budget } from './budget.ts'
import { moment, type Collecting } from './needs.ts'

/** A configuration that was read is not asked for again for this long. */
export const CONFIG_AGE_MS = 300_000

export type ConfigReader = (kind: 'topic' | 'broker', name: string, signal: AbortSignal, maxAgeMs?: number) => Promise<ConfigFact>

/**
 * Reads configurations when somebody asks, and keeps them for a while. Who asks with an age of 0 knows that it has changed: nobody gets the
 * older one from then on.
 */
export function createConfigReader({ clock, client, sink }: Pick<Collecting, 'clock' | 'client' | 'sink'>, budget: Budget): ConfigReader {
  const changedAt = new Map<string, number>()
  return async (kind, name, signal, maxAgeMs = CONFIG_AGE_MS) => {
    const key = configKey(kind, name)
    const known = sink.current().configs.get(key)
    if (maxAgeMs === 0) changedAt.set(key, clock.now())
    const holds = known !== undefined && known.readAt > (changedAt.get(key) ?? -Infinity)
    if (holds && clock.now() - known.readAt < maxAgeMs) return known
    const over = await budget.take(1, signal)
    try {
      const [reading] = await client.describeConfigs([{ kind, name, keys: null }], signal)
      const error = reading === undefined ? new AppError('core.unexpected', { where: 'configs' }) : reading.error
      if (reading === undefined || error !== null) throw error ?? new AppError('core.unexpected', { where: 'configs' })
      const now = moment(clock)
      await sink.apply({ kind: 'config', ...now, at: reading.at, key, problem: null, entries: reading.entries })
      return { at: reading.at, readAt: now.now, problem: null, entries: reading.entries }
    } finally {
      over()
    }
  }
}
