import { describe, expect, it } from 'vitest'
import { failoverDelay, nextTryAt, stickyHold, triesLeft } from '../../../../shared/domain/scheduler/countdown.ts'
import type { Failover, SchedulerBroker, SchedulerTask } from '../../../../shared/domain/scheduler/model.ts'
import { brokerPhase, phaseWords, timeLeft } from '../../../../shared/domain/scheduler/phase.ts'

const NOW = Date.UTC(2018, 4, 3, 12)

const task = (state: SchedulerTask['state']): SchedulerTask => ({
  ...{ id: 'kafka-0-x', agentId: 'S1', executorId: null, hostname: 'agent-17', endpoint: null, attributes: new Map(), state },
})
const failover: Failover = { delayMs: 60_000, maxDelayMs: 600_000, maxTries: null, failures: 0, failedAt: null }
const broker: SchedulerBroker = {
  ...{ id: 0, active: false, cpus: 1, mem: 2048, heap: 1024, port: null, volume: null, bindAddress: null, syslog: false },
  ...{ constraints: '', options: '', log4jOptions: '', jvmOptions: '', javaCmd: null, container: null, needsRestart: false },
  stickiness: { periodMs: 600_000, hostname: null, stoppedAt: null },
  failover,
  task: null,
  metrics: null,
  unreadable: [],
}
const words = (more: Partial<SchedulerBroker>): string => phaseWords(brokerPhase({ ...broker, ...more }, NOW), NOW)
const failed = (failures: number, more: Partial<Failover> = {}): Failover => ({ ...failover, failures, failedAt: NOW - 30_000, ...more })

describe('a broker in words', () => {
  it.each<[string, Partial<SchedulerBroker>]>([
    ['stopped', {}],
    ['waiting for an offer', { active: true }],
    ['waiting for an offer (third try)', { active: true, failover: failed(2, { delayMs: 1_000 }) }],
    [
      'waiting for an offer, only from agent-3 for 7 min 30 s',
      { active: true, stickiness: { periodMs: 600_000, hostname: 'agent-3', stoppedAt: NOW - 150_000 } },
    ],
    ['waiting for an offer', { active: true, stickiness: { periodMs: 600_000, hostname: 'agent-3', stoppedAt: NOW - 600_000 } }],
    ['failed once, next try in 30 s', { active: true, failover: failed(1) }],
    ['failed 3 times of 5, next try in 3 min 30 s', { active: true, failover: failed(3, { maxTries: 5 }) }],
    ['deactivated: failed twice', { failover: failed(2, { maxTries: 2 }) }],
    ['launching on agent-17', { active: true, task: task('pending') }],
    ['launching on agent-17 (fourth try)', { active: true, task: task('starting'), failover: failed(3) }],
    ['launching but deactivated on agent-17', { task: task('starting') }],
    ['running on agent-17', { active: true, task: task('running') }],
    ['running but deactivated on agent-17', { task: task('running') }],
    ['reconciling on agent-17', { active: true, task: task('reconciling') }],
    ['stopping on agent-17', { task: task('stopping') }],
    ['in a state that Samsa does not know on agent-17', { active: true, task: task(null) }],
  ])('%s', (text, more) => expect(words(more)).toBe(text))
})

describe('countdowns', () => {
  it.each([0, 1, 2, 3, 4, 32])('failover delay after %i failures, delay 1 s, at most 5 s', (failures) => {
    const delays = new Map([
      [0, 0],
      [1, 1_000],
      [2, 2_000],
      [3, 4_000],
      [4, 5_000],
      [32, 5_000],
    ])
    expect(failoverDelay({ ...failover, failures, delayMs: 1_000, maxDelayMs: 5_000 })).toBe(delays.get(failures))
  })

  it('the next try, and what cannot be told', () => {
    expect(nextTryAt(failed(2))).toBe(NOW - 30_000 + 120_000)
    expect(nextTryAt(failover)).toBeNull()
    expect(nextTryAt(failed(1, { failedAt: null }))).toBeNull()
    expect(nextTryAt(failed(1, { delayMs: null }))).toBeNull()
    expect([triesLeft(failover), triesLeft(failed(3, { maxTries: 5 })), triesLeft(failed(9, { maxTries: 5 }))]).toEqual([null, 2, 0])
  })

  it('sticks to a host while the period runs and nothing runs', () => {
    const stickiness = { periodMs: 600_000, hostname: 'agent-3', stoppedAt: NOW - 1_000 }
    expect(stickyHold({ task: null, stickiness }, NOW)).toEqual({ hostname: 'agent-3', until: NOW + 599_000 })
    expect(stickyHold({ task: task('running'), stickiness }, NOW)).toBeNull()
    expect(stickyHold({ task: null, stickiness: { ...stickiness, hostname: null } }, NOW)).toBeNull()
  })

  it.each([
    [0, '0 s'],
    [1, '1 s'],
    [59_001, '1 min'],
    [61_000, '1 min 1 s'],
    [3_600_000, '1 h'],
    [3_601_000, '1 h 1 min'],
  ])('%i ms left: %s', (ms, text) => expect(timeLeft(ms)).toBe(text))
})
