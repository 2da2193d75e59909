import { describe, expect, it } from 'vitest'
import { features } from '../../../renderer/app/features.ts'
import { terms } from '../../../renderer/text/glossary.ts'
import { hintLines } from '../../../renderer/text/hints.ts'
import { findTerms } from '../../../renderer/ui/glossary/find-terms.ts'

const names = (asked: string): readonly string[] => findTerms(asked).map(({ term }) => term)

describe('25 the glossary', () => {
  it('is in the order of the alphabet, each word once', () => {
    const all = terms.map(({ term }) => term)
    expect(all).toEqual([...new Set(all)].toSorted((a, b) => a.localeCompare(b, 'en', { sensitivity: 'base' })))
  })

  it('says each in two sentences', () => {
    for (const { term, text } of terms) expect([term, text.split(/(?<=[.])\s+(?=[A-Z])/).length]).toEqual([term, 2])
  })

  it('has the words that the app is about', () => {
    for (const word of ['offset', 'log end', 'commit', 'ISR', 'sticky', 'offer', 'agent', 'framework', 'lag', 'time lag', 'retention'])
      expect(terms.map(({ term }) => term.toLowerCase())).toContain(word.toLowerCase())
  })

  it('finds by name first, then by other names, then by what is said; not inside of words', () => {
    expect(names('lag')[0]).toBe('Lag')
    expect(names('lag')).toContain('Time lag')
    expect(names('LEO')).toEqual(['Log end'])
    expect(names('in-sync')[0]).toBe('ISR')
    expect(names('ffset')).toEqual([])
    expect(names('  ')).toHaveLength(terms.length)
    expect(names('xyzzy')).toEqual([])
  })
})

describe('25 hints', () => {
  it('each is of a screen that is there', () => {
    const ids = features.filter(({ place }) => place === 'cluster').map(({ id }) => id)
    expect(Object.keys(hintLines).length).toBeGreaterThan(8)
    for (const id of Object.keys(hintLines)) expect(ids).toContain(id)
  })
})
