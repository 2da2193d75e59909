import * as z from 'zod'
import { command, type ConfirmationLevel } from '../rpc/define.ts'
import { ProfileId } from './common.ts'

/**
 * How a change is made. Every member that changes a cluster is made with `change`: `plan` says what would happen and changes nothing;
 * `apply` hands the plan's id back and is the only step that changes anything.
 */

/** One thing that will be different. `null`: is not there before, or is gone after. */
export const PlanChange = z.strictObject({ what: z.string(), before: z.string().nullable(), after: z.string().nullable() })
export type PlanChange = z.infer<typeof PlanChange>

/** What else it does to the cluster, worst first. `path`: the place in the app that shows it. */
export const Impact = z.strictObject({ severity: z.enum(['info', 'warn', 'bad']), text: z.string(), path: z.string().nullable() })
export type Impact = z.infer<typeof Impact>

export const Verdict = z.enum(['safe', 'degrades', 'breaks'])
export type Verdict = z.infer<typeof Verdict>

export const ChangeLevel = z.enum(['C1', 'C2', 'C3'])
export type ChangeLevel = z.infer<typeof ChangeLevel>

export const Plan = z.strictObject({
  id: z.string(),
  /** Its name in the audit log: `brokers.stop`. */
  command: z.string(),
  cluster: ProfileId,
  /** Of this very act: it may be worse than the member says (a stop is C3 when a partition goes offline). */
  level: ChangeLevel,
  /** What it is done to: broker 3, a topic, a group. */
  object: z.string(),
  title: z.string(),
  sentence: z.string(),
  changes: z.array(PlanChange).max(2_000),
  /** How many more there are than `changes` lists. */
  moreChanges: z.int(),
  impact: z.array(Impact).max(200),
  /** Null: not judged. */
  verdict: Verdict.nullable(),
  /** Wall clock ms of the state that it was judged by. */
  asOf: z.number().nullable(),
  wayBack: z.string().nullable(),
  /** The command line that would do the same; text, never run by Samsa. */
  equivalent: z.string().nullable(),
  /** Whom it is asked of: the dialog names the path. */
  via: z.enum(['kafka', 'scheduler', 'mesos', 'samsa']),
  confirm: z.strictObject({
    /** False: an open test cluster and an act that is easily undone: apply at once, without a dialog. */
    ask: z.boolean(),
    /** What has to be typed, letter by letter; null: a press is enough. */
    typed: z.string().nullable(),
    /** The button works this long after the plan was made; the core refuses an apply that comes before. */
    armAfterMs: z.int(),
  }),
  /** Wall clock ms. */
  plannedAt: z.number(),
  expiresAt: z.number(),
})
export type Plan = z.infer<typeof Plan>

export const ActState = z.enum(['sent', 'accepted', 'verified', 'failed', 'unknown'])
export type ActState = z.infer<typeof ActState>

/** Unlocking, planning and applying tell what the user gives as a reason. */
export const Reason = z.string().max(1_000, 'At most 1,000 characters')

export const ChangeResult = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('plan'), plan: Plan }),
  /** Planned again at the moment of pressing: it is different now. Nothing was sent; the new plan may be confirmed instead. */
  z.strictObject({ is: z.literal('worse'), plan: Plan, what: z.array(z.string()).max(200) }),
  /** On its way, and in the audit log: how it goes on is the row `act` of the view `audit.list`. */
  z.strictObject({ is: z.literal('applied'), act: z.string(), state: ActState }),
])
export type ChangeResult = z.infer<typeof ChangeResult>

const Apply = z.strictObject({
  do: z.literal('apply'),
  cluster: ProfileId,
  plan: z.string().max(64),
  typed: z.string().max(32_767).nullable(),
  reason: Reason.nullable(),
})

const PlanOf = <I extends z.ZodType>(input: I) => z.strictObject({ do: z.literal('plan'), cluster: ProfileId, input })

/** What a page sends: the schema is `discriminatedUnion('do', [plan, apply])`, typed by what is planned. */
export type ChangeRequest<Input> =
  | { readonly do: 'plan'; readonly cluster: string; readonly input: Input }
  | { readonly do: 'apply'; readonly cluster: string; readonly plan: string; readonly typed: string | null; readonly reason: string | null }

/** A member that changes a cluster. `disturbs`: subjects whose queries the page asks again afterwards. */
export const change = <I extends z.ZodType>(level: Exclude<ConfirmationLevel, 'C0'>, input: I, disturbs: readonly string[]) =>
  command(level, z.discriminatedUnion('do', [PlanOf(input), Apply]), ChangeResult, disturbs)
