import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  expandBrokerExpression,
  parseBrokerExpression,
  type ExpressionBroker,
} from '../../../../shared/domain/scheduler/broker-expression.ts'
import { accepts, parseConstraints, type Condition } from '../../../../shared/domain/scheduler/constraint.ts'
import { parseMapText, printMapText } from '../../../../shared/domain/scheduler/map-text.ts'
import { parseLogName, parsePeriod, parsePortRange, parseTopicName } from '../../../../shared/domain/scheduler/values.ts'

describe('map text', () => {
  it.each([
    ['a=1\\,2,b=3', { a: '1,2', b: '3' }],
    ['a=1,', { a: '1' }],
    ['', {}],
    ['log.dirs=/d1/k\\,/d2/k,num.io.threads=16', { 'log.dirs': '/d1/k,/d2/k', 'num.io.threads': '16' }],
    ['__proto__=x', Object.fromEntries([['__proto__', 'x']])],
  ])('%s', (text, map) => expect(parseMapText(text)).toEqual({ ok: true, value: new Map(Object.entries(map)) }))

  it.each(['a', 'a=', 'a=1=2', 'a\\', 'a=1,,b=2', '=1'])('refuses %s', (text) => expect(parseMapText(text).ok).toBe(false))

  it('prints what reads back the same', () => {
    const word = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => text.trim() === text)
    fc.assert(
      fc.property(fc.array(fc.tuple(word, word)), (entries) => {
        const map = new Map(entries)
        expect(parseMapText(printMapText(map))).toEqual({ ok: true, value: map })
      }),
    )
  })
})

describe('single values', () => {
  it.each([['0', 0], ['10ms', 10], ['1h', 3_600_000], ['90s', 90_000]])('period %s', (text, ms) => expect(parsePeriod(text)).toEqual({ ok: true, value: ms })) // prettier-ignore
  it.each(['10', '1.5h', '', '1m30s', '-1s'])('refuses period %s', (text) => expect(parsePeriod(text).ok).toBe(false))
  it.each([['31092', 31_092, 31_092], ['31090..31100', 31_090, 31_100]])('port %s', (text, from, to) => expect(parsePortRange(text)).toEqual({ ok: true, value: { from, to } })) // prettier-ignore
  it.each(['0', '65536', '2..1', 'x', '1...2', '1..70000'])('refuses port %s', (text) => expect(parsePortRange(text).ok).toBe(false))
  it.each(['stdout', 'server.log', 'kafka-request.log'])('log %s', (text) => expect(parseLogName(text).ok).toBe(true))
  it.each(['a,b.log', '../server.log', 'server', '', 'x y.log'])('refuses log %s', (text) => expect(parseLogName(text).ok).toBe(false))
  it.each(['', '.', '..', 'a b', 'x'.repeat(250), 'ö'])('refuses topic %s', (text) => expect(parseTopicName(text).ok).toBe(false))
})

const broker = (id: number, hostname?: string, rack?: string): ExpressionBroker => ({
  id,
  agent: hostname === undefined ? null : { hostname, attributes: new Map(rack === undefined ? [] : [['rack', rack]]) },
})
const known = [broker(0, 'slave0', 'r1'), broker(1, 'slave1', 'r2'), broker(2, 'other', 'r1'), broker(3), broker(10)]

const expand = (text: string): readonly number[] | string => {
  const expression = parseBrokerExpression(text)
  return expression.ok ? expandBrokerExpression(expression.value, known) : expression.why
}

describe('broker expression', () => {
  it.each([
    ['0', [0]],
    ['0,1..3,2', [0, 1, 2, 3]],
    ['3..1', []],
    ['*', [0, 1, 2, 3, 10]],
    ['*[rack=r1]', [0, 2]],
    ['*[rack]', [0, 1, 2]],
    ['*[hostname=slave*]', [0, 1]],
    ['0..4[rack=r1,hostname=other]', [2]],
    [' 0 , 4..6 ', [0, 4, 5, 6]],
  ])('%s', (text, ids) => expect(expand(text)).toEqual(ids))

  it.each(['x', '..2', '', '0[', '0]', '0..', '-1', '0..100000'])('refuses %s', (text) => expect(typeof expand(text)).toBe('string'))
})

const condition = (text: string): Condition => {
  const constraints = parseConstraints(`a=${text}`)
  const found = constraints.ok ? constraints.value.get('a') : undefined
  if (found === undefined) throw new Error(`not a condition: ${text}`)
  return found
}

describe('constraints', () => {
  it.each([
    ['like:slave[0-2]', 'slave1', [], true],
    ['like:slave', 'slave1', [], false],
    ['unlike:slave.*', 'other', [], true],
    ['unlike:slave.*', 'slave0', [], false],
    ['unique', 'a', ['b'], true],
    ['unique', 'a', ['a'], false],
    ['cluster', 'a', [], true],
    ['cluster', 'b', ['a'], false],
    ['cluster:r1', 'r1', ['r2'], true],
    ['groupBy', 'a', [], true],
    ['groupBy', 'b', ['a'], false],
    ['groupBy:2', 'r2', ['r1', 'r1', 'r2'], true],
    ['groupBy:2', 'r1', ['r1', 'r1', 'r2'], false],
    ['groupBy:2', 'r3', ['r1', 'r1', 'r2'], false],
  ])('%s accepts %s beside %j: %s', (text, value, others, expected) => expect(accepts(condition(text), value, others)).toBe(expected))

  it.each(['rack=uniq', 'rack=groupBy:0', 'rack=groupBy:x', 'rack=like:', 'rack=like:(', 'rack', 'rack=unique:2'])('refuses %s', (text) =>
    expect(parseConstraints(text).ok).toBe(false),
  )

  it('names the attribute and what is known', () =>
    expect(parseConstraints('rack=spread')).toEqual({
      ok: false,
      why: 'rack: “spread” is no condition. Known are like, unlike, unique, cluster and groupBy.',
    }))
})
