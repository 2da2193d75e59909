import * as z from 'zod'
import { command, stream, type Subject } from '../rpc/define.ts'
import { ProfileId } from './common.ts'
import { Environment, Folder, SecretField } from './profiles.ts'

const Passphrase = z.string().min(12, 'At least 12 characters').max(1_000, 'At most 1,000 characters')

/** One field in which a profile of a file differs from the one that is here. */
const FieldChange = z.strictObject({ field: z.string().max(60), before: z.string().max(400), after: z.string().max(400) })

/** A profile of a file, beside what is here. */
export const ImportRow = z.strictObject({
  /** Its place in the file. */
  index: z.int(),
  name: z.string(),
  environment: Environment,
  folder: Folder,
  /** Every address that it would talk to. */
  hosts: z.array(z.string()).max(400),
  /** Secrets that the file holds for it, and those that it needs and the file does not hold. */
  secrets: z.array(SecretField),
  missing: z.array(SecretField),
  outcome: z.enum(['new', 'same', 'differs']),
  /** The one here with the same origin, or else the same name. */
  existing: z.strictObject({ id: ProfileId, name: z.string() }).nullable(),
  changes: z.array(FieldChange).max(40),
})
export type ImportRow = z.infer<typeof ImportRow>

export const ImportPreview = z.strictObject({
  /** Asked for by this when it is taken in. */
  opened: z.string(),
  sealed: z.boolean(),
  rows: z.array(ImportRow).max(500),
  /** Entries that cannot be read, and why. */
  unreadable: z.array(z.string()).max(500),
})
export type ImportPreview = z.infer<typeof ImportPreview>

export const profileFiles = {
  /** The file in pieces, base64. Without a pass phrase it holds no secrets. */
  export: stream(
    z.strictObject({ ids: z.array(ProfileId).min(1).max(500), passphrase: Passphrase.nullable() }),
    z.strictObject({ piece: z.string().max(700_000), total: z.int() }),
  ),
  /** Looks into a file that came by `recordings.upload`; nothing is written. */
  open: command('C0', z.strictObject({ upload: z.string().max(64), passphrase: z.string().max(1_000).nullable() }), ImportPreview, []),
  /** What is not chosen is left alone. All of it is saved at once, or nothing. */
  take: command(
    'C0',
    z.strictObject({
      opened: z.string().max(64),
      choices: z
        .array(z.strictObject({ index: z.int(), as: z.enum(['new', 'replace']) }))
        .min(1)
        .max(500),
    }),
    z.strictObject({ ids: z.array(ProfileId) }),
    ['profiles'],
  ),
} as const satisfies Subject
