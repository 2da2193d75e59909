import { describe, expect, it } from 'vitest'
import { agentsOf } from '../../../../shared/domain/joined/agents.ts'
import { noMesos } from '../../../../shared/domain/mesos-state.ts'

describe('Agents of brokers', () => {
  it('without Mesos and a scheduler nothing is said', () => {
    expect([...agentsOf({ scheduler: null, mesos: noMesos })]).toEqual([])
  })
})
