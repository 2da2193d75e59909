import { describe, expect, it } from 'vitest'
import { conflictOf, remapped, type Keyed } from '../../../renderer/app/remapping.ts'

const actions: readonly Keyed[] = [
  { id: 'palette', title: 'Search', keys: 'Mod+K' },
  { id: 'go-groups', title: 'Consumer groups', keys: 'g c' },
  { id: 'close', title: 'Close tab', keys: 'Mod+W', alsoKeys: ['Alt+W'] },
  { id: 'theme', title: 'Theme' },
]

describe('remapping of keys', () => {
  it('gives an action the keys that were chosen, none where those are empty, and leaves the others', () => {
    const now = remapped(actions, { close: 'x', palette: '', nobody: 'q' })
    expect(now.map(({ id, keys, alsoKeys }) => [id, keys, alsoKeys])).toEqual([
      ['palette', undefined, undefined],
      ['go-groups', 'g c', undefined],
      ['close', 'x', undefined],
      ['theme', undefined, undefined],
    ])
  })

  it('names no action of the prototype', () => {
    expect(remapped([{ id: 'constructor', title: '', keys: 'q' }], {})).toEqual([{ id: 'constructor', title: '', keys: 'q' }])
  })

  it.each([
    ['Mod+K', { is: 'action', id: 'palette' }],
    ['Alt+W', { is: 'action', id: 'close' }],
    // One that begins another would never let it come.
    ['g', { is: 'action', id: 'go-groups', keys: 'g c' }],
    ['g c', { is: 'action', id: 'go-groups' }],
    ['Mod+K x', { is: 'action', id: 'palette' }],
    ['j', { is: 'lists' }],
    ['Enter', { is: 'lists' }],
    ['/ x', { is: 'lists' }],
    ['g x', null],
    ['q', null],
    ['Mod+T', null],
  ] as const)('%s', (keys, conflict) => {
    const found = conflictOf(actions, 'theme', keys, 'desktop')
    if (conflict === null) expect(found).toBeNull()
    else expect(found).toMatchObject(conflict)
  })

  it('an action does not clash with itself, and a browser keeps some keys', () => {
    expect(conflictOf(actions, 'palette', 'Mod+K', 'desktop')).toBeNull()
    expect(conflictOf(actions, 'theme', 'Mod+T', 'browser')).toEqual({ is: 'browser' })
  })
})
