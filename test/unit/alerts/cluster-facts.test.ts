import { describe, expect, it } from 'vitest'
import { frameworkAway } from '../../../electron/core/alerts/cluster-facts.ts'
import { emptyState, type ClusterState } from '../../../shared/domain/cluster-state.ts'
import type { MesosFrameworkStatus } from '../../../shared/domain/mesos.ts'

const withFramework = (status: MesosFrameworkStatus | null, chosen: string | null = 'f'): ClusterState => ({
  ...emptyState,
  mesos: {
    ...emptyState.mesos,
    chosen,
    // Of a framework nothing else is looked at.
    frameworks: new Map(status === null ? [] : [['f', { id: 'f', status }]]) as unknown as ClusterState['mesos']['frameworks'],
  },
})

describe('whether the framework is away from its Mesos master', () => {
  it.each([
    ['running', false],
    ['disconnected', true],
    ['deactivated', true],
    ['removed', true],
    ['recovering', null],
    [null, null],
  ] as const)('%s: %s', (status, away) => expect(frameworkAway(withFramework(status))).toBe(away))
  it('is not known while it is not known which one it is', () => expect(frameworkAway(withFramework('disconnected', null))).toBeNull())
})
