import { describe, expect, it } from 'vitest'
import { areaState, type About } from '../../../renderer/ui/states/about.ts'

const about = (change: Partial<About>): About => ({ state: 'live', asOf: 1, errors: [], progress: null, ...change })
const error = { code: 'kafka.refused', about: { address: 'a:1' } }

describe('what a data area shows', () => {
  it('is never empty while something could not be read', () => {
    expect(areaState(about({}), 0, 0)).toBe('empty')
    expect(areaState(about({ errors: [error] }), 0, 0)).toBe('failed')
    expect(areaState(about({ state: 'stale', asOf: null }), 0, 0)).toBe('failed')
    expect(areaState(about({ state: 'loading', asOf: null }), 0, 0)).toBe('loading')
  })

  it('keeps rows on the screen whatever happened since', () => {
    for (const state of ['loading', 'live', 'stale', 'offline', 'failed', 'unsupported', 'forbidden'] as const) {
      expect(areaState(about({ state, errors: [error] }), 3, 3)).toBe('rows')
    }
  })

  it('tells filtered to nothing from nothing', () => expect(areaState(about({}), 3, 0)).toBe('noMatch'))
})
