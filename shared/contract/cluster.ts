import * as z from 'zod'
import { command, view, type Subject } from '../rpc/define.ts'
import { At, Done, RowError } from './common.ts'
import { SourceState } from './profiles.ts'

/** The overview: one row of facts about the whole cluster. Null: not read. */
export const ClusterRow = z.strictObject({
  cluster: z.string(),
  clusterId: z.string().nullable(),
  releases: z.array(z.string()),
  controller: z.int().nullable(),
  brokers: z.strictObject({ up: z.int(), known: z.int() }),
  topics: z.int().nullable(),
  partitions: z.int().nullable(),
  replicas: z.int().nullable(),
  underReplicated: z.int().nullable(),
  offline: z.int().nullable(),
  notPreferred: z.int().nullable(),
  groups: z.strictObject({ total: z.int(), withMembers: z.int(), forbidden: z.int() }).nullable(),
  disk: z.strictObject({ usedBytes: z.number(), largest: z.int().nullable(), partial: z.boolean() }).nullable(),
  /** Lag over all groups, and whether something that belongs into it is missing. */
  lag: z.strictObject({ total: z.number(), partial: z.boolean() }).nullable(),
})
export type ClusterRow = z.infer<typeof ClusterRow>

/** What the frame's bottom bar tells about one profile's reading. */
export const ReadingRow = z.strictObject({
  cluster: z.string(),
  state: SourceState,
  lastReadAt: z.number().nullable(),
  paused: z.boolean(),
  requestsPerSecond: z.number(),
  budget: z.number(),
  /** Times by which planned intervals are stretched because the budget is used up; 1: not. */
  stretch: z.number(),
  jobs: z.array(z.string()),
  error: RowError.nullable(),
})
export type ReadingRow = z.infer<typeof ReadingRow>

export const cluster = {
  overview: view(At, ClusterRow, 'cluster'),
  reading: view(At, ReadingRow, 'cluster'),
  readNow: command('C0', At.pick({ cluster: true }), Done, []),
  pause: command('C0', At.pick({ cluster: true }).extend({ paused: z.boolean() }), Done, []),
} as const satisfies Subject
