import type { Witness } from './change-suite.ts'
import { cliAgainst, type SharedCluster } from './harness/shared.ts'
import { GROUPS_TOOL, oracleRows, TOPICS_TOOL } from './oracle.ts'

const OFFSETS_TOOL = 'org.apache.kafka.tools.GetOffsetShell'
const CONSUMER_TOOL = 'org.apache.kafka.tools.consumer.ConsoleConsumer'
/** What its formatter prints for null. */
const NOTHING = '∅'
const CONFIGS_TOOL = 'kafka.admin.ConfigCommand'

/** Kafka's own command line tools as the witness of what is so. */
export const toolWitness = (cluster: SharedCluster): Witness => ({
  async replicas(topic) {
    // Asked for all topics, the tool does not fail on one that is not there.
    const lines = (await cluster.cli(TOPICS_TOOL, '--describe')).split('\n').map((line) => line.trim())
    const rows = lines.filter((line) => line.startsWith(`Topic: ${topic}\t`) && line.includes('Partition: '))
    if (rows.length === 0) return null
    const of = (row: string): [number, number[]] => [
      Number(/Partition: (\d+)/.exec(row)?.[1]),
      (/Replicas: ([\d,]+)/.exec(row)?.[1] ?? '').split(',').map(Number),
    ]
    return rows
      .map(of)
      .toSorted((a, b) => a[0] - b[0])
      .map(([, replicas]) => replicas)
  },
  async overrides(topic) {
    // That of 4.x: the one of 3.9 prints where its first run printed.
    const output = await cliAgainst(cluster.info.bootstrap, CONFIGS_TOOL, '--describe', '--entity-type', 'topics', '--entity-name', topic)
    return Object.fromEntries([...output.matchAll(/^\s+([a-z.]+)=(\S*) sensitive=/gm)].map(([, key = '', value = '']) => [key, value]))
  },
  async logStarts(topic) {
    const output = await cluster.cli(OFFSETS_TOOL, '--topic', topic, '--time', '-2')
    return output
      .trim()
      .split('\n')
      .map((line) => Number(line.split(':')[2]))
  },
  async committed(group) {
    const rows = oracleRows(await cluster.cli(GROUPS_TOOL, '--describe', '--offsets', '--group', group))
    return Object.fromEntries(rows.flatMap((r) => (r.committed === null ? [] : [[`${r.topic}-${r.partition}`, r.committed]])))
  },
  async records(topic, partition, count) {
    const print = ['print.key', 'print.headers'].flatMap((name) => ['--property', `${name}=true`])
    const nothing = ['--property', `null.literal=${NOTHING}`, '--property', 'key.separator=|', '--property', 'headers.separator=,']
    const which = ['--topic', topic, '--partition', String(partition), '--offset', 'earliest', '--max-messages', String(count)]
    const output = await cluster.cli(CONSUMER_TOOL, ...which, '--timeout-ms', '20000', ...print, ...nothing)
    const text = (cell: string | undefined): string | null => (cell === undefined || cell === NOTHING ? null : cell)
    return output
      .trim()
      .split('\n')
      .filter((line) => line.includes('|'))
      .map((line) => line.split('|'))
      .map(([headers, key, value]) => [text(key), text(value), headers === 'NO_HEADERS' ? '' : (headers ?? '')])
  },
  async scram(user) {
    const output = await cliAgainst(cluster.info.bootstrap, CONFIGS_TOOL, '--describe', '--entity-type', 'users', '--entity-name', user)
    return Object.fromEntries([...output.matchAll(/(SCRAM-SHA-\d+)=iterations=(\d+)/g)].map(([, name = '', n]) => [name, Number(n)]))
  },
  async quota({ user, clientId, ip }) {
    const parts = [['users', user] as const, ['clients', clientId] as const, ['ips', ip] as const]
    const words = parts.flatMap(([type, part]) => {
      if (part === null) return []
      return ['--entity-type', type, ...(part.name === null ? ['--entity-default'] : ['--entity-name', part.name])]
    })
    const output = await cliAgainst(cluster.info.bootstrap, CONFIGS_TOOL, '--describe', ...words)
    const values = /^Quota configs for .* are (.*)$/m.exec(output)?.[1] ?? ''
    return Object.fromEntries([...values.matchAll(/([a-z_]+)=([\d.E]+)/g)].map(([, key = '', value]) => [key, Number(value)]))
  },
  groups: async () => (await cluster.cli(GROUPS_TOOL, '--list')).trim().split('\n'),
})
