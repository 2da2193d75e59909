import { apisOfExecutors } from '../../../../shared/domain/joined/kafka-framework.ts'
import type { MesosFacts } from '../../../../shared/domain/mesos-state.ts'
import type { MarathonApp, MarathonClient } from '../marathon/marathon-client.ts'
import { parseBase } from '../http/address.ts'

/** Port of the scheduler in its documentation. */
const USUAL_PORT = '7000'

export interface Places {
  readonly configured: string | null
  /** Where it was last. */
  readonly last: string | null
  readonly marathon: readonly string[]
  readonly mesos: MesosFacts
}

/** Where the scheduler could be, the likeliest first (G-09): as named by the user, by Marathon, by executors, by Mesos. */
export function schedulerCandidates({ configured, last, marathon, mesos }: Places): readonly string[] {
  const framework = mesos.chosen === null ? undefined : mesos.frameworks.get(mesos.chosen)
  const port = portOf(configured ?? last) ?? USUAL_PORT
  const host = framework?.hostname ?? null
  const all = [
    configured,
    last,
    ...marathon,
    ...apisOfExecutors(mesos.executors),
    host === null ? null : `http://${bracketed(host)}:${port}`,
  ]
  return [...new Set(all.filter((base) => base !== null).flatMap(normal))]
}

const bracketed = (host: string): string => (host.includes(':') && !host.startsWith('[') ? `[${host}]` : host)

/** The same address in one spelling; what is none is left out: it was told by others. */
function normal(base: string): string[] {
  try {
    const { origin, prefix } = parseBase(base)
    return [origin + prefix]
  } catch {
    return []
  }
}

function portOf(base: string | null): string | null {
  const [known] = base === null ? [] : normal(base)
  return known === undefined ? null : (/:(\d+)(?:\/|$)/.exec(known.replace(/^https?:\/\//, ''))?.[1] ?? null)
}

/** Apps that run this scheduler, by what they start or what they are called. */
export const looksLikeScheduler = ({ id, cmd, labels }: MarathonApp): boolean =>
  /kafka-mesos|kafka-mesos\.sh|ly\.stealth\.mesos\.kafka/.test(cmd ?? '') ||
  (/kafka/i.test(id) && !/kafka-(manager|rest|connect|ui|exporter)/i.test(id)) ||
  /kafka/i.test(labels.get('DCOS_PACKAGE_NAME') ?? '')

const MOST_APPS = 5

/** Addresses of the tasks of such apps. */
export async function schedulersOfMarathon(client: MarathonClient, signal: AbortSignal): Promise<readonly string[]> {
  const apps = (await client.apps(signal)).filter(looksLikeScheduler).slice(0, MOST_APPS)
  const found: string[] = []
  for (const app of apps) {
    for (const task of await client.tasks(app.id, signal)) {
      const [port] = task.ports
      if (task.host !== null && port !== undefined) found.push(`http://${bracketed(task.host)}:${port}`)
    }
  }
  return found
}
