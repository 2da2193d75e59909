import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { WireError } from '../../../../electron/core/clients/kafka/wire/reader.ts'
import { cases } from './expectations.ts'
import { createRandom, encodeLayout, generate, parseLayout } from './layout-codec.ts'
import { layouts, type LayoutName } from './layouts.ts'
import { cpuMs } from '../../../support/cpu.ts'

const names = Object.keys(layouts) as LayoutName[] // the keys of the object itself

describe.each(names)('D-10 %s responses', (name) => {
  const { api, expected, shown = (decoded) => decoded } = cases[name]
  const layout = parseLayout(layouts[name].response)
  const flexible = (version: number): boolean => version >= api.flexibleFrom
  const aVersion = fc.integer({ min: api.versions.min, max: api.versions.max })
  const made = (version: number, seed: number) => {
    const random = createRandom(seed)
    const value = generate(layout, version, random)
    return { value, bytes: encodeLayout(layout, version, flexible(version), value, random) }
  }

  it('turns flexible where the protocol does', () => {
    expect(api.flexibleFrom).toBe(layouts[name].flexibleFrom)
  })

  it('reads in every version what a broker writes', () => {
    fc.assert(
      fc.property(aVersion, fc.integer(), (version, seed) => {
        const { value, bytes } = made(version, seed)
        expect(shown(api.decode(version, bytes))).toEqual(expected(value, version))
      }),
      { numRuns: 400 },
    )
  })

  it('looks no more into bytes that it says are over', () => {
    fc.assert(
      fc.property(aVersion, fc.integer(), (version, seed) => {
        const { value, bytes } = made(version, seed)
        const decoded = api.decode(version, bytes)
        api.over(bytes)?.fill(0xff)
        expect(shown(decoded)).toEqual(expected(value, version))
      }),
      { numRuns: 100 },
    )
  })

  it('gives a value or a WireError for 5,000 mutated frames, each in bounded time', () => {
    let slowest = 0
    let errors = 0
    const mutate = (bytes: Buffer, random: (below: number) => number): Buffer => {
      const copy = Buffer.from(bytes)
      for (let left = 1 + random(4); left > 0 && copy.length > 0; left--) copy[random(copy.length)] = random(3) === 0 ? 255 : random(256)
      const cut = random(4)
      return cut === 0 ? copy.subarray(0, random(copy.length + 1)) : cut === 1 ? Buffer.concat([copy, copy]) : copy
    }
    for (let seed = 0; seed < 5_000; seed++) {
      const random = createRandom(seed * 7 + 1)
      const version = api.versions.min + random(api.versions.max - api.versions.min + 1)
      const bytes = mutate(made(version, seed).bytes, random)
      const start = cpuMs()
      try {
        api.decode(version, bytes)
      } catch (error) {
        errors++
        expect(error, `seed ${seed}, version ${version}`).toBeInstanceOf(WireError)
      }
      slowest = Math.max(slowest, cpuMs() - start)
    }
    // The mutations must reach the decoder's checks, or this proves nothing.
    expect(errors).toBeGreaterThan(500)
    expect(slowest).toBeLessThan(200)
  })

  it('refuses a claim of 16.7 million items within 5 ms', () => {
    const claims = [Buffer.from([1, 0, 0, 0]), Buffer.from([0xff, 0xff, 0xff, 7])]
    const version = api.versions.max
    const frames = claims.flatMap((claim) => [0, 2, 4, 6].map((at) => Buffer.concat([Buffer.alloc(at), claim, Buffer.alloc(64)])))
    const decodeMs = (frame: Buffer): number => {
      const start = cpuMs()
      try {
        api.decode(version, frame)
      } catch (error) {
        expect(error).toBeInstanceOf(WireError)
      }
      return cpuMs() - start
    }
    // The best of five: the machine may be busy, the decoder may not.
    for (const frame of frames) expect(Math.min(...Array.from({ length: 5 }, () => decodeMs(frame)))).toBeLessThan(5)
  })
})
