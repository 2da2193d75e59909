import * as z from 'zod'
import { command, query, stream, view, type Subject } from '../rpc/define.ts'
import type { AlertRule as Rule } from '../domain/alerts/rule.ts'
import { Done, GroupId, Nothing, ProfileId } from './common.ts'
import { VerdictName } from './figures.ts'

const Groups = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('watched') }),
  z.strictObject({ of: z.literal('group'), group: GroupId.min(1) }),
  z.strictObject({ of: z.literal('pattern'), pattern: z.string().min(1).max(255) }),
])

/** Figures that a person writes: a limit beyond these is a slip. */
const Count = z
  .int()
  .min(0)
  .max(2 ** 53 - 1)
const Seconds = z
  .int()
  .min(0)
  .max(7 * 86_400)

export const AlertCondition = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('verdict'), groups: Groups, verdicts: z.array(VerdictName).min(1).max(15) }),
  z.strictObject({ is: z.literal('lag'), groups: Groups, above: Count }),
  z.strictObject({ is: z.literal('timeLag'), groups: Groups, aboveSeconds: Seconds }),
  z.strictObject({ is: z.literal('brokerDown') }),
  z.strictObject({ is: z.literal('partitions'), which: z.enum(['underMinIsr', 'underReplicated', 'offline']), above: Count }),
  z.strictObject({ is: z.literal('frameworkAway') }),
])

export type AlertCondition = z.infer<typeof AlertCondition>

const ruleFields = {
  enabled: z.boolean(),
  condition: AlertCondition,
  forSeconds: Seconds,
  recoverMargin: z.number().min(0).max(0.9),
  remindAfterSeconds: Seconds.min(60).nullable(),
  evenInQuietHours: z.boolean(),
}

/** Without an id: a new one. */
export const AlertRuleDraft = z.strictObject({ id: z.string().max(64).nullable(), ...ruleFields })
export type AlertRuleDraft = z.infer<typeof AlertRuleDraft>

export const AlertRule = z.strictObject({ id: z.string().min(1).max(64), ...ruleFields }) satisfies z.ZodType<Rule>
export type AlertRule = z.infer<typeof AlertRule>

export const AlertRuleRow = AlertRule.extend({
  /** Alerts of it that stand now. */
  standing: z.int(),
  /** Why it cannot be told now: a fact it needs is not read. Null: it can. */
  blind: z.enum(['notConnected', 'notRead']).nullable(),
})
export type AlertRuleRow = z.infer<typeof AlertRuleRow>

const Minute = z.int().min(0).max(1_439)

/** One row a profile: what holds for all its rules. */
export const AlertSettings = z.strictObject({
  id: z.literal('settings'),
  watched: z.array(GroupId).max(500),
  /** Minutes of the day, local time. */
  quiet: z.strictObject({ from: Minute, to: Minute }).nullable(),
  /** By the system, beside the page. */
  notify: z.boolean(),
  /** Groups that are not told of until then; the empty name is the whole cluster. */
  muted: z.array(z.strictObject({ group: GroupId, until: z.number() })).max(500),
  /** Whether this host can notify, or why not. */
  notifications: z.strictObject({ available: z.boolean(), why: z.string() }),
})
export type AlertSettings = z.infer<typeof AlertSettings>

export const AlertRow = z.strictObject({
  id: z.string(),
  rule: z.string(),
  /** As the rule was then. */
  condition: AlertCondition,
  forSeconds: z.int(),
  /** A group, a broker, or empty: the cluster. */
  subject: z.string(),
  value: z.number().nullable(),
  verdict: VerdictName.nullable(),
  /** Wall clock ms. */
  firedAt: z.number(),
  endedAt: z.number().nullable(),
  /** `unwatched`: Samsa stopped looking before it was over. */
  ended: z.enum(['recovered', 'gone', 'ruleChanged', 'unwatched']).nullable(),
  remindedAt: z.number().nullable(),
  acknowledgedAt: z.number().nullable(),
  /** Why the system was not asked to tell it; null: it was. */
  silent: z.enum(['muted', 'quietHours', 'off', 'notSupported', 'failed']).nullable(),
  /** The place inside the cluster that shows the moment. */
  path: z.string(),
})
export type AlertRow = z.infer<typeof AlertRow>

export const AlertReplay = z.strictObject({
  from: z.number(),
  to: z.number(),
  /** The oldest that was recorded of what the rule looks at; null: nothing was. */
  since: z.number().nullable(),
  fired: z
    .array(
      z.strictObject({
        subject: z.string(),
        firedAt: z.number(),
        endedAt: z.number().nullable(),
        value: z.number().nullable(),
        verdict: VerdictName.nullable(),
      }),
    )
    .max(500),
  more: z.int(),
  subjects: z.int(),
  /** What a replay cannot know and the live rule does. */
  notes: z.array(z.enum(['notRecorded', 'statesNotRecorded', 'timeLagFromPolling', 'tooManyGroups'])).max(4),
})
export type AlertReplay = z.infer<typeof AlertReplay>

const InCluster = z.strictObject({ cluster: ProfileId })

export const alerts = {
  rules: view(InCluster, AlertRuleRow, 'id'),
  settings: view(InCluster, AlertSettings, 'id'),
  /** Newest first by `firedAt`; the last 500 are kept. */
  log: view(InCluster, AlertRow, 'id'),
  save: command('C0', InCluster.extend({ rule: AlertRuleDraft }), z.strictObject({ id: z.string() }), []),
  remove: command('C0', InCluster.extend({ id: z.string().max(64) }), Done, []),
  configure: command(
    'C0',
    InCluster.extend({ quiet: z.strictObject({ from: Minute, to: Minute }).nullable().optional(), notify: z.boolean().optional() }),
    Done,
    [],
  ),
  watch: command('C0', InCluster.extend({ group: GroupId, on: z.boolean() }), Done, []),
  /** `group` empty: the whole cluster. `forSeconds` 0: told of again. */
  mute: command('C0', InCluster.extend({ group: GroupId, forSeconds: Seconds }), Done, []),
  acknowledge: command('C0', InCluster.extend({ ids: z.array(z.string().max(64)).min(1).max(500) }), Done, []),
  /** When the rule would have fired in the recorded past. */
  test: query(InCluster.extend({ rule: AlertRuleDraft, hours: z.int().min(1).max(48) }), AlertReplay),
  /** Places that a notification was clicked for: the page goes there. */
  opened: stream(Nothing, z.strictObject({ cluster: ProfileId, path: z.string().max(1_000) })),
} as const satisfies Subject
