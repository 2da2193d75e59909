import { describe, expect, it } from 'vitest'
import { afterClosing, entriesFor, freeWindow, keyFor, windowsIn } from '../../../electron/main/own-keys.ts'
import { startOf, type Start } from '../../../electron/main/start-of.ts'
import { createWindows, type OpenedWindow } from '../../../electron/main/windows.ts'
import type { SamsaHandlers } from '../../../shared/contract/index.ts'
import type { OutsideRequest } from '../../../shared/desktop-services.ts'
import type { WindowPlace } from '../../../shared/window-place.ts'
import { until } from '../../support/until.ts'

type Heard = () => void

/** A desktop with one screen; windows are opened, closed and looked at as a user does. `kept` is the file. */
function desktop(kept = new Map<string, string>(), start: Start = { last: false, path: null }) {
  const made: { readonly window: OpenedWindow; readonly stood: WindowPlace | null; close(): void; focus(): void }[] = []
  const focused: number[] = []
  const create = (stood: WindowPlace | null): OpenedWindow => {
    const heard = new Map<string, Heard[]>()
    const emit = (event: string): void => heard.get(event)?.forEach((act) => act())
    const id = made.length + 1
    let gone = false
    const window: OpenedWindow = {
      webContents: { id },
      getNormalBounds: () => stood ?? { x: 100, y: 100, width: 1200, height: 800 },
      isMaximized: () => false,
      isFullScreen: () => false,
      isDestroyed: () => gone,
      isMinimized: () => false,
      restore: () => {},
      show: () => {},
      focus: () => void focused.push(id),
      on: (event, act) => heard.set(event, [...(heard.get(event) ?? []), act]),
    }
    made.push({
      window,
      stood,
      close() {
        emit('close')
        gone = true
        emit('closed')
      },
      focus: () => emit('focus'),
    })
    return window
  }
  const host = {
    kept: () => ({ entries: [...kept].map(([key, value]) => ({ key, value })) }),
    keep({ key, value }: { readonly key: string; readonly value: string | null }) {
      if (value === null) kept.delete(key)
      else kept.set(key, value)
      return {}
    },
  }
  const windows = createWindows({
    handlers: { host, alerts: {} } as unknown as SamsaHandlers, // nothing else is asked here
    start: () => start,
    screens: () => [{ x: 0, y: 0, width: 1920, height: 1080 }],
    create,
    onDefect(error) {
      throw error
    },
  })
  const context = { signal: new AbortController().signal }
  const page = (n: number) => {
    const handlers = windows.handlersOf(n)
    if (!handlers) throw new Error(`Window ${n} is not served`)
    const asked: OutsideRequest[] = []
    const listen = async (): Promise<void> => {
      for await (const request of handlers.host.outside({}, context)) asked.push(request)
    }
    void listen()
    return {
      asked,
      at: (path: string) => handlers.host.keep({ key: 'samsa.place', value: path }, context),
      keep: (key: string, value: string | null) => handlers.host.keep({ key, value }, context),
      open: (path: string) => handlers.host.openWindow({ path }, context),
      kept: async () => new Map((await handlers.host.kept({}, context)).entries.map(({ key, value }) => [key, value])),
    }
  }
  return { windows, made, focused, kept, page }
}

