import type { DiscoveryHop, Found } from '../../../shared/contract/discovery.ts'
import { noPlaces, type MesosPlaces } from '../../../shared/contract/mesos-places.ts'
import type { Form } from './form.ts'

/** The form with everything that was found in it; logins, authorities and what was not found stay as they were. */
export function takeOver(form: Form, found: Found): Pick<Form, 'mesos' | 'bootstrap'> {
  const before = form.mesos ?? noPlaces
  const withPlaces = found.masters.length > 0 || found.scheduler !== null || found.marathon !== null
  const mesos: MesosPlaces = {
    ...before,
    masters: found.masters.length > 0 ? found.masters : before.masters,
    agentsVia: found.masters.length > 0 ? found.agentsVia : before.agentsVia,
    marathon: found.marathon === null ? before.marathon : { url: found.marathon, login: before.marathon?.login ?? { kind: 'none' } },
    scheduler: found.scheduler === null ? before.scheduler : { url: found.scheduler, login: before.scheduler?.login ?? { kind: 'none' } },
    framework: found.framework?.id ?? before.framework,
  }
  return {
    mesos: withPlaces ? mesos : form.mesos,
    bootstrap: found.bootstrap.length > 0 ? found.bootstrap.join('\n') : form.bootstrap,
  }
}

/** Brokers, and nothing else. */
export const isOfKafkaAlone = ({ masters, marathon, scheduler, bootstrap }: Found): boolean =>
  masters.length === 0 && marathon === null && scheduler === null && bootstrap.length > 0

/** Whether the form holds what was found already. */
export function isTaken(form: Form, found: Found): boolean {
  const next = takeOver(form, found)
  return next.bootstrap === form.bootstrap && JSON.stringify(next.mesos) === JSON.stringify(form.mesos)
}

/** One of several things it could be, chosen by the user. */
export function choose(mesos: MesosPlaces | null, { field, value }: DiscoveryHop['choices'][number]): MesosPlaces {
  const before = mesos ?? noPlaces
  switch (field) {
    case 'masters':
    case 'accepted':
      return { ...before, [field]: [...new Set([...before[field], value])] }
    case 'framework':
      return { ...before, framework: value }
    case 'marathon':
    case 'scheduler':
      return { ...before, [field]: { url: value, login: before[field]?.login ?? { kind: 'none' } } }
  }
}

/** Everything known when the last hop reported; null: nothing was found. */
export function latestFound(hops: readonly DiscoveryHop[]): Found | null {
  const last = hops.at(-1)?.found
  if (!last) return null
  const some = last.masters.length > 0 || last.scheduler !== null || last.marathon !== null || last.bootstrap.length > 0
  return some ? last : null
}
