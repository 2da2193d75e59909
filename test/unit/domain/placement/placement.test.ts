import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { adviceFor } from '../../../../shared/domain/placement/advice.ts'
import { placementAgents } from '../../../../shared/domain/placement/from-mesos.ts'
import { funnelOf, judgeAgents, startInOrder } from '../../../../shared/domain/placement/funnel.ts'
import type { PlacementAgent, PlacementBroker, PlacementMoment } from '../../../../shared/domain/placement/rules.ts'
import type { MesosAgent, MesosResources } from '../../../../shared/domain/mesos.ts'
import { parseConstraints } from '../../../../shared/domain/scheduler/constraint.ts'
import type { Agent } from '../../../emulators/scheduler/agents.ts'
import { newBroker, type Broker } from '../../../emulators/scheduler/broker.ts'
import { matchOffer } from '../../../emulators/scheduler/offers.ts'
import { releaseFacts } from '../../../emulators/scheduler/releases.ts'
import { constraints } from '../../../emulators/scheduler/syntax.ts'
import { placementAgent } from '../../../support/broker-bench.ts'

const facts = releaseFacts['0.10.1.0-SNAPSHOT']
const NOW = Date.UTC(2026, 10, 28, 12)

const agentOf = (change: Partial<PlacementAgent> = {}): PlacementAgent => ({
  id: 'S0',
  hostname: 'agent-0',
  active: true,
  notOffered: null,
  attributes: new Map([['rack', 'r1']]),
  otherAttributes: new Set(),
  cpus: 4,
  mem: 8_192,
  ports: [{ from: 31_000, to: 31_010 }],
  volumes: new Set(),
  ...change,
})

const brokerOf = (change: Partial<PlacementBroker> = {}, constraints = ''): PlacementBroker => {
  const parsed = parseConstraints(constraints)
  if (!parsed.ok) throw new Error(parsed.why)
  return {
    id: 0,
    cpus: 1,
    mem: 2_048,
    port: null,
    volume: null,
    constraints: parsed.value,
    stickiness: { periodMs: null, hostname: null, stoppedAt: null },
    failover: { delayMs: null, maxDelayMs: null, maxTries: null, failures: 0, failedAt: null },
    ...change,
  }
}

const moment = (change: Partial<PlacementMoment> = {}): PlacementMoment => ({ now: NOW, placed: [], stickyFirst: false, ...change })

