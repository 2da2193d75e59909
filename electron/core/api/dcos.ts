import type { SamsaContract } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/errors/error.ts'
import type { Handlers } from '../../../shared/rpc/define.ts'
import { createLanes } from '../clients/http/lanes.ts'
import type { PlacesSettings } from '../clients/places.ts'
import { openSdkScheduler } from '../clients/scheduler/open-scheduler.ts'
import type { Clock } from '../lib/clock.ts'

export interface DcosNeeds {
  readonly clock: Clock
  readonly isConnected: (profile: string) => boolean
  /** With secrets in clear; null: Kafka alone. */
  readonly placesSettings: (profile: string) => PlacesSettings | null
}

const NOT_ONE = 'It has neither plans nor a connection to tell, as the scheduler of DC/OS has.'

/** Asked when somebody looks, on a connection of its own that can do nothing but read. */
export const dcosHandlers = ({ clock, isConnected, placesSettings }: DcosNeeds): Handlers<SamsaContract>['dcos'] => ({
  async scheduler({ cluster }, { signal }) {
    if (!isConnected(cluster)) throw new AppError('profile.notConnected', { profile: cluster })
    const settings = placesSettings(cluster)
    if (settings?.scheduler == null) throw new AppError('mesos.notSet', { profile: cluster })
    const { base } = settings.scheduler
    const access = await openSdkScheduler({ clock, lanes: createLanes(), settings }, base, signal)
    if (access === null) throw new AppError('scheduler.notScheduler', { address: base, detail: NOT_ONE })
    const { reader } = access
    try {
      const [brokers, plans, endpoints] = await Promise.all([reader.brokers(signal), reader.plans(signal), reader.endpoints(signal)])
      return {
        asOf: clock.wall(),
        address: base,
        generation: reader.generation,
        brokers: [...brokers],
        plans: plans.map((plan) => ({
          ...plan,
          errors: [...plan.errors],
          phases: plan.phases.map((phase) => ({ ...phase, steps: phase.steps.map((step) => ({ ...step })) })),
        })),
        endpoints: endpoints.map((endpoint) => ({ ...endpoint, addresses: [...endpoint.addresses], dns: [...endpoint.dns] })),
      }
    } finally {
      access.close()
    }
  },
})
