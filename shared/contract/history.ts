import * as z from 'zod'
import { command, query, view, type Subject } from '../rpc/define.ts'
import { Done, ProfileId, RowError } from './common.ts'

/** How it stands with what producers wrote before the recording, of the last day. */
export const BackfillProgress = z.strictObject({
  /** `idle`: not connected, or not read yet. `cannot`: its brokers do not know records by their time. */
  is: z.enum(['off', 'idle', 'running', 'stopped', 'done', 'cannot']),
  topics: z.int(),
  /** Topics beyond what is asked for at most. */
  leftOut: z.int(),
  /** Hours that were looked through. */
  done: z.int(),
  hours: z.int(),
  /** What kept it from something. */
  problem: RowError.nullable(),
})
export type BackfillProgress = z.infer<typeof BackfillProgress>

/** What is recorded of a cluster, connected or not. Null: nothing. */
export const RecorderRow = z.strictObject({
  cluster: z.string(),
  /** Off for this profile: what was recorded before stays. */
  on: z.boolean(),
  /** Wall clock ms of the oldest and the newest moment that is kept. */
  first: z.number().nullable(),
  last: z.number().nullable(),
  bytes: z.number(),
  /** How far back each grain reaches, the finest first: seconds between two of its moments, wall clock ms of the oldest one. */
  grains: z.array(z.strictObject({ seconds: z.int(), since: z.number() })),
  /** Why nothing can be stored now, in words. */
  paused: z.string().nullable(),
  backfill: BackfillProgress,
})
export type RecorderRow = z.infer<typeof RecorderRow>

/** Something that happened, for a flag on the time bar. */
export const Happening = z.strictObject({
  at: z.number(),
  kind: z.enum([
    'brokerDown',
    'brokerUp',
    'controller',
    'topicAdded',
    'topicRemoved',
    'groupAdded',
    'groupRemoved',
    'groupEmpty',
    'offline',
  ]),
  subject: z.string().max(400),
})
export type Happening = z.infer<typeof Happening>

const OneCluster = z.strictObject({ cluster: ProfileId })

export const history = {
  recorder: view(OneCluster, RecorderRow, 'cluster'),
  /** How much was recorded by equal spans of time, and what happened, newest first. */
  band: query(
    OneCluster.extend({ from: z.number(), to: z.number(), columns: z.int().min(10).max(1_000) }),
    z.strictObject({ density: z.array(z.int()), events: z.array(Happening), moreEvents: z.int() }),
  ),
  /** Takes away all that was recorded of a profile; pinned spans stay. While it is connected, recording begins anew. */
  forget: command('C0', OneCluster, Done, ['history']),
  /** Ends it until the next connection, or begins it again. */
  backfill: command('C0', OneCluster.extend({ on: z.boolean() }), Done, ['history']),
  /** Whether this profile is recorded from now on. */
  keep: command('C0', OneCluster.extend({ on: z.boolean() }), Done, ['history']),
} as const satisfies Subject
