import { grouped } from '../grouped.ts'
import type { Verdict } from '../verdict/inputs.ts'
import type { AlertCondition, AlertGroups, AlertRule } from './rule.ts'

/** Rules and alerts in sentences: the same ones in the list, the log and the system's notifications. */

const verdictWords: Readonly<Record<Verdict, string>> = {
  NO_LEADER: 'no leader',
  DATA_LOST: 'data lost',
  LOSS_RISK: 'at risk of losing data',
  AHEAD: 'ahead of the log',
  REWIND: 'rewound',
  STOPPED: 'stopped',
  STALLED: 'stalled',
  TOPIC_GONE: 'topic gone',
  FALLING_BEHIND: 'falling behind',
  REBALANCING: 'rebalancing',
  BEHIND: 'behind',
  CATCHING_UP: 'catching up',
  OK: 'keeping up',
  LEARNING: 'not enough samples',
  NO_COMMIT: 'nothing committed',
}

export const verdictWord = (verdict: Verdict): string => verdictWords[verdict]

const units = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'min'],
] as const

/** Two units at most: `2 min`, `1 h 30 min`. */
export function span(seconds: number): string {
  const whole = Math.round(seconds)
  const parts: string[] = []
  let rest = whole
  for (const [size, unit] of units) {
    if (rest < size || parts.length === 2) continue
    parts.push(`${Math.floor(rest / size)} ${unit}`)
    rest %= size
  }
  if (parts.length < 2 && (rest > 0 || parts.length === 0)) parts.push(`${rest} s`)
  return parts.join(' ')
}

export function groupsWords(groups: AlertGroups): string {
  switch (groups.of) {
    case 'watched':
      return 'Any watched group'
    case 'group':
      return `Group ${groups.group}`
    case 'pattern':
      return `Any group named ${groups.pattern}`
  }
}

const orList = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`

const which = { underMinIsr: 'under min ISR', underReplicated: 'under-replicated', offline: 'without a leader' } as const

function conditionWords(condition: AlertCondition): string {
  switch (condition.is) {
    case 'verdict':
      return `${groupsWords(condition.groups)}: ${orList(condition.verdicts.map(verdictWord))}`
    case 'lag':
      return `${groupsWords(condition.groups)}: lag > ${grouped(condition.above)}`
    case 'timeLag':
      return `${groupsWords(condition.groups)}: time lag > ${span(condition.aboveSeconds)}`
    case 'brokerDown':
      return 'Any broker: not running'
    case 'partitions':
      return `Partitions ${which[condition.which]} > ${grouped(condition.above)}`
    case 'frameworkAway':
      return 'The framework: away from its Mesos master'
  }
}

/** `Group billing: time lag > 2 min for 3 min`. */
export const ruleSentence = ({ condition, forSeconds }: Pick<AlertRule, 'condition' | 'forSeconds'>): string =>
  conditionWords(condition) + (forSeconds > 0 ? ` for ${span(forSeconds)}` : '')

export interface AlertMatter {
  readonly condition: AlertCondition
  readonly subject: string
  readonly value: number | null
  readonly verdict: Verdict | null
}

/** `billing: time lag 4 min`. */
export function alertSentence({ condition, subject, value, verdict }: AlertMatter): string {
  switch (condition.is) {
    case 'verdict':
      return `${subject}: ${verdict === null ? conditionWords(condition) : verdictWord(verdict)}`
    case 'lag':
      return `${subject}: lag ${value === null ? 'unknown' : grouped(value)}`
    case 'timeLag':
      return `${subject}: time lag ${value === null ? 'unknown' : span(value)}`
    case 'brokerDown':
      return `Broker ${subject} is not running`
    case 'partitions':
      return `${value === null ? 'Some' : grouped(value)} ${value === 1 ? 'partition' : 'partitions'} ${which[condition.which]}`
    case 'frameworkAway':
      return 'The framework is away from its Mesos master'
  }
}
