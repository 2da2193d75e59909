import { describe, expect, it } from 'vitest'
import { narrows } from '../../../../renderer/ui/filter/parse.ts'

const fields = ['state', 'lag', 'topic']

describe('A filter that only narrows the one before', () => {
  it.each([
    ['', 'a'],
    ['bill', 'billi'],
    ['bill', 'rebilling'],
    ['state:empty b', 'state:empty bi'],
    ['lag>10', 'lag>10 orders'],
    ['Bill', 'billing'],
  ])('%j → %j', (before, after) => expect(narrows(before, after, fields)).toBe(true))

  it.each([
    ['billi', 'bill'],
    ['bill', 'audit'],
    // The word becomes a field whose value is still to be written.
    ['state', 'state:'],
    ['lag>1', 'lag>12'],
    ['-bill', '-billi'],
    ['b*', 'b*i'],
    ['state:e', 'state:em'],
    ['topic:a', 'a'],
  ])('not %j → %j', (before, after) => expect(narrows(before, after, fields)).toBe(false))
})
