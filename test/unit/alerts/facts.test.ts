import { describe, expect, it } from 'vitest'
import { brokerOf } from '../../../electron/core/alerts/facts.ts'
import { fakeBrokersOnMesos } from '../../support/fake-on-mesos.ts'

describe('Brokers as alerts see them', () => {
  const [sample] = fakeBrokersOnMesos()
  if (!sample?.scheduler) throw new Error('no sample')
  const { scheduler } = sample
  const away = (phase: typeof scheduler.phase) => brokerOf({ id: 5, state: 'absent', scheduler: { ...scheduler, phase } })

  it('one that was stopped through its scheduler is missed by nobody', () => {
    expect(away({ kind: 'stopped' })).toEqual([{ id: 5, up: true }])
  })
  it.each([
    { kind: 'waitingForOffer', tryNumber: 1, sticky: null },
    { kind: 'failed', failures: 1, nextTryAt: 0, maxTries: null },
    { kind: 'deactivated', failures: 3, failedAt: null },
  ] as const)('one that is wanted, or that the scheduler gave up, is: $kind', (phase) => {
    expect(away(phase)).toEqual([{ id: 5, up: false }])
  })
  it('without a scheduler what Kafka says counts, and nothing does while it is being connected to', () => {
    expect(brokerOf({ id: 1, state: 'up', scheduler: null })).toEqual([{ id: 1, up: true }])
    expect(brokerOf({ id: 1, state: 'down', scheduler: null })).toEqual([{ id: 1, up: false }])
    expect(brokerOf({ id: 1, state: 'connecting', scheduler: null })).toEqual([])
  })
})
