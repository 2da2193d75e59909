import { describe, expect, it } from 'vitest'
import { homeSightings, print, tooNewFindings } from './judge.ts'
import { homes, type HomeName } from './rules.ts'
import { productSources } from './sources.ts'

const sources = productSources()
const sightings = sources.flatMap(homeSightings)
const names = Object.keys(homes) as HomeName[] // The keys of a literal.

describe('one home for what is dangerous', () => {
  it.each(names)('%s', (name) => {
    const { homes: allowed, why } = homes[name]
    const strays = sightings.filter(({ home, file }) => home === name && !allowed.some((folder) => file.startsWith(folder)))
    expect(print(strays), why).toEqual([])
  })

  it('A-01 there is exactly one construction of a window', () => {
    expect(sightings.filter(({ home }) => home === 'windows').map(({ file }) => file)).toEqual(['electron/main/window.ts'])
  })

  it('kafkajs internals are imported in one file', () => {
    const deep = sources.filter(({ imports }) => imports.some(({ specifier }) => specifier.startsWith('kafkajs/')))
    expect(deep.length).toBeLessThanOrEqual(1)
  })
})

describe('product code runs on Node 20', () => {
  it('uses nothing newer', () => {
    // The page runs in the Chromium of its Electron, or in the browser of the day.
    expect(print(sources.filter(({ file }) => !file.startsWith('renderer/')).flatMap(tooNewFindings))).toEqual([])
  })
})
