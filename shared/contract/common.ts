import * as z from 'zod'

/** Profile ids are made by the core. */
export const ProfileId = z.string().min(1).max(64)

/** Kafka allows any text as a group id; brokers cap strings at 32,767 bytes. */
export const GroupId = z.string().max(32_767)
export const TopicName = z.string().min(1).max(249)

/** A log offset as decimal digits, exact beyond what a JSON number can carry. */
export const Offset = z
  .string()
  .max(20)
  .regex(/^-?\d{1,19}$/)

/** `live`, or a moment in wall clock ms. Every view and query about a cluster takes it. */
export const At = z.strictObject({ cluster: ProfileId, at: z.union([z.literal('live'), z.number()]) })
export type At = z.infer<typeof At>

/** A catalogue code with its facts, as part of a row: the row is there, a figure of it could not be read. */
export const RowError = z.strictObject({ code: z.string().max(100), about: z.record(z.string(), z.json()) })
export type RowError = z.infer<typeof RowError>

export const Nothing = z.strictObject({})
export const Done = z.strictObject({})
