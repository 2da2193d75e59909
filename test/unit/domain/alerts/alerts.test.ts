import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { patternOf, readRule, type AlertFacts, type AlertGroup, type AlertLevel } from '../../../../shared/domain/alerts/level.ts'
import { isQuiet } from '../../../../shared/domain/alerts/quiet.ts'
import { readyRules, type AlertCondition, type AlertRule } from '../../../../shared/domain/alerts/rule.ts'
import { calm, stepAlert, type AlertEvent, type AlertState } from '../../../../shared/domain/alerts/step.ts'
import { alertSentence, ruleSentence, span } from '../../../../shared/domain/alerts/words.ts'

const rule = (condition: AlertCondition, change: Partial<AlertRule> = {}): AlertRule => ({
  id: 'r',
  enabled: true,
  condition,
  forSeconds: 0,
  recoverMargin: 0.2,
  remindAfterSeconds: null,
  evenInQuietHours: false,
  ...change,
})

const group = (name: string, change: Partial<AlertGroup> = {}): AlertGroup => ({
  group: name,
  verdict: null,
  lag: null,
  partial: false,
  timeLag: null,
  dormant: false,
  ...change,
})

const facts = (change: Partial<AlertFacts>): AlertFacts => ({
  groups: [],
  watched: new Set(['billing']),
  brokers: null,
  partitions: { underMinIsr: null, underReplicated: null, offline: null },
  frameworkAway: null,
  ...change,
})

const watched = { of: 'watched' } as const
const levels = (r: AlertRule, f: AlertFacts): Record<string, AlertLevel> =>
  Object.fromEntries(readRule(r, f).map(({ subject, level }) => [subject, level]))

