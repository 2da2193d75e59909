import type { MesosExecutor, MesosFramework, MesosTask } from '../mesos.ts'

/** `kafka-3-<uuid>`, and `broker-3-<uuid>` of older schedulers: the broker's id. Null: a task of something else. */
export function brokerOfTask(taskId: string): number | null {
  const id = /(?:^|-)(\d{1,9})-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.exec(taskId)?.[1]
  return id === undefined ? null : Number(id)
}

/** Frameworks that a Kafka-on-Mesos scheduler could be, the likeliest first. Names are free, so nothing that runs tasks is ruled out by name. */
export function likelyFrameworks(frameworks: Iterable<MesosFramework>): readonly MesosFramework[] {
  return [...frameworks]
    .filter(({ status, name }) => status !== 'removed' && !/^(marathon|chronos|metronome|aurora|spark|jenkins)/i.test(name ?? ''))
    .toSorted((a, b) => score(b) - score(a) || (a.id < b.id ? -1 : 1))
}

function score({ name, webuiUrl, checkpoint, status }: MesosFramework): number {
  const named = name === 'kafka' ? 8 : /kafka/i.test(name ?? '') ? 4 : 0
  return named + (webuiUrl === null || webuiUrl === '' ? 1 : 0) + (checkpoint === true ? 1 : 0) + (status === 'running' ? 1 : 0)
}

/** What only such a scheduler runs: executors that fetch themselves from its API, tasks named by broker. */
export const isKafkaFramework = (tasks: readonly MesosTask[], executors: readonly MesosExecutor[]): boolean =>
  executors.some((executor) => apiOfUris(executor.uris) !== null) || tasks.some((task) => brokerOfTask(task.id) !== null)

/** The base of a scheduler's API from what its executors fetch: `<api>/jar/…` and `<api>/kafka/…`. */
export function apiOfUris(uris: readonly string[]): string | null {
  for (const uri of uris) {
    const base = /^(https?:\/\/[^/?#\s@]+(?:\/[^?#\s]*?)?)\/+(?:jar|kafka)\/[^/?#\s]+$/i.exec(uri)?.[1]
    if (base !== undefined && uris.some((other) => other !== uri && other.startsWith(base))) return base
  }
  return null
}

/** APIs that executors name, those of running tasks first. */
export function apisOfExecutors(executors: readonly MesosExecutor[]): readonly string[] {
  return [...new Set(executors.flatMap((executor) => apiOfUris(executor.uris) ?? []))]
}
