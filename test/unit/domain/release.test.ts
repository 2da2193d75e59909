import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isNewer, plainVersion } from '../../../shared/domain/release.ts'

/** As semver.org 11.4.4 orders them. */
const rising = [
  '1.0.0-alpha',
  '1.0.0-alpha.1',
  '1.0.0-alpha.beta',
  '1.0.0-beta.2',
  '1.0.0-beta.11',
  '1.0.0-rc.1',
  '1.0.0',
  '1.0.1',
  '1.10.0',
]

describe('versions of Samsa', () => {
  it('each comes after those before it', () => {
    for (const [i, a] of rising.entries())
      for (const [k, b] of rising.entries()) expect({ a, b, newer: isNewer(a, b) }).toEqual({ a, b, newer: i > k })
  })

  it('a tag is a version; what is none is not compared', () => {
    expect(isNewer('v0.2.0', '0.1.0')).toBe(true)
    expect(isNewer('0.1.0+build.7', '0.1.0')).toBe(false)
    for (const text of ['', 'latest', '1.2', '1.2.3.4', '01', 'v1.x.0', '1.0.0-']) expect(isNewer(text, '0.1.0')).toBeNull()
    expect(plainVersion(' v0.2.0 ')).toBe('0.2.0')
  })

  it('of two different ones exactly one is newer, whatever they are', () => {
    const version = fc
      .tuple(fc.nat(30), fc.nat(30), fc.nat(30), fc.constantFrom('', '-a', '-1', '-a.1', '-2', '-a.b'))
      .map(([major, minor, patch, pre]) => `${major}.${minor}.${patch}${pre}`)
    fc.assert(
      fc.property(version, version, (a, b) => {
        expect([isNewer(a, b), isNewer(b, a)].filter(Boolean)).toHaveLength(a === b ? 0 : 1)
      }),
    )
  })
})
