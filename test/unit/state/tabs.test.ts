import { describe, expect, it } from 'vitest'
import { noticeToShow } from '../../../renderer/state/notices.ts'
import { createAppStore } from '../../../renderer/state/store.ts'
import { currentPath, splitPath } from '../../../renderer/state/tabs.ts'

function memory(): { getItem(key: string): string | null; setItem(key: string, value: string): void } {
  const kept = new Map<string, string>()
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) }
}

const open = () => {
  const store = createAppStore(memory())
  store.getState().go('/c/eu/groups')
  return store
}
const tabs = (store: ReturnType<typeof open>): readonly string[] => store.getState().byCluster['eu']?.tabs.map((tab) => tab.path) ?? []

describe('places and tabs', () => {
  it('parts a path into cluster and place', () => {
    expect(splitPath('/c/a%2Fb/groups?x=1')).toEqual({ cluster: 'a/b', path: '/groups?x=1' })
    expect(splitPath('/c/eu')).toEqual({ cluster: 'eu', path: '/overview' })
    expect(splitPath('/settings')).toEqual({ cluster: null, path: '/settings' })
  })

  it('goes on in the same tab, or beside it in a new one', () => {
    const store = open()
    store.getState().go('/c/eu/groups/billing')
    expect(tabs(store)).toEqual(['/groups/billing'])
    store.getState().go('/c/eu/topics', { newTab: true })
    store.getState().activate('t1')
    store.getState().go('/c/eu/brokers', { newTab: true })
    expect(tabs(store)).toEqual(['/groups/billing', '/brokers', '/topics'])
    expect(currentPath(store.getState())).toBe('/c/eu/brokers')
  })

  it('closes to the neighbour, the last one goes home, and a closed one comes back', () => {
    const store = open()
    store.getState().go('/c/eu/topics', { newTab: true })
    store.getState().close('t2')
    expect(currentPath(store.getState())).toBe('/c/eu/groups')
    store.getState().close('t1')
    expect(currentPath(store.getState())).toBe('/c/eu/overview')
    store.getState().reopen()
    expect(currentPath(store.getState())).toBe('/c/eu/groups')
    store.getState().reopen()
    expect(tabs(store)).toContain('/topics')
  })

  it('leaves the tabs of one cluster alone while another is on the screen', () => {
    const store = open()
    store.getState().go('/c/us/brokers')
    store.getState().go('/')
    store.getState().go('/c/eu')
    expect(currentPath(store.getState())).toBe('/c/eu/groups')
  })

  it('is as it was after a restart, and forgets what it cannot read', () => {
    const storage = memory()
    createAppStore(storage).getState().go('/c/eu/topics')
    const again = createAppStore(storage)
    again.getState().go('/c/eu')
    expect(currentPath(again.getState())).toBe('/c/eu/topics')
    storage.setItem('samsa.tabs', '{"eu":{"tabs":[]}}')
    storage.setItem('samsa.preferences', 'not JSON')
    const damaged = createAppStore(storage)
    damaged.getState().go('/c/eu')
    expect(currentPath(damaged.getState())).toBe('/c/eu/overview')
    expect(damaged.getState().preferences.theme).toBe('system')
  })

  it('a warning that stays hides nothing that is told after it', () => {
    const store = open()
    const { notify, dismiss } = store.getState()
    const shown = (): string | undefined => noticeToShow(store.getState().notices)?.title
    notify({ tone: 'warn', title: 'masked' })
    notify({ tone: 'ok', title: 'done' })
    notify({ tone: 'ok', title: 'done as well' })
    expect(shown()).toBe('done')
    dismiss(noticeToShow(store.getState().notices)?.id ?? 0)
    expect(shown()).toBe('done as well')
    notify({ tone: 'bad', title: 'not done' })
    dismiss(noticeToShow(store.getState().notices)?.id ?? 0)
    expect(shown()).toBe('not done')
    dismiss(noticeToShow(store.getState().notices)?.id ?? 0)
    expect(shown()).toBe('masked')
  })

  it('shows the newest of notices that say the same once', () => {
    const store = open()
    store.getState().notify({ tone: 'bad', title: 'Not saved', detail: 'a' })
    store.getState().notify({ tone: 'bad', title: 'Not saved', detail: 'b' })
    expect(store.getState().notices.map((n) => n.detail)).toEqual(['b'])
  })
})
