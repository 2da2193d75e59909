import * as z from 'zod'
import { command, query, view, type Subject } from '../rpc/define.ts'
import { ActState, change, ChangeLevel, Impact, PlanChange, Verdict } from './changes.ts'
import { Done, ProfileId, RowError } from './common.ts'
import { Environment } from './profiles.ts'

const ActId = z.string().min(1).max(64)

/** One act, as far as it has gone. */
export const AuditRow = z.strictObject({
  act: ActId,
  /** Wall clock ms of the intent. */
  at: z.number(),
  cluster: ProfileId,
  /** As it was called then: the profile may be gone. */
  profile: z.string(),
  environment: Environment,
  command: z.string(),
  object: z.string(),
  title: z.string(),
  /** Null: no act on a cluster (an unlock). */
  level: ChangeLevel.nullable(),
  /** User of the operating system. */
  user: z.string(),
  reason: z.string().nullable(),
  via: z.enum(['kafka', 'scheduler', 'mesos', 'samsa']),
  state: ActState,
  /** Nothing more is going to happen to it by itself. `accepted` and ended: it was not seen in time. */
  ended: z.boolean(),
  /** From intent to the end; null: it goes on. */
  ms: z.number().nullable(),
  /** How it went, in a sentence. */
  note: z.string().nullable(),
  error: RowError.nullable(),
  /** What a longer act has done and is doing. */
  steps: z.strictObject({ done: z.int(), of: z.int(), now: z.string() }).nullable(),
  undo: z.strictObject({
    can: z.boolean(),
    /** Why not; null when it can. */
    why: z.string().nullable(),
    /** The act that took it back. */
    by: ActId.nullable(),
  }),
  /** The act that this one takes back. */
  undoes: ActId.nullable(),
  /** There only for what was not done from here: it was seen to be different at `at`, and was not so yet at `from`. */
  seen: z.strictObject({ from: z.number(), /** While Samsa was not connected. */ away: z.boolean() }).optional(),
})
export type AuditRow = z.infer<typeof AuditRow>

/** Everything that was written of one act. */
export const AuditDetail = z.strictObject({
  row: AuditRow,
  sentence: z.string(),
  changes: z.array(PlanChange).max(2_000),
  moreChanges: z.int(),
  impact: z.array(Impact).max(200),
  verdict: Verdict.nullable(),
  asOf: z.number().nullable(),
  wayBack: z.string().nullable(),
  equivalent: z.string().nullable(),
  /** As sent, without secrets. */
  requests: z.array(z.string()).max(1_000),
  /** What became of it, in order. */
  events: z.array(z.strictObject({ at: z.number(), state: ActState, text: z.string() })).max(2_000),
  response: z.string().nullable(),
})
export type AuditDetail = z.infer<typeof AuditDetail>

export const AuditProof = z.strictObject({
  /** Entries that were checked. */
  entries: z.int(),
  files: z.int(),
  /** The oldest that is kept. */
  since: z.number().nullable(),
  /** Sealed by the system's keychain: a tail that was cut off or written anew would be seen. */
  sealed: z.boolean(),
  /** It was taken from a backup: made then, sealed there, up to that entry. Null: never. */
  restored: z.strictObject({ madeAt: z.number(), seal: z.enum(['here', 'elsewhere', 'none']), entries: z.int() }).nullable(),
  /** The first entry that does not fit; null: all of it is as it was written. */
  bad: z.strictObject({ file: z.string(), line: z.int(), why: z.string() }).nullable(),
})
export type AuditProof = z.infer<typeof AuditProof>

/** What an act was about, its reverse is about as well: all that any change disturbs. */
const UNDO_DISTURBS = ['audit', 'brokers', 'groups', 'lag', 'reassignments', 'security', 'topics']

export const audit = {
  /** Newest acts of one cluster or of all, at most 5,000; also with no cluster connected. */
  list: view(z.strictObject({ cluster: ProfileId.nullable() }), AuditRow, 'act'),
  entry: query(z.strictObject({ act: ActId }), AuditDetail),
  verify: query(z.strictObject({}), AuditProof),
  /** JSON lines as they stand in the files, with their hashes, piece by piece: `next` is null at the end. */
  export: query(
    z.strictObject({ cluster: ProfileId.nullable(), from: z.int().min(0) }),
    z.strictObject({ text: z.string(), next: z.int().nullable() }),
  ),
  /** Takes an act back: plans the reverse command. */
  undo: change('C2', z.strictObject({ act: ActId }), UNDO_DISTURBS),
  /** Ends the waiting and what was not sent yet; what was sent stays sent. */
  cancel: command('C0', z.strictObject({ act: ActId }), Done, ['audit']),
  /** Looks once more at what became of an act that is unknown or was not seen in time. */
  lookAgain: command('C0', z.strictObject({ act: ActId }), Done, ['audit']),
} as const satisfies Subject
