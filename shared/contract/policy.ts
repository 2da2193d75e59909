import * as z from 'zod'
import { Environment } from './profiles.ts'
import { WrittenProxy } from './network.ts'
import { FixedSettings } from './settings.ts'

/** A host name or address in which `*` stands for anything. */
const HostPattern = z.string().min(1, 'Write a host name; * may stand for a part of it').max(255, 'At most 255 characters')

const ReleasesAddress = z
  .url({ protocol: /^https$/, error: 'Write an https:// address, or none' })
  .max(1_000, 'At most 1,000 characters')
  .regex(/^[^?#@\s]+$/, 'Without a user, a query or a fragment')

export const RecordingExports = z.enum(['all', 'anonymised', 'none'])

/**
 * What an administrator's file may say. Strict, so that a rule that is misspelt is an error and not a rule that does not hold. What is left
 * out is not restricted.
 */
export const PolicyFile = z.strictObject({
  samsaPolicy: z.literal(1, 'Write 1: the version of this form'),
  /** Whom to ask: stands with every reason. */
  by: z.string().trim().min(1, 'Say whom users can ask').max(200, 'At most 200 characters'),
  /** Profiles through which nothing is ever changed. */
  readOnly: z
    .strictObject({
      environments: z.array(Environment).max(4).default([]),
      /** By where a profile connects, which no word in the profile changes. */
      hosts: z.array(HostPattern).max(200, 'At most 200 hosts').default([]),
    })
    .optional(),
  readMessages: z.boolean().optional(),
  writeMessages: z.boolean().optional(),
  /** False: passwords and keys are asked for again after each start, and go into no file. */
  keepSecrets: z.boolean().optional(),
  exportRecordings: RecordingExports.optional(),
  /** Where the user may look for a newer Samsa: `none`, or an address that answers as GitHub's does (`…/releases/latest`). */
  updates: z.union([z.literal('none'), ReleasesAddress]).optional(),
  /** Settings that users cannot change. */
  settings: FixedSettings.extend({ proxy: WrittenProxy.optional() }).optional(),
})
export type PolicyFile = z.infer<typeof PolicyFile>

/** What holds on this computer. */
export const Policy = z.strictObject({
  /** Null: there is no such file, and nothing is restricted. */
  file: z.string().max(4_096).nullable(),
  by: z.string(),
  /** Why the file is not followed as it stands, by field. Not empty: everything it could restrict is restricted. */
  problems: z.array(z.strictObject({ field: z.string(), message: z.string() })).max(100),
  readOnly: z.strictObject({ environments: z.array(Environment), hosts: z.array(z.string()) }),
  readMessages: z.boolean(),
  writeMessages: z.boolean(),
  keepSecrets: z.boolean(),
  exportRecordings: RecordingExports,
  /** Null: it says nothing about that. */
  updates: z.string().max(1_000).nullable(),
  settings: FixedSettings,
})
export type Policy = z.infer<typeof Policy>
