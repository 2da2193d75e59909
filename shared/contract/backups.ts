import * as z from 'zod'
import { command, query, stream, type Subject } from '../rpc/define.ts'
import { Done, Nothing } from './common.ts'
import { Environment } from './profiles.ts'
import { FixedSettings } from './settings.ts'

/**
 * `settings`: also windows, columns, unsaved forms and reassignments under way. `activity`: the audit log, and what it is compared with.
 * Logs are in none.
 */
export const BackupPart = z.enum(['profiles', 'settings', 'activity', 'alerts', 'recordings', 'history'])
export type BackupPart = z.infer<typeof BackupPart>

const Passphrase = z.string().min(12, 'At least 12 characters').max(1_000, 'At most 1,000 characters')
const Choice = z.strictObject({ recordings: z.boolean(), history: z.boolean() })
const Size = z.strictObject({ part: BackupPart, files: z.int(), bytes: z.number() })

/** What a file holds, and what it would change here. */
export const BackupPreview = z.strictObject({
  /** Asked for by this when it is taken. */
  opened: z.string(),
  madeAt: z.number(),
  /** Of the Samsa that made it. */
  version: z.string(),
  parts: z.array(Size).max(6),
  profiles: z.array(
    z.strictObject({
      name: z.string(),
      environment: Environment,
      hosts: z.array(z.string()).max(400),
      /** It changes something here today, and would only observe: whoever made the file decides nothing about that. */
      observes: z.boolean(),
    }),
  ),
  /** Passwords and keys in it. */
  secrets: z.int(),
  /** Why they would stay out; empty: they would not. */
  secretsOut: z.string(),
  settings: FixedSettings,
  /** Who sealed the end of its activity log; null: there is none in it. What was sealed elsewhere may have lost entries at its end. */
  activitySeal: z.enum(['here', 'elsewhere', 'none']).nullable(),
})
export type BackupPreview = z.infer<typeof BackupPreview>

/** What was here before a backup took its place. */
const Former = z.strictObject({ id: z.string(), at: z.number(), parts: z.array(BackupPart), bytes: z.number() })

export const backups = {
  /** What a file would hold, and how large it is at most; `most`: what fits into one. */
  sizes: query(Nothing, z.strictObject({ parts: z.array(Size).max(6), most: z.number(), secrets: z.int() })),
  /** The file in pieces, base64. Without a pass phrase it holds no secrets. */
  make: stream(Choice.extend({ passphrase: Passphrase.nullable() }), z.strictObject({ piece: z.string().max(700_000), total: z.int() })),
  /** Looks into a file that came by `recordings.upload`: all of it is checked, nothing is written. */
  open: command('C0', z.strictObject({ upload: z.string().max(64), passphrase: z.string().max(1_000).nullable() }), BackupPreview, []),
  /** From the next start on it stands in the place of what is here, which is kept. */
  restore: command('C0', z.strictObject({ opened: z.string().max(64), parts: z.array(BackupPart).min(1).max(6) }), Done, [
    'backups',
    'host',
  ]),
  /** The same with what was here before. */
  goBack: command('C0', z.strictObject({ id: z.string().max(64) }), Done, ['backups']),
  /** What waits for the next start stays away after all. */
  cancel: command('C0', Nothing, Done, ['backups', 'host']),
  /** Former data that is not wanted any more. */
  forget: command('C0', z.strictObject({ id: z.string().max(64) }), Done, ['backups', 'host']),
  state: query(
    Nothing,
    z.strictObject({
      waits: z.strictObject({ parts: z.array(BackupPart), back: z.boolean() }).nullable(),
      formers: z.array(Former),
      /** Why what waited for this start was not taken; empty: it was, or nothing waited. */
      refused: z.string(),
    }),
  ),
} as const satisfies Subject
