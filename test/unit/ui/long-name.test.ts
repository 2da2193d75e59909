import { describe, expect, it } from 'vitest'
import { endOf } from '../../../renderer/ui/long-name.tsx'

describe('The end of a long name', () => {
  it.each([
    ['orders-service-consumer-eu', 'umer-eu'],
    ['worker-1932-1932', '-1932'],
    ['payments.settled.v2.retries', '.retries'],
    ['a-name-with-averyverylongend', 'longend'],
    ['averyverylongnamewithoutmarks', 'utmarks'],
  ])('%s keeps %s', (name, end) => expect(name.slice(endOf(name))).toBe(end))
})