describe('several windows on one core', () => {
  it('each has its own tabs, place and unsaved forms; what is chosen for lists is for all', async () => {
    const { windows, page } = desktop()
    await windows.restore()
    const one = page(1)
    await one.open('/c/orders/groups')
    const two = page(2)
    await one.keep('samsa.tabs', 'tabs of one')
    await two.keep('samsa.tabs', 'tabs of two')
    await one.keep('form.profile.new', 'form of one')
    await two.keep('samsa.table.groups', 'columns')
    expect(await one.kept()).toEqual(
      new Map([...(await one.kept())].filter(([key]) => !key.startsWith('w'))), // nothing of another window
    )
    expect((await one.kept()).get('samsa.tabs')).toBe('tabs of one')
    expect((await two.kept()).get('samsa.tabs')).toBe('tabs of two')
    expect((await two.kept()).get('samsa.place')).toBe('/c/orders/groups')
    expect((await two.kept()).get('form.profile.new')).toBeUndefined()
    expect((await one.kept()).get('samsa.table.groups')).toBe('columns')
  })

  it('all are there again after kill -9, each where it stood', async () => {
    const before = desktop()
    await before.windows.restore()
    await before.page(1).open('/c/orders/groups?filter=bill')
    await before.page(1).open('/c/payments/topics')
    // Killed: nothing is closed in order.
    const after = desktop(before.kept)
    await after.windows.restore()
    expect(after.made.map(({ stood }) => stood?.x)).toEqual([100, 128, 156])
    expect((await after.page(2).kept()).get('samsa.place')).toBe('/c/orders/groups?filter=bill')
    expect((await after.page(3).kept()).get('samsa.place')).toBe('/c/payments/topics')
  })

  it('24 all are there again after quitting, where that was chosen; one that was closed is not, but the form it had is', async () => {
    const last = { last: true, path: null }
    const before = desktop(new Map(), last)
    await before.windows.restore()
    await before.page(1).open('/c/orders/groups')
    await before.page(1).open('/c/payments/topics')
    await before.page(2).keep('form.profile.new', 'half written')
    before.made[1]?.close()
    await until(() => !before.kept.has('desktop.window.w2'), 'the closed window is forgotten')
    await before.page(1).at('/c/orders/brokers')
    before.windows.quitting()
    for (const { close } of [before.made[0], before.made[2]].filter((each) => each !== undefined)) close()

    const after = desktop(before.kept, last)
    await after.windows.restore()
    expect(after.made).toHaveLength(2)
    expect((await after.page(1).kept()).get('samsa.place')).toBe('/c/orders/brokers')
    expect((await after.page(2).kept()).get('samsa.place')).toBe('/c/payments/topics')
    expect((await after.page(1).kept()).get('form.profile.new')).toBe('half written')
    await after.page(1).keep('form.profile.new', null)
    expect([...after.kept.keys()].filter((key) => key.includes('form.'))).toEqual([])
  })

  it('a single window begins at the launcher after an orderly end, whichever one is left', async () => {
    const before = desktop()
    await before.windows.restore()
    await before.page(1).open('/c/orders/groups')
    before.made[0]?.close()
    await until(() => !before.kept.has('desktop.window'), 'the first window is forgotten')
    before.made[1]?.close()
    await until(() => !before.kept.has('w2/samsa.place'), 'the place is forgotten')
    const after = desktop(before.kept)
    await after.windows.restore()
    expect(after.made).toHaveLength(1)
    expect((await after.page(1).kept()).get('samsa.place')).toBeUndefined()
  })

  it('24 a single window that was closed is where it was left, where that was chosen', async () => {
    const last = { last: true, path: null }
    const before = desktop(new Map(), last)
    await before.windows.restore()
    await before.page(1).at('/c/orders/brokers')
    before.made[0]?.close()
    const after = desktop(before.kept, last)
    await after.windows.restore()
    expect((await after.page(1).kept()).get('samsa.place')).toBe('/c/orders/brokers')
  })

  it.each([
    [null, undefined],
    ['/c/stock', '/c/stock'],
  ])('24 after quitting with several windows one is there, at the launcher or at the chosen cluster: %s', async (path, place) => {
    const before = desktop(new Map(), { last: false, path })
    await before.windows.restore()
    await before.page(1).open('/c/orders/groups')
    await before.page(1).open('/c/payments/topics')
    await before.page(2).keep('form.profile.new', 'half written')
    before.made[1]?.focus()
    before.windows.quitting()
    for (const { close } of before.made) close()
    await until(() => !before.kept.has('desktop.window') && !before.kept.has('desktop.window.w3'), 'the others are forgotten')

    const after = desktop(before.kept, { last: false, path })
    await after.windows.restore()
    expect(after.made).toHaveLength(1)
    expect((await after.page(1).kept()).get('samsa.place')).toBe(place)
    expect((await after.page(1).kept()).get('form.profile.new')).toBe('half written')
  })

  it('24 after a crash all are there as they were, whatever was chosen for the start', async () => {
    const before = desktop()
    await before.windows.restore()
    await before.page(1).at('/c/orders/brokers')
    const chosen = desktop(before.kept, { last: false, path: '/c/stock' })
    await chosen.windows.restore()
    expect((await chosen.page(1).kept()).get('samsa.place')).toBe('/c/orders/brokers')
    await chosen.page(1).open('/')
    const several = desktop(before.kept, { last: false, path: '/c/stock' })
    await several.windows.restore()
    expect(several.made).toHaveLength(2)
  })

  it('a cluster that has a window comes to the front instead of opening twice', async () => {
    const { windows, made, focused, page } = desktop()
    await windows.restore()
    await page(1).open('/c/orders')
    await page(1).open('/c/orders')
    expect(made).toHaveLength(2)
    expect(focused).toEqual([2])
    await page(1).open('/c/orders/topics')
    expect(made).toHaveLength(3)
  })

  it('A-13 links go to the window on their cluster, then to the launcher, then to a new one; menus to the window in use', async () => {
    const { windows, made, focused, page } = desktop()
    await windows.restore()
    const one = page(1)
    await one.open('/c/orders')
    const two = page(2)
    windows.goTo('/c/orders/groups/billing')
    windows.goTo('/c/payments/topics')
    await until(() => two.asked.length === 1 && one.asked.length === 1, 'both were told')
    expect(two.asked).toEqual([{ is: 'place', path: '/c/orders/groups/billing' }])
    expect(one.asked).toEqual([{ is: 'place', path: '/c/payments/topics' }])
    expect(focused).toEqual([2, 1])
    await one.at('/c/payments/topics')
    windows.goTo('/c/stock/overview')
    await until(() => made.length === 3, 'a new window')
    made[1]?.focus()
    windows.run('palette')
    await until(() => two.asked.length === 2, 'the menu item arrived')
    expect(two.asked[1]).toEqual({ is: 'action', id: 'palette' })
    windows.say({ is: 'link', why: 'notKnown' })
    await until(() => two.asked.length === 3, 'why a link leads nowhere is told in the window in use')
    expect(two.asked[2]).toEqual({ is: 'link', why: 'notKnown' })
  })

  it('A-08 contents that are no window of ours are served nothing', async () => {
    const { windows, made, page } = desktop()
    await windows.restore()
    await page(1).open('/')
    expect(windows.handlersOf(7)).toBeNull()
    made[1]?.close()
    expect(windows.handlersOf(2)).toBeNull()
  })
})

