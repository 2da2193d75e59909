import { describe, expect, it } from 'vitest'
import { isUneven } from '../../../shared/domain/preferred-leaders.ts'

describe('leaders that are not where they belong', () => {
  it.each([
    ['all at home', { of: 70, led: 70 }, false],
    ['a tenth away, which Kafka leaves as it is', { of: 70, led: 63 }, false],
    ['more than a tenth away', { of: 70, led: 62 }, true],
    ['none at home', { of: 70, led: 0 }, true],
    ['none that belong here', { of: 0, led: 0 }, false],
  ])('%s', (_what, preferred, uneven) => expect(isUneven(preferred)).toBe(uneven))
})
