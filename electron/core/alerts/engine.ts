import { readRule, type AlertFacts, type AlertReading } from '../../../shared/domain/alerts/level.ts'
import { groupsOf, type AlertRule } from '../../../shared/domain/alerts/rule.ts'
import { calm, stepAlert, type AlertEvent, type AlertState } from '../../../shared/domain/alerts/step.ts'

/** Something to be told of one subject of one rule. */
export interface AlertHappening {
  readonly rule: AlertRule
  readonly subject: string
  readonly event: AlertEvent | 'gone' | 'ruleChanged'
  /** The reading that made it; null where there is none any more. */
  readonly reading: AlertReading | null
}

/** Looks at the facts of one cluster again and again. */
export interface AlertEngine {
  /** @param now ms of a clock that never jumps */
  look(rules: readonly AlertRule[], facts: AlertFacts, now: number): Generator<undefined, readonly AlertHappening[]>
  /** Nothing is looked at any more; what stood is forgotten. */
  forget(): void
  /** True: time alone may change something. */
  waits(): boolean
}

interface Followed {
  readonly rule: AlertRule
  readonly subjects: Map<string, AlertState>
}

export function createEngine(): AlertEngine {
  const followed = new Map<string, Followed>()

  function* end({ rule, subjects }: Followed): Generator<AlertHappening> {
    for (const [subject, state] of subjects) if (state.is === 'firing') yield { rule, subject, event: 'ruleChanged', reading: null }
  }
  const follow = (rule: AlertRule): Followed => {
    const one = { rule, subjects: new Map<string, AlertState>() }
    followed.set(rule.id, one)
    return one
  }

  return {
    *look(rules, facts, now) {
      const happened: AlertHappening[] = []
      const inForce = new Map(rules.filter((rule) => rule.enabled).map((rule) => [rule.id, rule]))
      for (const [id, one] of followed) {
        const rule = inForce.get(id)
        if (rule && saysTheSame(rule, one.rule)) continue
        happened.push(...end(one))
        followed.delete(id)
      }
      for (const rule of inForce.values()) {
        const one = followed.get(rule.id) ?? follow(rule)
        const seen = new Set<string>()
        for (const piece of inPieces(rule, facts)) {
          happened.push(...lookAt(one, piece, seen, now))
          yield
        }
        happened.push(...missing(one, facts, seen))
      }
      return happened
    },
    forget: () => followed.clear(),
    waits: () => [...followed.values()].some(({ subjects }) => subjects.size > 0),
  }
}

/** When it is told and by whom are no reason to begin anew. */
const saysTheSame = (a: AlertRule, b: AlertRule): boolean =>
  a === b ||
  (a.forSeconds === b.forSeconds && a.recoverMargin === b.recoverMargin && JSON.stringify(a.condition) === JSON.stringify(b.condition))

const GROUPS_A_STEP = 1_000

/** Facts with some of the groups each, where the rule is about groups: how one stands hangs on no other. */
function* inPieces(rule: AlertRule, facts: AlertFacts): Generator<AlertFacts> {
  const { groups } = facts
  if (groups === null || groupsOf(rule.condition) === null) yield facts
  else for (let at = 0; at < groups.length; at += GROUPS_A_STEP) yield { ...facts, groups: groups.slice(at, at + GROUPS_A_STEP) }
}

/** @param seen subjects are added that there is a reading of */
function* lookAt({ rule, subjects }: Followed, facts: AlertFacts, seen: Set<string>, now: number): Generator<AlertHappening> {
  for (const reading of readRule(rule, facts)) {
    const { subject, level } = reading
    seen.add(subject)
    const { state, event } = stepAlert(rule, subjects.get(subject) ?? calm, level, now)
    if (state.is === 'calm') subjects.delete(subject)
    else subjects.set(subject, state)
    if (event !== null) yield { rule, subject, event, reading }
  }
}

/** What was followed and is not there any more. */
function* missing({ rule, subjects }: Followed, facts: AlertFacts, seen: ReadonlySet<string>): Generator<AlertHappening> {
  if (!isKnown(rule, facts)) return
  for (const [subject, state] of subjects) {
    if (seen.has(subject)) continue
    subjects.delete(subject)
    if (state.is === 'firing') yield { rule, subject, event: 'gone', reading: null }
  }
}

/** False: that a subject is not there only means that nothing was read. */
export function isKnown({ condition }: Pick<AlertRule, 'condition'>, facts: AlertFacts): boolean {
  switch (condition.is) {
    case 'verdict':
    case 'lag':
    case 'timeLag':
      return facts.groups !== null
    case 'brokerDown':
      return facts.brokers !== null
    case 'partitions':
      return facts.partitions[condition.which] !== null
    case 'frameworkAway':
      return facts.frameworkAway !== null
  }
}