describe('how subjects stand to a rule', () => {
  it.each<[Partial<AlertGroup>, AlertLevel]>([
    [{ lag: 101 }, 'over'],
    [{ lag: 100 }, 'between'],
    [{ lag: 81 }, 'between'],
    [{ lag: 80 }, 'under'],
    [{ lag: 0 }, 'under'],
    [{ lag: null }, 'unknown'],
    // What was left out may hide more; what is there is enough to say over.
    [{ lag: 50, partial: true }, 'unknown'],
    [{ lag: 200, partial: true }, 'over'],
  ])('lag > 100 with a margin of 20 %%: %o is %s', (change, level) => {
    const r = rule({ is: 'lag', groups: watched, above: 100 })
    expect(levels(r, facts({ groups: [group('billing', change)] }))).toEqual({ billing: level })
  })

  it.each<[AlertGroup['timeLag'], AlertLevel]>([
    [{ seconds: 130, error: 5, atLeast: false }, 'over'],
    [{ seconds: 124, error: 5, atLeast: false }, 'between'],
    [{ seconds: 90, error: 5, atLeast: false }, 'under'],
    [{ seconds: 90, error: 5, atLeast: true }, 'unknown'],
    [{ seconds: 7_200, error: 0, atLeast: true }, 'over'],
    [null, 'unknown'],
  ])('time lag > 2 min counts only when it surely is: %o is %s', (timeLag, level) => {
    const r = rule({ is: 'timeLag', groups: watched, aboveSeconds: 120 })
    expect(levels(r, facts({ groups: [group('billing', { timeLag })] }))).toEqual({ billing: level })
  })

  it('a verdict: those named fit; too few samples say nothing', () => {
    const r = rule({ is: 'verdict', groups: { of: 'pattern', pattern: '*' }, verdicts: ['STOPPED', 'DATA_LOST'] })
    const judged = (name: string, verdict: 'STOPPED' | 'OK' | 'LEARNING' | 'BEHIND') =>
      group(name, { verdict: { verdict, urgent: false, notice: false } })
    const groups = [judged('a', 'STOPPED'), judged('b', 'OK'), judged('c', 'LEARNING'), group('d'), judged('e', 'BEHIND')]
    expect(levels(r, facts({ groups }))).toEqual({ a: 'over', b: 'under', c: 'unknown', d: 'unknown', e: 'under' })
  })

  it('a dormant group is named only when it is watched', () => {
    const groups = [group('billing', { dormant: true, lag: 9 }), group('old', { dormant: true, lag: 9 })]
    const all = rule({ is: 'lag', groups: { of: 'pattern', pattern: '*' }, above: 1 })
    expect(levels(all, facts({ groups }))).toEqual({ billing: 'over' })
    expect(levels(rule({ is: 'lag', groups: { of: 'group', group: 'old' }, above: 1 }), facts({ groups }))).toEqual({ old: 'over' })
  })

  it('brokers, partitions, the framework: what is not read is not known', () => {
    const down = rule({ is: 'brokerDown' })
    expect(levels(down, facts({ brokers: null }))).toEqual({})
    const brokers = [
      { id: 1, up: true },
      { id: 2, up: false },
    ]
    expect(levels(down, facts({ brokers }))).toEqual({ 1: 'under', 2: 'over' })
    const isr = rule({ is: 'partitions', which: 'underMinIsr', above: 0 })
    const withIsr = (underMinIsr: number | null) => facts({ partitions: { underMinIsr, underReplicated: 5, offline: 0 } })
    expect([levels(isr, withIsr(null)), levels(isr, withIsr(0)), levels(isr, withIsr(3))]).toEqual([
      { '': 'unknown' },
      { '': 'under' },
      { '': 'over' },
    ])
    const away = rule({ is: 'frameworkAway' })
    expect([null, false, true].map((frameworkAway) => levels(away, facts({ frameworkAway }))[''])).toEqual(['unknown', 'under', 'over'])
  })

  it('a pattern knows the star only, and matches as the expression with .* would', () => {
    const plain = fc.stringMatching(/^[ab.*]{0,8}$/)
    fc.assert(
      fc.property(plain, fc.stringMatching(/^[ab.]{0,8}$/), (pattern, name) => {
        const expression = new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`)
        expect(patternOf(pattern)(name)).toBe(expression.test(name))
      }),
    )
  })
})

/** What is told, by minute, of a series of one level a second. */
function run(series: readonly (readonly [AlertLevel, number])[], timing: Partial<AlertRule>): [AlertEvent, number][] {
  const r = rule({ is: 'brokerDown' }, timing)
  const told: [AlertEvent, number][] = []
  let state: AlertState = calm
  let t = 0
  for (const [level, seconds] of series)
    for (let i = 0; i < seconds; i += 1) {
      const step = stepAlert(r, state, level, t * 1_000)
      state = step.state
      if (step.event) told.push([step.event, t])
      t += 1
    }
  return told
}

describe('anti-flap', () => {
  it('it has to be so for its duration', () => {
    expect(run([['over', 179], ['under', 60]], { forSeconds: 180 })).toEqual([]) // prettier-ignore
    expect(run([['over', 200], ['under', 60]], { forSeconds: 180 })).toEqual([['fired', 180], ['recovered', 230]]) // prettier-ignore
    expect(run([['over', 5]], { forSeconds: 0 })).toEqual([['fired', 0]])
  })

  it('what swings around the limit is one alert', () => {
    const swing = Array.from({ length: 40 }, () => [['over', 20], ['between', 20], ['under', 10]] as const).flat() // prettier-ignore
    expect(run(swing, { forSeconds: 10 })).toEqual([['fired', 10]])
    expect(run([...swing, ['under', 60]], { forSeconds: 10 }).map(([event]) => event)).toEqual(['fired', 'recovered'])
  })

  it('what lies between the limits begins nothing and ends nothing', () => {
    expect(run([['over', 50], ['between', 5], ['over', 50]], { forSeconds: 60 })).toEqual([]) // prettier-ignore
    expect(run([['over', 70], ['between', 600]], { forSeconds: 60 })).toEqual([['fired', 60]]) // prettier-ignore
  })

  it('what is not known neither begins nor ends anything; unknown for long counts anew', () => {
    expect(run([['unknown', 900]], { forSeconds: 0 })).toEqual([])
    expect(run([['over', 1], ['unknown', 900]], { forSeconds: 0 })).toEqual([['fired', 0]]) // prettier-ignore
    expect(run([['over', 40], ['unknown', 60], ['over', 30]], { forSeconds: 120 })).toEqual([['fired', 120]]) // prettier-ignore
    expect(run([['over', 40], ['unknown', 300], ['over', 100]], { forSeconds: 120 })).toEqual([]) // prettier-ignore
  })

  it('reminds once', () => {
    expect(run([['over', 7_200]], { remindAfterSeconds: 1_800 })).toEqual([['fired', 0], ['reminded', 1_800]]) // prettier-ignore
    expect(run([['over', 7_200]], { remindAfterSeconds: null })).toEqual([['fired', 0]])
    expect(run([['over', 1_000], ['unknown', 2_000], ['over', 1]], { remindAfterSeconds: 1_800 }).at(-1)).toEqual(['reminded', 3_000]) // prettier-ignore
  })

  it('for any series: fired and recovered take turns, never two within the hold, one reminder an alert', () => {
    const level = fc.constantFrom<AlertLevel>('over', 'between', 'under', 'unknown')
    fc.assert(
      fc.property(fc.array(fc.tuple(level, fc.integer({ min: 1, max: 90 })), { maxLength: 40 }), fc.integer({ min: 0, max: 60 }), (series, forSeconds) => {
        const told = run(series, { forSeconds, remindAfterSeconds: 60 })
        const turns = told.filter(([event]) => event !== 'reminded').map(([event]) => event)
        expect(turns).toEqual(turns.map((_, i) => (i % 2 === 0 ? 'fired' : 'recovered')))
        for (const [i, [event, t]] of told.entries()) if (event === 'recovered') expect(t - (told[i - 1]?.[1] ?? 0)).toBeGreaterThanOrEqual(30)
        expect(told.some(([event], i) => event === 'reminded' && told[i - 1]?.[0] === 'reminded')).toBe(false)
      }),
    ) // prettier-ignore
  })
})

describe('quiet hours', () => {
  it('over midnight or within a day', () => {
    const night = { from: 22 * 60, to: 7 * 60 }
    expect([21, 22, 23, 0, 6, 7].map((hour) => isQuiet(night, hour * 60))).toEqual([false, true, true, true, true, false])
    expect([8, 9, 16, 17].map((hour) => isQuiet({ from: 540, to: 1_020 }, hour * 60))).toEqual([false, true, true, false])
    expect(isQuiet({ from: 60, to: 60 }, 60)).toBe(false)
  })
})

describe('sentences', () => {
  it.each<[AlertCondition, number, string]>([
    [{ is: 'timeLag', groups: { of: 'group', group: 'billing' }, aboveSeconds: 120 }, 180, 'Group billing: time lag > 2 min for 3 min'],
    [{ is: 'verdict', groups: watched, verdicts: ['DATA_LOST', 'LOSS_RISK'] }, 0, 'Any watched group: data lost or at risk of losing data'],
    [{ is: 'lag', groups: { of: 'pattern', pattern: 'etl-*' }, above: 1_250_000 }, 60, 'Any group named etl-*: lag > 1 250 000 for 1 min'],
    [{ is: 'brokerDown' }, 120, 'Any broker: not running for 2 min'],
    [{ is: 'partitions', which: 'underMinIsr', above: 0 }, 60, 'Partitions under min ISR > 0 for 1 min'],
    [{ is: 'frameworkAway' }, 0, 'The framework: away from its Mesos master'],
  ])('of a rule %#', (condition, forSeconds, sentence) => {
    expect(ruleSentence({ condition, forSeconds }).replaceAll('\u202F', ' ')).toBe(sentence)
  })

  it('of an alert', () => {
    const timeLag = { is: 'timeLag', groups: watched, aboveSeconds: 1 } as const
    expect(alertSentence({ condition: timeLag, subject: 'billing', value: 5_460, verdict: null })).toBe('billing: time lag 1 h 31 min')
    expect(alertSentence({ condition: { is: 'brokerDown' }, subject: '3', value: null, verdict: null })).toBe('Broker 3 is not running')
    expect([0, 59, 60, 3_661, 90_000].map(span)).toEqual(['0 s', '59 s', '1 min', '1 h 1 min', '1 d 1 h'])
  })

  it('the ready set has a sentence each, and ids of their own', () => {
    expect(new Set(readyRules.map(ruleSentence)).size).toBe(readyRules.length)
    expect(new Set(readyRules.map((r) => r.id)).size).toBe(readyRules.length)
    expect(readyRules.every((r) => r.enabled)).toBe(true)
  })
})
