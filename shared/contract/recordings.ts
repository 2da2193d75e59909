import * as z from 'zod'
import { command, query, stream, view, type Subject } from '../rpc/define.ts'
import { Done, GroupId, Nothing, ProfileId } from './common.ts'

/** A span of a cluster's history that is kept for itself: an incident that was pinned, or a file that was opened. */
export const RecordingRow = z.strictObject({
  id: ProfileId,
  title: z.string(),
  notes: z.string(),
  /** Of the cluster. */
  name: z.string(),
  from: z.number(),
  to: z.number(),
  origin: z.enum(['pinned', 'imported', 'sample']),
  anonymised: z.boolean(),
  keptAt: z.number(),
  bytes: z.number(),
  /** Lines of Samsa's own log that it has. */
  logLines: z.int(),
})
export type RecordingRow = z.infer<typeof RecordingRow>

const Title = z.string().trim().min(1, 'Give it a title').max(200, 'At most 200 characters')
const Notes = z.string().max(10_000, 'At most 10,000 characters')
const Passphrase = z.string().min(12, 'At least 12 characters').max(1_000, 'At most 1,000 characters')

const ExportChoice = z.strictObject({
  id: ProfileId,
  /** Null: all groups. Else those and the topics they read. */
  groups: z.array(GroupId).max(5_000).nullable(),
  anonymise: z.boolean(),
  /** With Samsa's own log of that time. */
  logs: z.boolean(),
})

/** What a file would hold. */
export const ExportPreview = z.strictObject({
  bytes: z.number(),
  from: z.number(),
  to: z.number(),
  brokers: z.int(),
  topics: z.int(),
  groups: z.int(),
  moments: z.int(),
  readings: z.int(),
  events: z.int(),
  logLines: z.int(),
  logBytes: z.number(),
  /** Parts that are left out. */
  leftOut: z.array(z.string()),
})
export type ExportPreview = z.infer<typeof ExportPreview>

/** A line of Samsa's own log. `about`: its facts as JSON; empty: none. */
export const KeptLogLine = z.strictObject({
  at: z.number(),
  level: z.enum(['info', 'warn', 'error']),
  message: z.string(),
  about: z.string(),
})
export type KeptLogLine = z.infer<typeof KeptLogLine>

/** A piece of a file, base64. */
const Piece = z.string().max(700_000)

export const recordings = {
  list: view(Nothing, RecordingRow, 'id'),
  pin: command(
    'C0',
    z.strictObject({ cluster: ProfileId, from: z.number(), to: z.number(), title: Title, notes: Notes }),
    z.strictObject({ id: ProfileId }),
    ['recordings'],
  ),
  remove: command('C0', z.strictObject({ id: ProfileId }), Done, ['recordings']),
  preview: query(ExportChoice, ExportPreview),
  /** What Samsa's log said meanwhile, oldest first. */
  log: query(z.strictObject({ id: ProfileId }), z.strictObject({ lines: z.array(KeptLogLine) })),
  /** The file in pieces. */
  export: stream(ExportChoice.extend({ passphrase: Passphrase.nullable() }), z.strictObject({ piece: Piece, total: z.int() })),
  /** A file of the user's, piece by piece; `upload` null begins one. */
  upload: command(
    'C0',
    z.strictObject({ upload: z.string().max(64).nullable(), piece: Piece }),
    z.strictObject({ upload: z.string() }),
    [],
  ),
  /** Opens the recording that ships with Samsa; the same one each time. */
  sample: command('C0', Nothing, z.strictObject({ id: ProfileId }), ['recordings']),
  open: command(
    'C0',
    z.strictObject({ upload: z.string().max(64), passphrase: z.string().max(1_000).nullable() }),
    z.strictObject({ id: ProfileId }),
    ['recordings'],
  ),
} as const satisfies Subject
