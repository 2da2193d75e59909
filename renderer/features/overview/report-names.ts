import type { Shown } from './report.ts'

/**
 * The same moment under other names: cluster, hosts, racks, groups and topics are numbered in the order in which they are met, and what
 * others wrote in their own words is left out. Broker ids and figures stay.
 */
export function underOtherNames(shown: Shown): Shown {
  const alias = createAliases()
  return {
    ...shown,
    name: 'cluster',
    cluster: shown.cluster && { ...shown.cluster, cluster: 'cluster', clusterId: shown.cluster.clusterId === null ? null : 'cluster' },
    brokers: shown.brokers.map((row) => {
      const host = (name: string | null): string | null => (name === null ? null : alias('agent', name))
      return {
        ...row,
        host: row.host === '' ? '' : alias('host', row.host),
        rack: row.rack === null ? null : alias('rack', row.rack),
        error: null,
        agreement: null,
        mesos: row.mesos && { ...row.mesos, hostname: host(row.mesos.hostname), message: null, key: '', id: '', agentId: null },
        scheduler: row.scheduler && {
          ...row.scheduler,
          task: row.scheduler.task && {
            ...row.scheduler.task,
            id: '',
            agentId: null,
            hostname: host(row.scheduler.task.hostname),
            attributes: [],
          },
        },
      }
    }),
    groups: shown.groups.map((row) => ({
      ...row,
      group: alias('group', row.group),
      topics: row.topics.map((each) => ({ ...each, topic: alias('topic', each.topic) })),
      error: null,
    })),
    watched: new Set([...shown.watched].map((group) => alias('group', group))),
  }
}

function createAliases(): (kind: string, name: string) => string {
  const known = new Map<string, Map<string, string>>()
  return (kind, name) => {
    const names = known.get(kind) ?? new Map<string, string>()
    known.set(kind, names)
    const found = names.get(name) ?? `${kind}-${names.size + 1}`
    names.set(name, found)
    return found
  }
}
