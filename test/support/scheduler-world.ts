import type { BrokerWorld } from '../../electron/core/commands/brokers/world.ts'
import { createHttp, type Http } from '../../electron/core/clients/http.ts'
import type { System } from '../../electron/core/clients/http/routes.ts'
import { NO_CREDENTIAL } from '../../electron/core/clients/http/settings.ts'
import { createSchedulerChanges } from '../../electron/core/clients/scheduler/create-changes.ts'
import { detectRelease } from '../../electron/core/clients/scheduler/detect.ts'
import { createSchedulerReader } from '../../electron/core/clients/scheduler/reader.ts'
import { systemClock, type Clock } from '../../electron/core/lib/clock.ts'

/** The world of broker commands over a scheduler at `base`, as `start.ts` makes it of a connected cluster. */
export async function schedulerWorld(base: string, clock: Clock): Promise<{ world: Omit<BrokerWorld, 'kafka' | 'agents'>; close(): void }> {
  const https: Http[] = []
  const http = (system: System): Http => {
    const settings = { system, tls: null, credential: NO_CREDENTIAL, trusts: () => false, plainCredentials: false }
    const made = createHttp(settings, { clock: systemClock })
    https.push(made)
    return made
  }
  const release = await detectRelease({ http: http('scheduler'), base, signal: AbortSignal.timeout(30_000) })
  const reader = createSchedulerReader({ http: http('scheduler'), base, release })
  const { brokers } = createSchedulerChanges({ http: http('schedulerChange'), base, release, clock: systemClock })
  const list = async (signal: AbortSignal) => (await reader.brokers(signal)).brokers
  return {
    world: { clock, scheduler: { release, can: reader.can, list, changes: brokers } },
    close: () => https.forEach((each) => each.close()),
  }
}
