import * as z from 'zod'

const Broker = z.int()
const Text = z.string()

/** What was set to hold the copying back: exactly this is taken away again. */
export const RunThrottle = z.strictObject({
  /** Bytes a second; the last one is the present one. What a broker has now is ours when it is one of them. */
  rates: z.array(z.int().min(1)).min(1),
  /** What the brokers had set themselves before; null: nothing. In the order of `THROTTLE_RATES`. */
  brokers: z.array(z.strictObject({ broker: Broker, before: z.tuple([Text.nullable(), Text.nullable()]) })),
  /** Entries of the topics' lists that were not there before, as `partition:broker`. */
  topics: z.array(z.strictObject({ topic: Text, leaders: z.array(Text), followers: z.array(Text) })),
})
export type RunThrottle = z.infer<typeof RunThrottle>

export const RunMove = z.strictObject({
  topic: Text,
  partition: z.int(),
  from: z.array(Broker),
  to: z.array(Broker),
  /** Of one whole replica when it began; null: not known. */
  bytes: z.number().nullable(),
})
export type RunMove = z.infer<typeof RunMove>

/**
 * A reassignment of Samsa as it is kept on the disk, from before the first request until nothing of it is left in the cluster. It is not
 * part of what crosses to the page.
 */
export const RunRecord = z.strictObject({
  /** The act of the audit log that began it. */
  id: z.string(),
  cluster: z.string(),
  /** Wall clock ms. */
  startedAt: z.number(),
  moves: z.array(RunMove),
  throttle: RunThrottle.nullable(),
  /** When Kafka was asked; null: not yet. */
  sentAt: z.number().nullable(),
  /** Null: not asked to. */
  cancelledAt: z.number().nullable(),
  /** Null: it still goes on, or its throttle is still there. */
  over: z.strictObject({ at: z.number(), moved: z.int(), elsewhere: z.int(), throttle: z.enum(['none', 'removed']) }).nullable(),
})
export type RunRecord = z.infer<typeof RunRecord>
