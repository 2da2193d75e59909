import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { attribute } from '../../../shared/domain/attribution/attribute.ts'
import type { AttributionInputs, AttributionPartition, AttributionSample, Place } from '../../../shared/domain/attribution/inputs.ts'
import { lagDefaults as settings } from '../../../shared/domain/lag-defaults.ts'

const times = Array.from({ length: 61 }, (_, i) => i * 30)
const ONSET = 1200
const TWELVE = Array.from({ length: 12 }, (_, i) => i)

interface Rates {
  readonly in: number
  readonly out: number
}

function samplesOf(after: Rates): AttributionSample[] {
  return times.map((t) => {
    const later = Math.max(0, t - ONSET)
    const end = 20 + 10 * Math.min(t, ONSET) + after.in * later
    const committed = 10 * Math.min(t, ONSET) + after.out * later
    return { t, committed, end, owed: end - committed, lag: end - committed, blocked: null }
  })
}

/** Twelve partitions on three brokers, an agent each; four members on two hosts. */
function partitionOf(i: number, after: Rates): AttributionPartition {
  const place: Place = { leader: String(1 + (i % 3)), agent: `a${1 + (i % 3)}`, rack: null }
  return { id: `p${i}`, samples: samplesOf(after), member: `m${i % 4}`, host: i % 4 < 2 ? 'h1' : 'h2', now: place, before: place }
}

const group = { emptyFor: 0, rebalances: 0, rebalancingShare: 0, resetByUs: false, throttled: null }

const world = (after: (i: number) => Partial<Rates>, more: Partial<AttributionInputs> = {}): AttributionInputs => ({
  now: 1800,
  partitions: TWELVE.map((i) => partitionOf(i, { in: 10, out: 10, ...after(i) })),
  group,
  events: [],
  saturated: null,
  throttledBrokers: null,
  settings,
  ...more,
})

const event = (t: number, kind: 'agent' | 'broker' | 'replication', subject: string) => ({ t, kind, subject, harmlessBefore: 0 })
const onBroker3 = (i: number): boolean => i % 3 === 2

describe('attribution: the worked examples', () => {
  it.each([
    [
      'W1',
      world((i) => (onBroker3(i) ? { out: 2 } : {}), { events: [event(1180, 'broker', '3'), event(1230, 'broker', '3')] }),
      'brokerRestarted',
      '3',
    ],
    ['W3', world((i) => (i % 4 === 1 ? { out: 4 } : {})), 'consumerSlow', 'm1'],
    ['W4', world((i) => (i % 4 >= 2 ? { out: 5 } : {})), 'hostSlow', 'h2'],
    ['W5', world((i) => (i === 7 ? { in: 100, out: 30 } : {})), 'hotPartition', 'p7'],
    ['W6', world(() => ({ in: 25, out: 12 })), 'producersSpedUp', ''],
    ['W7', world(() => ({ out: 6 })), 'consumersSlowed', ''],
    ['W8', world(() => ({ out: 1 }), { group: { ...group, rebalances: 6 } }), 'rebalancing', ''],
    ['W9', world(() => ({ out: 0 }), { group: { ...group, emptyFor: 600 } }), 'nobodyConsuming', ''],
  ])('%s', (_, inputs, cause, subject) => {
    const result = attribute(inputs)
    expect(result.onset).toBe(ONSET)
    expect(result.causes).toEqual([{ cause, subject, confidence: expect.closeTo(1) }])
    expect(result.notExplained).toBeCloseTo(0)
  })

  it('W2: the agent first, its broker second', () => {
    const result = attribute(
      world((i) => (onBroker3(i) ? { out: 0 } : {}), { events: [event(1190, 'agent', 'a3'), event(1200, 'broker', '3')] }),
    )
    expect(result.causes.map((c) => [c.cause, c.subject])).toEqual([
      ['agentTrouble', 'a3'],
      ['brokerRestarted', '3'],
    ])
    expect(result.causes.every((c) => Math.abs(c.confidence - 1) < 1e-9)).toBe(true)
  })

  it('W10: nothing grows, no cause', () => expect(attribute(world(() => ({})))).toMatchObject({ onset: null, causes: [] }))

  /** Growth of 10,000 in the 600 s after the onset; broker 3 holds 9,200 of it, evenly or mostly in p11. */
  const uneven = (eventAt: number, hot: boolean): AttributionInputs => {
    const onThree = (i: number): number => (hot ? (i === 11 ? 9000 : 200 / 3) : 2300)
    return world((i) => ({ in: 10 + (onBroker3(i) ? onThree(i) : 100) / 600 }), { events: [event(eventAt, 'broker', '3')] })
  }

  it('W11', () => {
    const result = attribute(uneven(ONSET + 90, false))
    expect(result.causes[0]).toMatchObject({ cause: 'brokerRestarted', subject: '3', confidence: expect.closeTo(0.88) })
    expect(result.notExplained).toBeCloseTo(0.12)
  })
  it('W12', () => expect(attribute(uneven(ONSET + 300, false)).causes[0]?.confidence).toBeCloseTo(0.528))
  it('W13', () => expect(attribute(uneven(ONSET + 660, false)).causes.map((c) => c.cause)).not.toContain('brokerRestarted'))
  it('W14: the smallest set that explains as much', () =>
    expect(attribute(uneven(ONSET + 90, true)).causes.map((c) => c.cause)).not.toContain('brokerRestarted'))
})

const anyWorld = fc
  .tuple(
    fc.array(fc.record({ in: fc.integer({ min: 1, max: 60 }), out: fc.integer({ min: 0, max: 60 }) }), { minLength: 12, maxLength: 12 }),
    fc.boolean(),
  )
  .map(([rates, restarted]) => world((i) => rates[i] ?? {}, { events: restarted ? [event(1210, 'broker', '2')] : [] }))

const renamed = (p: AttributionPartition): AttributionPartition => ({
  ...p,
  id: `x${p.id}`,
  member: `x${p.member}`,
  host: `x${p.host}`,
  now: { leader: `x${p.now.leader}`, agent: `x${p.now.agent}`, rack: null },
  before: { leader: `x${p.before.leader}`, agent: `x${p.before.agent}`, rack: null },
})

describe('attribution: properties', () => {
  it('9: confidences lie in [0, 1]; renaming things renames causes and changes nothing else', () => {
    fc.assert(
      fc.property(anyWorld, (inputs) => {
        const result = attribute(inputs)
        for (const { confidence } of result.causes) expect(confidence >= 0 && confidence <= 1).toBe(true)
        const other = attribute({
          ...inputs,
          partitions: inputs.partitions.map(renamed),
          events: inputs.events.map((e) => ({ ...e, subject: `x${e.subject}` })),
        })
        expect(other.causes).toEqual(result.causes.map((c) => ({ ...c, subject: c.subject === '' ? '' : `x${c.subject}` })))
      }),
    )
  })
})
