import { describe, expect, it } from 'vitest'
import { boostOf, recentEntries, type Entry } from '../../../renderer/app/palette/entries.ts'
import { rank } from '../../../renderer/app/palette/rank.ts'
import { createAppStore } from '../../../renderer/state/store.ts'

const kept = new Map<string, string>()
const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) }

describe('What was looked at not long ago', () => {
  it('is kept by cluster, the last first, each once, over a restart, and goes with its cluster', () => {
    const store = createAppStore(storage)
    for (const path of ['/c/eu/groups/a', '/c/eu/groups/b?tab=members', '/c/us/topics', '/c/eu/groups/a?at=5']) store.getState().go(path)
    expect(store.getState().recent).toEqual({ eu: ['/groups/a', '/groups/b'], us: ['/topics'] })
    const again = createAppStore(storage)
    expect(again.getState().recent).toEqual(store.getState().recent)
    again.getState().forget('eu')
    again.getState().go('/settings')
    expect(again.getState().recent).toEqual({ us: ['/topics'] })
  })

  it('forgets what is long past', () => {
    const store = createAppStore({ getItem: () => null, setItem: () => {} })
    for (let n = 0; n < 50; n++) store.getState().go(`/c/eu/groups/${n}`)
    const recent = store.getState().recent['eu'] ?? []
    expect([recent.length, recent[0]]).toEqual([20, '/groups/49'])
  })
})

const group = (name: string, more: Partial<Entry> = {}): Entry => ({
  id: name,
  title: name,
  lower: name,
  weight: 0,
  kind: 'group',
  prefix: '@',
  does: { path: `/groups/${name}` },
  ...more,
})
const bad = { verdict: 'DATA_LOST', urgent: false, notice: false } as const
const titles = (found: readonly Entry[]): readonly string[] => found.map(({ title }) => title)

describe('The palette puts first', () => {
  const groups = [group('orders-1'), group('orders-2'), group('orders-3', { verdict: bad }), group('orders-4')]

  it('of equal matches what was looked at, then what is bad', () =>
    expect(titles(rank(groups, 'orders', 9, boostOf(['/groups/orders-4'])).best)).toEqual(['orders-4', 'orders-3', 'orders-1', 'orders-2']))

  it('the same where only their kind was asked for, and cuts off no more than it must', () => {
    const { best, total } = rank(groups, '', 3, boostOf(['/groups/orders-4']))
    expect([titles(best), total]).toEqual([['orders-4', 'orders-3', 'orders-1'], 4])
  })

  it('not the place that is on the screen, and nothing that is gone', () =>
    expect(titles(recentEntries(groups, ['/groups/orders-1', '/groups/gone', '/groups/orders-2', '/groups/orders-3'], 1))).toEqual([
      'orders-2',
    ]))
})
