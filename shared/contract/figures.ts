import * as z from 'zod'

/** Figures that rows about lag share. Unknown is null or a kind of its own, never 0. */

export const VerdictName = z.enum([
  'NO_LEADER',
  'DATA_LOST',
  'LOSS_RISK',
  'AHEAD',
  'REWIND',
  'STOPPED',
  'STALLED',
  'TOPIC_GONE',
  'FALLING_BEHIND',
  'REBALANCING',
  'BEHIND',
  'CATCHING_UP',
  'OK',
  'LEARNING',
  'NO_COMMIT',
])
export type VerdictName = z.infer<typeof VerdictName>

export const VerdictView = z.strictObject({
  verdict: VerdictName,
  urgent: z.boolean(),
  notice: z.boolean(),
  /** Wall clock ms since when it is shown. */
  since: z.number(),
  also: z.array(VerdictName).max(6),
})
export type VerdictView = z.infer<typeof VerdictView>

/** Seconds, with the way they were found and how wrong they can be. */
export const TimeLagView = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('value'),
    seconds: z.number(),
    error: z.number(),
    method: z.enum(['record', 'index', 'interp']),
    atLeast: z.boolean(),
    /** Wall clock ms at which it was that old: it grows with the clock until the commit moves. */
    at: z.number(),
  }),
  z.strictObject({ kind: z.literal('moreThan'), seconds: z.number(), at: z.number() }),
  z.strictObject({ kind: z.literal('unknown') }),
])
export type TimeLagView = z.infer<typeof TimeLagView>

export const EtaView = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('in'), seconds: z.number(), from: z.number(), to: z.number(), atLeast: z.boolean() }),
  z.strictObject({ kind: z.literal('never') }),
  z.strictObject({ kind: z.literal('unknown') }),
])
export type EtaView = z.infer<typeof EtaView>

/** How long until records that were not read yet are deleted. */
export const EdgeView = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('in'), seconds: z.number(), by: z.enum(['offset', 'time']) }),
  z.strictObject({ kind: z.literal('never') }),
  z.strictObject({ kind: z.literal('unknown') }),
])
export type EdgeView = z.infer<typeof EdgeView>
