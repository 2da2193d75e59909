import type { Verdict } from '../verdict/inputs.ts'

/** Which groups a rule is about. A pattern knows `*` only. */
export type AlertGroups =
  { readonly of: 'watched' } | { readonly of: 'group'; readonly group: string } | { readonly of: 'pattern'; readonly pattern: string }

/** What has to be so for an alert. Verdicts are the shown ones; lag is in messages. */
export type AlertCondition =
  | { readonly is: 'verdict'; readonly groups: AlertGroups; readonly verdicts: readonly Verdict[] }
  | { readonly is: 'lag'; readonly groups: AlertGroups; readonly above: number }
  | { readonly is: 'timeLag'; readonly groups: AlertGroups; readonly aboveSeconds: number }
  | { readonly is: 'brokerDown' }
  | { readonly is: 'partitions'; readonly which: 'underMinIsr' | 'underReplicated' | 'offline'; readonly above: number }
  | { readonly is: 'frameworkAway' }

export interface AlertRule {
  readonly id: string
  readonly enabled: boolean
  readonly condition: AlertCondition
  /** How long it has to be so. */
  readonly forSeconds: number
  /** How far below the limit it has to fall to be over, 0 to 0.9 of the limit. Means nothing where there is no limit. */
  readonly recoverMargin: number
  /** Told once more when it still is so after this long; null: never. */
  readonly remindAfterSeconds: number | null
  /** Told by the system also in quiet hours. */
  readonly evenInQuietHours: boolean
}

export const groupsOf = (condition: AlertCondition): AlertGroups | null => ('groups' in condition ? condition.groups : null)

const usual = { enabled: true, recoverMargin: 0.2, remindAfterSeconds: 1_800, evenInQuietHours: false } as const
const watched = { of: 'watched' } as const

/** The rules that every profile begins with. Their ids are kept: a rule that was removed stays so. */
export const readyRules: readonly AlertRule[] = [
  {
    ...usual,
    id: 'ready-loss',
    condition: { is: 'verdict', groups: watched, verdicts: ['DATA_LOST', 'LOSS_RISK', 'NO_LEADER'] },
    forSeconds: 0,
    evenInQuietHours: true,
  },
  {
    ...usual,
    id: 'ready-stopped',
    condition: { is: 'verdict', groups: watched, verdicts: ['STOPPED', 'STALLED', 'REWIND', 'AHEAD', 'TOPIC_GONE'] },
    forSeconds: 60,
  },
  { ...usual, id: 'ready-time-lag', condition: { is: 'timeLag', groups: watched, aboveSeconds: 300 }, forSeconds: 180 },
  { ...usual, id: 'ready-broker', condition: { is: 'brokerDown' }, forSeconds: 120 },
  { ...usual, id: 'ready-offline', condition: { is: 'partitions', which: 'offline', above: 0 }, forSeconds: 60, evenInQuietHours: true },
  { ...usual, id: 'ready-min-isr', condition: { is: 'partitions', which: 'underMinIsr', above: 0 }, forSeconds: 60 },
  { ...usual, id: 'ready-framework', condition: { is: 'frameworkAway' }, forSeconds: 60 },
]