describe('keys of windows', () => {
  it('names are reused, and foreign keys are no windows', () => {
    expect(freeWindow(['w1', 'w3'])).toBe('w2')
    const entries = ['desktop.window.w12', 'desktop.window', 'desktop.window.w2', 'desktop.window.x', 'desktop.windows'].map((key) => ({
      key,
      value: '',
    }))
    expect(windowsIn(entries)).toEqual(['w1', 'w2', 'w12'])
  })

  it('the first window and a browser tab have the same tabs', () => {
    expect(keyFor('w1', 'samsa.tabs')).toBe('samsa.tabs')
    expect(keyFor('w2', 'samsa.tabs')).toBe('w2/samsa.tabs')
    const shared = [{ key: 'samsa.tabs', value: 'of the browser' }]
    expect(entriesFor('w1', shared)).toEqual(shared)
    expect(entriesFor('w2', shared)).toEqual([])
    expect(afterClosing('w2', [{ key: 'w2/samsa.tabs', value: 'a' }, ...shared])).toEqual([
      { key: 'desktop.window.w2', value: null },
      { key: 'w2/samsa.tabs', value: null },
    ])
  })
})

describe('24 what the start opens', () => {
  const handlers = (start: 'launcher' | 'last' | 'profile', startProfile: string | null) =>
    ({
      host: { settings: () => ({ read: () => ({ rows: new Map([['settings', { settings: { start, startProfile } }]]) }) }) },
      profiles: { list: () => ({ read: () => ({ rows: new Map([['orders', {}]]) }) }) },
    }) as unknown as SamsaHandlers // nothing else is asked here

  it('is what the user chose; a profile that is gone is the launcher', () => {
    expect(startOf(handlers('launcher', 'orders'))).toEqual({ last: false, path: null })
    expect(startOf(handlers('last', 'orders'))).toEqual({ last: true, path: null })
    expect(startOf(handlers('profile', 'orders'))).toEqual({ last: false, path: '/c/orders' })
    expect(startOf(handlers('profile', 'gone'))).toEqual({ last: false, path: null })
    expect(startOf(handlers('profile', null))).toEqual({ last: false, path: null })
  })
})
