import { createHash } from 'node:crypto'
import type { Histories } from '../../electron/core/history/histories.ts'
import type { Derived } from '../../electron/core/state/derive/derive.ts'
import { textOfTold } from './told-moment.ts'

type Asked = Pick<Histories, 'ask'>

const MOMENTS_MS = 30_000

/** All of a recording, as bytes are compared: every moment part by part, the offsets with what they are of and when, and what happened. */
export async function contentOf(histories: Asked, id: string, from: number, to: number): Promise<string> {
  const hash = createHash('sha256')
  const bytes = (part: Float64Array | Int32Array): void => void hash.update(new Uint8Array(part.buffer, part.byteOffset, part.byteLength))
  for (let time = from + 5_000; time <= to; time += MOMENTS_MS) {
    for (const of of ['facts', 'sizes'] as const) {
      const told = await histories.ask('moment', id, { time, known: [], of })
      hash.update(told ? textOfTold(told) : '-')
    }
    const offsets = await histories.ask('momentOffsets', id, { time })
    if (offsets === null) throw new Error(`no offsets at ${time}`)
    for (const { topics, counts, times, values } of [offsets.ends, offsets.starts]) {
      hash.update(JSON.stringify(topics))
      for (const part of [counts, times, values]) bytes(part)
    }
    const { groups, names, ...columns } = offsets.commits
    hash.update(JSON.stringify([groups, names]))
    for (const part of Object.values(columns)) bytes(part)
  }
  for (const topic of ['orders', 'ledger-before-us'])
    hash.update(JSON.stringify(await histories.ask('positions', id, { group: '', topic, partition: 0, from, to, points: 20 }), withArrays))
  const { events } = await histories.ask('band', id, { from, to, columns: 10, events: 1_000 })
  hash.update(JSON.stringify(events))
  return hash.digest('hex')
}

const withArrays = (_key: string, value: unknown): unknown => (value instanceof Float64Array ? [...value] : value)

/** Every name that stands in a moment, wherever a cluster's facts have one. */
export function namesIn({ state }: Derived): ReadonlySet<string> {
  const found = new Set<string>()
  const add = (...names: readonly (string | null | undefined)[]): void => {
    for (const name of names) if (name) found.add(name)
  }
  add(state.clusterId, ...state.topics.keys(), ...state.groups.keys())
  for (const { host, rack } of state.brokers.values()) add(host, rack)
  for (const { description } of state.descriptions.values())
    for (const { member, instance, clientId, host } of description?.members ?? []) add(member, instance, clientId, host.replace(/^\//, ''))
  for (const { agent } of state.mesos.agents.values()) add(agent.id, agent.hostname)
  for (const task of state.mesos.tasks.values()) add(task.id)
  for (const id of state.mesos.frameworks.keys()) add(id)
  return found
}

/** The offsets of a moment without a name: they are what they were, under whichever names. */
export async function numbersOf(histories: Asked, id: string, time: number): Promise<unknown> {
  const offsets = await histories.ask('momentOffsets', id, { time })
  if (offsets === null) throw new Error(`no offsets at ${time}`)
  const parted = ({ counts, values, times }: typeof offsets.ends): readonly string[] => {
    let at = 0
    return [...counts].map((count, i) => [times[i], ...values.subarray(at, (at += count))].join()).toSorted((a, b) => (a < b ? -1 : 1))
  }
  return [parted(offsets.ends), parted(offsets.starts), [...offsets.commits.committed].toSorted((a, b) => a - b)]
}
