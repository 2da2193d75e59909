import type { Judged } from '../verdict/rank.ts'
import type { AlertCondition, AlertGroups, AlertRule } from './rule.ts'

/** A group as alerts see it. Null: not known, which is no 0. */
export interface AlertGroup {
  readonly group: string
  readonly verdict: Judged | null
  readonly lag: number | null
  /** Something that belongs into the lag was not read: it may be more. */
  readonly partial: boolean
  /** Seconds; `atLeast`: it may be more. */
  readonly timeLag: { readonly seconds: number; readonly error: number; readonly atLeast: boolean } | null
  readonly dormant: boolean
}

/** What is known at a moment. Null: not read, so nothing is said of it. */
export interface AlertFacts {
  readonly groups: readonly AlertGroup[] | null
  readonly watched: ReadonlySet<string>
  readonly brokers: readonly { readonly id: number; readonly up: boolean }[] | null
  readonly partitions: { readonly underMinIsr: number | null; readonly underReplicated: number | null; readonly offline: number | null }
  readonly frameworkAway: boolean | null
}

/**
 * How a subject stands to a rule: `over` it fits; `between` the limit and where it is over; `under` it does not; `unknown` it cannot be
 * told, which neither begins nor ends an alert.
 */
export type AlertLevel = 'over' | 'between' | 'under' | 'unknown'

export interface AlertReading {
  /** A group's name, a broker's id, or empty: the cluster. */
  readonly subject: string
  readonly level: AlertLevel
  /** The measured figure, where the rule has one. */
  readonly value: number | null
  /** The verdict that fits. */
  readonly verdict: Judged['verdict'] | null
}

const reading = (subject: string, level: AlertLevel, value: number | null = null): AlertReading => ({
  subject,
  level,
  value,
  verdict: null,
})

/** Every subject of the rule, with how it stands to it. */
export function readRule(rule: AlertRule, facts: AlertFacts): readonly AlertReading[] {
  const { condition } = rule
  switch (condition.is) {
    case 'verdict':
    case 'lag':
    case 'timeLag':
      return groupsFor(condition.groups, facts).map((group) => readGroup(rule, condition, group))
    case 'brokerDown':
      return (facts.brokers ?? []).map(({ id, up }) => reading(String(id), up ? 'under' : 'over'))
    case 'partitions': {
      const n = facts.partitions[condition.which]
      return [reading('', levelOf(n, n, condition.above, rule.recoverMargin), n)]
    }
    case 'frameworkAway':
      return [reading('', facts.frameworkAway === null ? 'unknown' : facts.frameworkAway ? 'over' : 'under')]
  }
}

/** A dormant group is named only when somebody watches it (specs: lag, group verdict). */
function groupsFor(which: AlertGroups, { groups, watched }: AlertFacts): readonly AlertGroup[] {
  const all = groups ?? []
  switch (which.of) {
    case 'watched':
      return all.filter((g) => watched.has(g.group))
    case 'group':
      return all.filter((g) => g.group === which.group)
    case 'pattern': {
      const fits = patternOf(which.pattern)
      return all.filter((g) => fits(g.group) && (!g.dormant || watched.has(g.group)))
    }
  }
}

/** `billing-*`: the only sign is the star, for any text. */
export function patternOf(pattern: string): (name: string) => boolean {
  const parts = pattern.split('*')
  const first = parts[0] ?? ''
  const last = parts.at(-1) ?? ''
  if (parts.length === 1) return (name) => name === pattern
  return (name) => {
    if (name.length < first.length + last.length || !name.startsWith(first) || !name.endsWith(last)) return false
    let from = first.length
    for (const part of parts.slice(1, -1)) {
      const found = name.indexOf(part, from)
      if (found < 0) return false
      from = found + part.length
    }
    return from <= name.length - last.length
  }
}

type OfGroups = Extract<AlertCondition, { readonly groups: AlertGroups }>

function readGroup(rule: AlertRule, condition: OfGroups, group: AlertGroup): AlertReading {
  switch (condition.is) {
    case 'verdict': {
      const { verdict } = group
      // Not enough samples is no statement, neither that it fits nor that it does not.
      if (verdict === null || verdict.verdict === 'LEARNING') return reading(group.group, 'unknown')
      const fits = condition.verdicts.includes(verdict.verdict)
      return { ...reading(group.group, fits ? 'over' : 'under'), verdict: fits ? verdict.verdict : null }
    }
    case 'lag': {
      const { lag, partial } = group
      return reading(group.group, levelOf(lag, partial ? null : lag, condition.above, rule.recoverMargin), lag)
    }
    case 'timeLag': {
      const { timeLag } = group
      if (timeLag === null) return reading(group.group, 'unknown')
      const { seconds, error, atLeast } = timeLag
      // Over only when it surely is; over with it only when it surely is not.
      return reading(
        group.group,
        levelOf(seconds - error, atLeast ? null : seconds + error, condition.aboveSeconds, rule.recoverMargin),
        seconds,
      )
    }
  }
}

/** @param least what it is at least; @param most what it is at most, null: not known */
function levelOf(least: number | null, most: number | null, limit: number, margin: number): AlertLevel {
  if (least !== null && least > limit) return 'over'
  if (least === null || most === null) return 'unknown'
  return most <= limit * (1 - margin) ? 'under' : 'between'
}
