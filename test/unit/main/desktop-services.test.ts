import { EventEmitter } from 'node:events'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDesktopServices, documentationPages, type DesktopNeeds } from '../../../electron/main/desktop-services.ts'

function setUp(backend = 'gnome_libsecret', available = true, platform: NodeJS.Platform = 'linux') {
  const opened: string[] = []
  const copied: string[] = []
  let used = 0
  const notified: { title: string; body: string; shown: boolean; on: Map<string, () => void> }[] = []
  let focused = 0
  const power = new EventEmitter()
  const needs: DesktopNeeds = {
    platform,
    packaged: true,
    safeStorage: {
      isEncryptionAvailable: () => available,
      getSelectedStorageBackend: () => backend,
      encryptString: (text) => {
        used++
        return Buffer.from(text).reverse()
      },
      decryptString: (sealed) => Buffer.from(sealed).reverse().toString(),
    },
    clipboard: { writeText: (text) => copied.push(text) },
    dataFolder: '/data/samsa',
    shell: {
      openPath: (path) => {
        opened.push(path)
        return Promise.resolve('')
      },
      openExternal: (url) => {
        opened.push(url)
        return Promise.resolve()
      },
    },
    notifications: {
      isSupported: () => available,
      create(options) {
        const one = { ...options, shown: false, on: new Map<string, () => void>() }
        notified.push(one)
        return { on: (event, act) => one.on.set(event, act), show: () => void (one.shown = true) }
      },
    },
    focusWindow: () => void (focused += 1),
    powerMonitor: power,
    resolveProxy: (url) => Promise.resolve(`PROXY proxy.example:3128; DIRECT ${url.length}`),
  }
  return { services: createDesktopServices(needs), opened, copied, used: () => used, notified, focused: () => focused, power }
}

describe('A-06 external links', () => {
  it('opens the fixed pages only, of 10,000 strings', async () => {
    const { services, opened } = setUp()
    for (const page of documentationPages) expect(await services.openExternal(page)).toEqual({ done: true })
    expect(opened).toEqual(documentationPages)
    const near = fc
      .tuple(
        fc.constantFrom(...documentationPages),
        fc.constantFrom('', ' ', '#', '?', '/..', '@evil', '\n', '.'),
        fc.string({ minLength: 1 }),
      )
      .map((parts) => parts.join(''))
    const strings = fc.oneof(
      near,
      fc.webUrl(),
      fc.string(),
      fc.constantFrom(
        'file:///etc/passwd',
        'javascript:1',
        'smb://x/y',
        'https://KAFKA.apache.org/documentation/',
        'x-apple.systempreferences:',
      ),
    )
    await fc.assert(
      fc.asyncProperty(strings.filter((url) => !documentationPages.includes(url)), async (url) => {
        expect(await services.openExternal(url)).toMatchObject({ done: false })
      }), // prettier-ignore
      { numRuns: 10_000 },
    )
    expect(opened).toEqual(documentationPages)
  })
})

describe('A-05 the clipboard', () => {
  it('takes up to 1 MiB', () => {
    const { services, copied } = setUp()
    expect(services.copyText('a').done).toBe(true)
    expect(services.copyText('a'.repeat(1_048_577)).done).toBe(false)
    expect(copied).toEqual(['a'])
  })
})

describe('C-02 the keychain', () => {
  it.each(['basic_text', 'unknown', 'gnome_libsecret', 'kwallet', 'kwallet5', 'kwallet6'])('with backend %s', (backend) => {
    const usable = backend !== 'basic_text' && backend !== 'unknown'
    const { services, used } = setUp(backend)
    expect(services.keychain.available).toBe(usable)
    expect(used()).toBe(0)
    expect(setUp(backend, false).services.keychain.available).toBe(false)
    if (services.keychain.available) expect(services.keychain.unseal(services.keychain.seal('pässword'))).toBe('pässword')
  })
  it('is used elsewhere when it is available', () => {
    for (const platform of ['darwin', 'win32'] as const) {
      expect(setUp('unknown', true, platform).services.keychain.available).toBe(true)
      expect(setUp('unknown', false, platform).services.keychain.available).toBe(false)
    }
  })
})

describe('notifications of the system', () => {
  it('are shown, and a click brings the window to the front before it opens the moment', () => {
    const { services, notified, focused } = setUp()
    const clicks: number[] = []
    if (!services.notifications.available) throw new Error('It should be available')
    expect(services.notifications.show({ title: 't'.repeat(5_000), body: 'b' }, () => clicks.push(focused()))).toEqual({ done: true })
    expect(notified).toMatchObject([{ title: 't'.repeat(200), body: 'b', shown: true }])
    notified[0]?.on.get('click')?.()
    expect(clicks).toEqual([1])
  })

  it('say why not where the desktop has none', () => {
    expect(setUp('gnome_libsecret', false).services.notifications).toMatchObject({ available: false, why: expect.stringMatching(/./) })
  })
})

describe('C-12 power events', () => {
  it('tells of sleep and of a locked screen, until nobody listens any more', () => {
    const { services, power } = setUp()
    const told: string[] = []
    const end = new AbortController()
    services.power?.listen((what) => told.push(what), end.signal)
    power.emit('suspend')
    power.emit('lock-screen')
    power.emit('resume')
    expect(told).toEqual(['sleep', 'screenLock', 'wake'])
    end.abort()
    power.emit('suspend')
    expect(told).toHaveLength(3)
    expect(power.eventNames()).toEqual([])
  })
})
