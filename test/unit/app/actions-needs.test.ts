import { describe, expect, it } from 'vitest'
import { tooOld } from '../../../renderer/app/actions-needs.ts'

describe('0.8 what a release of Kafka has', () => {
  it.each([
    [['0.9'], '0.10.1', 'Needs Kafka 0.10.1; this cluster is 0.9'],
    [['0.10.0', '0.8.2'], '0.10.1', 'Needs Kafka 0.10.1; this cluster is 0.10.0, 0.8.2'],
    [['0.10.2'], '0.11', 'Needs Kafka 0.11; this cluster is 0.10.2'],
    [['0.11'], '1.0', 'Needs Kafka 1.0; this cluster is 0.11'],
    // One that is newer may be the controller: its plan tells.
    [['0.10.0', '0.10.1'], '0.10.1', undefined],
    [['3.5–3.6'], '1.0', undefined],
    [['4.1'], '0.10.1', undefined],
    [['Redpanda'], '0.10.1', undefined],
    [[], '0.10.1', undefined],
  ] as const)('%j, what needs %s: %s', (releases, needs, why) => expect(tooOld(releases, needs)).toBe(why))
})