describe('where a broker fits', () => {
  it('says the same as the scheduler of either generation, reason for reason', () => {
    const hosts = ['agent-0', 'agent-1', 'agent-2']
    const racks = ['r1', 'r2', 'r3']
    const conditions = ['like:r[12]', 'unlike:r1', 'unique', 'cluster', 'cluster:r2', 'groupBy', 'groupBy:2', 'groupBy:3']
    const sample = fc.record({
      agent: fc.record({
        host: fc.constantFrom(...hosts),
        rack: fc.option(fc.constantFrom(...racks)),
        cpus: fc.constantFrom(0.5, 1, 2),
        mem: fc.constantFrom(1_024, 2_048, 4_096),
        port: fc.constantFrom(31_000, 31_005, 40_000),
        volume: fc.option(fc.constant('v1')),
      }),
      cpus: fc.constantFrom(0.5, 1, 2),
      mem: fc.constantFrom(512, 2_048),
      port: fc.option(fc.constantFrom<[number, number]>([31_005, 31_005], [31_000, 31_004])),
      volume: fc.option(fc.constant('v1')),
      constraint: fc.option(fc.tuple(fc.constantFrom('rack', 'hostname', 'zone'), fc.constantFrom(...conditions))),
      others: fc.array(fc.tuple(fc.constantFrom(...hosts), fc.constantFrom(...racks)), { maxLength: 5 }),
      sticky: fc.option(fc.tuple(fc.constantFrom(...hosts), fc.integer({ min: -20, max: 20 }))),
      failed: fc.option(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: -200, max: 0 }))),
      old: fc.boolean(),
    })
    const outcomes = new Set<string>()
    fc.assert(
      fc.property(sample, (s) => {
        const emulated: Broker = newBroker(0, facts)
        const agent: Agent = {
          id: 'S0',
          hostname: s.agent.host,
          attributes: new Map(s.agent.rack === null ? [] : [['rack', s.agent.rack]]),
          cpus: s.agent.cpus,
          mem: s.agent.mem,
          ports: [{ from: s.agent.port, to: s.agent.port + 2 }],
          volumes: s.agent.volume === null ? [] : [s.agent.volume],
        }
        emulated.cpus = s.cpus
        emulated.mem = s.mem
        emulated.port = s.port === null ? null : { from: s.port[0], to: s.port[1] }
        emulated.volume = s.volume
        const text = s.constraint === null ? '' : s.constraint.join('=')
        emulated.constraints = constraints(text)
        if (s.sticky !== null) {
          emulated.stickyHost = s.sticky[0]
          emulated.stopTime = NOW - emulated.stickinessPeriod.ms + s.sticky[1] * 1_000
        }
        if (s.failed !== null) {
          emulated.failures = s.failed[0]
          emulated.failureTime = NOW + s.failed[1] * 1_000
        }
        const others = s.others.map(([hostname, rack], n) => {
          const other = newBroker(n + 1, facts)
          const task = { id: '', agentId: '', executorId: '', port: 0, endpoint: null, state: 'running' as const }
          other.task = { ...task, hostname, attributes: new Map([['rack', rack]]) }
          return other
        })
        const scheduler = matchOffer(emulated, agent, { brokers: others, now: NOW, old: s.old })

        const ours = brokerOf(
          {
            cpus: s.cpus,
            mem: s.mem,
            port: emulated.port,
            volume: s.volume,
            stickiness: { periodMs: emulated.stickinessPeriod.ms, hostname: emulated.stickyHost, stoppedAt: emulated.stopTime },
            failover: {
              delayMs: emulated.failoverDelay.ms,
              maxDelayMs: emulated.failoverMaxDelay.ms,
              maxTries: null,
              failures: emulated.failures,
              failedAt: emulated.failureTime,
            },
          },
          text,
        )
        const placed = s.others.map(([hostname, rack], n) => ({ id: n + 1, hostname, attributes: new Map([['rack', rack]]) }))
        const [judged] = judgeAgents(ours, [placementAgent(agent)], moment({ placed, stickyFirst: s.old }))
        const said = scheduler.fits ? null : scheduler.why
        outcomes.add(said?.replace(/[\d.]+/g, '') ?? 'fits')
        expect(judged?.why).toBe(said)
      }),
      { numRuns: 3_000 },
    )
    // Each kind of reason was met.
    expect(outcomes.size).toBeGreaterThan(8)
  })

  it('the funnel: each rule leaves what the next one starts with, and the last step is those that fit', () => {
    const agents = [
      agentOf({ id: 'a', hostname: 'a', active: false }),
      agentOf({ id: 'b', hostname: 'b', notOffered: 'agents with GPUs are not offered to this framework' }),
      agentOf({ id: 'c', hostname: 'c', cpus: 0.5 }),
      agentOf({ id: 'd', hostname: 'd', attributes: new Map() }),
      agentOf({ id: 'e', hostname: 'e' }),
    ]
    const judged = judgeAgents(brokerOf({}, 'rack=like:r.*,hostname=unique'), agents, moment())
    const steps = funnelOf(judged)
    expect(steps.map(({ rule, left }) => `${rule} ${left}`)).toEqual([
      'agents 5',
      'active 4',
      'offered 3',
      'cpus 2',
      'mem 2',
      'port 2',
      'volume 2',
      'rack=like:r.* 1',
      'hostname=unique 1',
      'sticky host 1',
      'failover delay 1',
    ])
    expect(steps.flatMap(({ out }) => out)).toEqual(['a', 'b', 'c', 'd'])
  })

  it('started in order each takes its place: after so many the next one has nowhere to go', () => {
    const agents = ['r1', 'r2'].map((rack, n) =>
      agentOf({ id: `S${n}`, hostname: `agent-${n}`, attributes: new Map([['rack', rack]]), cpus: 2 }),
    )
    const brokers = [0, 1, 2].map((id) => brokerOf({ id }, 'hostname=unique'))
    const started = startInOrder(brokers, agents, moment())
    expect(started.map(({ agent, why }) => agent?.hostname ?? why)).toEqual(['agent-0', 'agent-1', "hostname doesn't match unique"])
    const one = agentOf({ ports: [{ from: 31_000, to: 31_000 }] })
    expect(startInOrder([brokerOf({ id: 0 }), brokerOf({ id: 1 })], [one], moment()).map(({ why }) => why)).toEqual([
      null,
      'no suitable port',
    ])
    expect(startInOrder([brokerOf()], [], moment())[0]?.why).toBe('there is no agent')
  })

  it('advises the smallest change, and tells attributes that are misspelt or no text', () => {
    const agents = [agentOf({ cpus: 1.5 }), agentOf({ id: 'S1', hostname: 'agent-1', cpus: 1, mem: 512 })]
    const big = brokerOf({ cpus: 2 })
    expect(adviceFor(big, judgeAgents(big, agents, moment()))).toEqual(['With 1.5 cores instead of 2 it fits on agent-0.'])
    const typo = brokerOf({}, 'rak=unique')
    expect(adviceFor(typo, judgeAgents(typo, agents, moment()))[0]).toBe('No agent has an attribute “rak”. Did you mean “rack”?')
    const scalar = brokerOf({}, 'zone=unique')
    const withZone = agents.map((agent) => ({ ...agent, otherAttributes: new Set(['zone']) }))
    expect(adviceFor(scalar, judgeAgents(scalar, withZone, moment()))[0]).toMatch(/“zone” is no text attribute on any agent/)
  })

  it('agents as Mesos tells them: what is used is not free, reservations of others are not ours, numbers are no text', () => {
    const resources = (cpus: number, mem: number, ports: MesosResources['ports']): MesosResources => ({
      cpus,
      mem,
      disk: null,
      gpus: null,
      ports,
      other: new Map(),
    })
    const agent = {
      id: 'S7',
      hostname: 'agent-7',
      status: 'active',
      attributes: new Map<string, number | string>([
        ['rack', 'r1'],
        ['zone', 3],
      ]),
      total: resources(8, 16_384, [{ from: 31_000, to: 31_009 }]),
      used: resources(2.1, 4_096, [{ from: 31_003, to: 31_003 }]),
      unreserved: resources(4, 8_192, [{ from: 31_000, to: 31_009 }]),
      reserved: new Map([['other', resources(4, 8_192, [])]]),
    } as unknown as MesosAgent // what placement looks at
    const [seen] = placementAgents([{ agent, seenAt: 0, missing: null }], null)
    expect(seen).toMatchObject({
      cpus: 4,
      mem: 8_192,
      ports: [
        { from: 31_000, to: 31_002 },
        { from: 31_004, to: 31_009 },
      ],
      active: true,
    })
    expect(seen?.attributes).toEqual(new Map([['rack', 'r1']]))
    expect(seen?.otherAttributes).toEqual(new Set(['zone']))
    expect(placementAgents([{ agent, seenAt: 0, missing: 'gone' }], null)[0]?.active).toBe(false)
  })
})
