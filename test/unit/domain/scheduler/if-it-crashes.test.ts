import { describe, expect, it } from 'vitest'
import { ifItCrashes, whatComesNext, type Restartable } from '../../../../shared/domain/scheduler/if-it-crashes.ts'

const MINUTE = 60_000
const now = 1_700_000_000_000

const broker = (failover: Partial<Restartable['failover']> = {}, stickiness: Partial<Restartable['stickiness']> = {}): Restartable => ({
  failover: { delayMs: MINUTE, maxDelayMs: 10 * MINUTE, maxTries: null, failures: 0, failedAt: null, ...failover },
  stickiness: { periodMs: 10 * MINUTE, hostname: 'agent-17', stoppedAt: null, ...stickiness },
})

describe('what follows a crash', () => {
  it('is a delay, then its own agent, then any agent', () => {
    expect(ifItCrashes(broker(), now)).toEqual([
      { kind: 'waits', at: now, forMs: MINUTE },
      { kind: 'stickyOnly', at: now + MINUTE, hostname: 'agent-17' },
      { kind: 'anywhere', at: now + 10 * MINUTE },
    ])
  })

  it('has no sticky time when the delay outlasts it, or when it never ran', () => {
    const long = broker({ failures: 4, failedAt: now - MINUTE }, { stoppedAt: now - 5 * MINUTE })
    expect(ifItCrashes(long, now)).toEqual([
      { kind: 'waits', at: now, forMs: 10 * MINUTE },
      { kind: 'anywhere', at: now + 10 * MINUTE },
    ])
    expect(ifItCrashes(broker({}, { hostname: null }), now)?.map((m) => m.kind)).toEqual(['waits', 'anywhere'])
  })

  it('ends in a deactivated broker at the last failure that is allowed', () => {
    expect(ifItCrashes(broker({ maxTries: 1 }), now)).toEqual([{ kind: 'deactivated', at: now, failures: 1 }])
    expect(ifItCrashes(broker({ maxTries: 3, failures: 2, failedAt: now }), now)).toEqual([{ kind: 'deactivated', at: now, failures: 3 }])
    expect(ifItCrashes(broker({ maxTries: 3, failures: 1, failedAt: now }), now)?.[0]?.kind).toBe('waits')
  })

  it('is not guessed from settings that are not known', () => {
    expect(ifItCrashes(broker({ delayMs: null }), now)).toBeNull()
    expect(ifItCrashes(broker({}, { periodMs: null }), now)).toBeNull()
  })
})

describe('what comes next for a broker without a task', () => {
  it('counts the failover delay from the failure, and the sticky time from the stop', () => {
    const failed = broker({ failures: 2, failedAt: now - MINUTE }, { stoppedAt: now - 4 * MINUTE })
    expect(whatComesNext(failed, now)).toEqual([
      { kind: 'waits', at: now, forMs: MINUTE },
      { kind: 'stickyOnly', at: now + MINUTE, hostname: 'agent-17' },
      { kind: 'anywhere', at: now + 6 * MINUTE },
    ])
  })

  it('is any agent for one that never ran, and for one whose times are over', () => {
    expect(whatComesNext(broker({}, { hostname: null }), now)).toEqual([{ kind: 'anywhere', at: now }])
    const over = broker({ failures: 1, failedAt: now - 2 * MINUTE }, { stoppedAt: now - 11 * MINUTE })
    expect(whatComesNext(over, now)).toEqual([{ kind: 'anywhere', at: now }])
  })
})
