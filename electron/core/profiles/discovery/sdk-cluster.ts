import { openSdkScheduler, type AccessNeeds } from '../../clients/scheduler/open-scheduler.ts'
import type { SdkEndpoint, SdkPlan, SdkReader } from '../../clients/scheduler/sdk.ts'
import type { Context, Ending } from './hop.ts'
import { count } from './mesos-hops.ts'

/** What the scheduler of DC/OS tells of its cluster. */
export interface SdkCluster {
  readonly base: string
  readonly detail: string
  readonly brokers: number
  /** `host:port`. */
  readonly bootstrap: readonly string[]
}

const MOST_BROKERS = 50

/** The first of the places that is read; null: none of them is one. */
export async function sdkClusterAt(needs: AccessNeeds, bases: readonly string[], signal: AbortSignal): Promise<SdkCluster | null> {
  for (const base of bases) {
    const access = await openSdkScheduler(needs, base, signal)
    if (access === null) continue
    try {
      return await clusterOf(base, access.reader, signal)
    } finally {
      access.close()
    }
  }
  return null
}

async function clusterOf(base: string, reader: SdkReader, signal: AbortSignal): Promise<SdkCluster> {
  const [ids, plans, endpoints] = await Promise.all([reader.brokers(signal), reader.plans(signal), reader.endpoints(signal)])
  const detail = `${base}, the scheduler of DC/OS; ${plans.map(planWords).join('; ')}. Samsa reads it and changes nothing through it`
  return { base, detail, brokers: ids.length, bootstrap: await bootstrapOf(reader, ids, endpoints, signal) }
}

/** How far a plan is, and the first step that is not done, as it stands in the way of the others. */
function planWords({ name, status, errors, phases }: SdkPlan): string {
  const steps = phases.flatMap((phase) => phase.steps)
  const open = steps.find((step) => step.status !== 'COMPLETE')
  const done = steps.length === 0 ? '' : `, ${steps.filter((step) => step.status === 'COMPLETE').length} of ${count(steps.length, 'step')}`
  const at = open === undefined ? '' : `, at ${open.name} ${open.status}`
  return `plan ${name} ${status}${done}${at}${errors.length > 0 ? `: ${errors[0]}` : ''}`
}

/** Addresses rather than the names that resolve inside DC/OS alone; brokers that registered where there are none. */
async function bootstrapOf(
  reader: SdkReader,
  ids: readonly number[],
  endpoints: readonly SdkEndpoint[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const told = endpoints.find(({ name }) => name === 'broker')?.addresses ?? []
  if (told.length > 0) return told.slice(0, MOST_BROKERS)
  const brokers = await Promise.all(ids.slice(0, MOST_BROKERS).map((id) => reader.broker(id, signal)))
  return brokers.flatMap((broker) => (broker?.host != null && broker.port !== null ? [`${broker.host}:${broker.port}`] : []))
}

export function brokersOfSdk(context: Context, { brokers, bootstrap }: SdkCluster): Ending {
  context.found = { ...context.found, bootstrap: [...new Set([...context.found.bootstrap, ...bootstrap])].slice(0, MOST_BROKERS) }
  const detail = `${count(brokers, 'broker')} registered`
  return bootstrap.length > 0 ? { detail } : { state: 'warning', detail: `${detail}: Kafka cannot be asked before one runs` }
}
